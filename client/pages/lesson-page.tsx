import type { Lesson } from '../../server/contract/lessons.ts';
import type { PageOf } from '../../server/contract/pages.ts';
import { licences } from '../../server/contract/terms/licences.ts';
import { termBySlug } from '../../server/contract/terms/term.ts';
import { fill } from '../../server/contract/words/words.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { formatDate } from '../ui/format.ts';
import { hueClass, pathPieces, placePieces, subjectName } from '../ui/lesson-place.ts';
import type { Locale } from '../ui/locale.ts';
import { Notice } from '../ui/notice.tsx';
import { Seal } from '../ui/seal.tsx';
import { Shell } from '../ui/shell.tsx';
import { Attachments } from './lesson-attachments.tsx';
import { LessonSiblings } from './lesson-siblings.tsx';
import { LessonVideo, PlaybackNotice } from './lesson-video.tsx';
import { LessonWithdrawal } from './lesson-withdrawal.tsx';
import type { PageDocument } from './page-document.ts';

/** One lesson: the player first, then what it is, what goes with it, what comes next. */
export function composeLessonPage(model: PageOf<'lesson'>, locale: Locale): PageDocument {
  const { shell, lesson, startAt, siblings, book, left } = model;
  const { language } = locale;
  const signIn = `/sign-in?next=${encodeURIComponent(shell.address)}`;
  const place = [subjectName(lesson, language), ...placePieces(lesson, language)].join(' ');
  return {
    title: lesson.title,
    description: lesson.summary || [place, lesson.teacher.name, lesson.school.name].join(' · '),
    image: lesson.cover,
    structuredData: model.structuredData,
    kind: 'public',
    body: (
      <Shell shell={shell} locale={locale} main="page content lesson-page" search>
        <div class="lesson-columns">
          <div class="lesson-main">
            <LessonVideo lesson={lesson} startAt={startAt} signIn={signIn} locale={locale} />
            <LessonHead lesson={lesson} book={book} locale={locale} />
            <StateNotice lesson={lesson} locale={locale} />
            {left && <LeftNotice lesson={lesson} locale={locale} />}
            <PlaybackNotice lesson={lesson} signIn={signIn} locale={locale} />
            <Attachments
              lesson={lesson}
              locale={locale}
              signIn={lesson.playback?.limit ? signIn : undefined}
            />
            <About lesson={lesson} locale={locale} />
            {lesson.may.includes('withdraw') && !lesson.may.includes('edit') && (
              <LessonWithdrawal lesson={lesson} words={locale.words.lesson} />
            )}
          </div>
          <aside class="lesson-side">
            <LessonSiblings lesson={lesson} siblings={siblings} book={book} locale={locale} />
          </aside>
        </div>
      </Shell>
    ),
  };
}

function LessonHead({
  lesson,
  book,
  locale,
}: Pick<PageOf<'lesson'>, 'lesson' | 'book'> & { locale: Locale }) {
  const words = locale.words.lesson;
  const people = [lesson.teacher.name, lesson.school.name].filter(Boolean);
  return (
    <header class={`lesson-head ${hueClass(lesson.subject)}`}>
      <div class="lesson-title">
        <h1>{lesson.title}</h1>
        {lesson.awards.length > 0 && (
          <span class="lesson-seals">
            {lesson.awards.map((award) => (
              <span
                key={`${award.level}${award.year}${award.programme}`}
                title={`${award.programme} ${award.year}`}
              >
                <Seal level={award.level} language={locale.language} />
              </span>
            ))}
          </span>
        )}
      </div>
      <nav class="lesson-path dotted" aria-label={words.path}>
        {pathPieces(lesson.nodes, book, locale.language).map(({ key, text, href, subject }) =>
          href ? (
            <a key={key} href={href}>
              {text}
            </a>
          ) : (
            <span key={key} class={subject ? 'lesson-subject' : undefined}>
              {text}
            </span>
          ),
        )}
      </nav>
      <p class="dotted">
        {people.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </p>
      {lesson.may.includes('edit') && (
        <ButtonLink small href={`/teach/lessons/${lesson.id}`}>
          {words.edit}
        </ButtonLink>
      )}
    </header>
  );
}

function StateNotice({ lesson, locale }: { lesson: Lesson; locale: Locale }) {
  if (lesson.state === 'published') return null;
  const words = locale.words.lesson;
  return (
    <Notice kind="info">
      <p>{words[`state.${lesson.state}`]}</p>
      {lesson.state === 'withdrawn' && lesson.returned && (
        <p class="lines">{fill(words.withdrawnNote, { note: lesson.returned.note })}</p>
      )}
    </Notice>
  );
}

/** Why its own teacher finds no button here, and what is still theirs. */
function LeftNotice({ lesson, locale }: { lesson: Lesson; locale: Locale }) {
  const words = locale.words.lesson;
  return (
    <Notice kind="info">
      <p>{words.left}</p>
      <p>
        <a href="/teach">{locale.words.shell.teach}</a>
      </p>
      {lesson.may.includes('download-original') && (
        <p>
          <a href={`/api/lessons/${lesson.id}/original`}>{words.original}</a>
        </p>
      )}
    </Notice>
  );
}

function About({ lesson, locale }: { lesson: Lesson; locale: Locale }) {
  const words = locale.words.lesson;
  const licence = termBySlug(licences, lesson.licence);
  return (
    <section class="lesson-about">
      <h2>{words.about}</h2>
      {lesson.summary && <p class="lesson-summary">{lesson.summary}</p>}
      {lesson.keywords.length > 0 && (
        <ul class="cluster" aria-label={words.keywords}>
          {lesson.keywords.map((keyword) => (
            <li key={keyword}>
              <Chip href={`/search?q=${encodeURIComponent(keyword)}`}>{keyword}</Chip>
            </li>
          ))}
        </ul>
      )}
      <dl class="lesson-facts">
        {lesson.publishedAt && (
          <div>
            <dt>{words.published}</dt>
            <dd>{formatDate(lesson.publishedAt, locale.language, locale.timeZone)}</dd>
          </div>
        )}
        {licence && (
          <div>
            <dt>{words.licence}</dt>
            <dd>
              {licence.url ? (
                <a href={licence.url} rel="license noopener external">
                  {licence[locale.language]}
                </a>
              ) : (
                licence[locale.language]
              )}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
