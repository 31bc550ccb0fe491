import type { PageOf } from '../../../server/contract/pages.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';
import { hasManagePlace } from './manage-places.ts';

interface Task {
  href: string;
  text: string;
  hint: string;
  action: string;
}

/** What waits, and how large the library is. */
export function composeManagePage(model: PageOf<'manage'>, locale: Locale): PageDocument {
  const { shell, tasks } = model;
  const words = locale.words.manage;
  const number = (value: number) => formatNumber(value, locale.language);
  const waiting = listTasks(model, locale);
  // A bureau that has no school yet has just begun.
  const starting = hasManagePlace(shell.session, 'openPeriods') && tasks.schools === 0;
  const figures = [
    { label: words.figureLessons, value: tasks.lessons },
    { label: words.figureSchools, value: tasks.schools },
    { label: words.figurePeople, value: tasks.people },
  ];
  return composeManage({
    ...{ shell, locale, place: 'home', title: words.homeTitle },
    waiting: { lessons: tasks.toCheck },
    children: (
      <>
        <section aria-labelledby="waiting-title">
          <h2 id="waiting-title" class={starting ? undefined : 'visually-hidden'}>
            {starting ? words.startTitle : words.waitingTitle}
          </h2>
          {starting && <TaskList tasks={firstSteps(locale)} numbered />}
          {!starting && waiting.length === 0 && (
            <EmptyState title={words.waitingNone}>{words.waitingNoneHint}</EmptyState>
          )}
          <TaskList tasks={waiting} />
        </section>
        <section class="section" aria-labelledby="figures-title">
          <h2 id="figures-title">{words.figuresTitle}</h2>
          <dl class="figures">
            {figures.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd class="figure">{number(value)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </>
    ),
  });
}

function listTasks({ shell, tasks }: PageOf<'manage'>, { words: { manage: words } }: Locale): Task[] {
  const checks = hasManagePlace(shell.session, 'lessons');
  return [
    ...(checks && tasks.toCheck > 0
      ? [
          {
            href: '/manage/lessons',
            text: fill(words.toCheck, { count: tasks.toCheck }),
            hint: words.toCheckHint,
            action: words.toCheckAction,
          },
        ]
      : []),
    ...(checks && tasks.rounds > 0
      ? [
          {
            href: '/manage/rounds',
            text: fill(words.roundsRunning, { count: tasks.rounds }),
            hint: words.roundsRunningHint,
            action: words.roundsAction,
          },
        ]
      : []),
  ];
}

function firstSteps({ words: { manage: words } }: Locale): Task[] {
  const action = words.startGo;
  return [
    { href: '/manage/people#schools', text: words.startSchools, hint: words.startSchoolsHint, action },
    { href: '/manage/people', text: words.startPeople, hint: words.startPeopleHint, action },
    { href: '/manage/open-periods', text: words.startPeriods, hint: words.startPeriodsHint, action },
  ];
}

function TaskList({ tasks, numbered = false }: { tasks: readonly Task[]; numbered?: boolean }) {
  return (
    <ul class="tasks">
      {tasks.map(({ href, text, hint, action }, index) => (
        <li key={href + text}>
          {numbered && <span class="tasks-number figure">{index + 1}</span>}
          <div class="tasks-text">
            <b>{text}</b>
            <p class="secondary small">{hint}</p>
          </div>
          <ButtonLink href={href} look={index === 0 ? 'primary' : 'plain'}>
            {action}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}
