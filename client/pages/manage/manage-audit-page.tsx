import type { ComponentChildren } from 'preact';
import type { AuditEntry, AuditFilter } from '../../../server/contract/audit.ts';
import type { PageOf } from '../../../server/contract/pages.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DatePicker, Field, fieldAttributes, Input, Select } from '../../ui/field.tsx';
import { formatDateTime, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';

/** Who did what: a form that searches and exports, a list, a way back in time. All of it works without a script. */
export function composeManageAuditPage(
  { shell, filter, entries, nextCursor, mostExported }: PageOf<'manage-audit'>,
  locale: Locale,
): PageDocument {
  const { audit: words, auditActions } = locale.words;
  const { cursor, ...search } = filter;
  const about = entries.find(({ subject }) => subject.id === search.subject)?.subject;
  const filtered = Object.values(search).some((value) => value !== undefined);
  return composeManage({
    ...{ shell, locale, place: 'audit', title: words.title, intro: words.intro },
    children: (
      <div class="audit">
        <form class="panel audit-search no-print" method="get" action="/manage/audit">
          <h2 class="visually-hidden">{words.searchTitle}</h2>
          {search.subject !== undefined && (
            <>
              <Notice kind="info">
                {fill(words.onSubject, { name: about?.name ?? search.subject })}{' '}
                {about?.kind === 'lesson' && <a href={`/lessons/${about.id}`}>{words.openLesson}</a>}
              </Notice>
              <input type="hidden" name="subject" value={search.subject} />
            </>
          )}
          <div class="audit-fields">
            <Field id="person" label={words.person} hint={words.personHint}>
              <Input
                {...fieldAttributes('person', { hint: true })}
                name="person"
                value={search.person ?? ''}
                maxLength={100}
              />
            </Field>
            <Field id="action" label={words.action}>
              <Select
                {...fieldAttributes('action')}
                name="action"
                value={search.action ?? ''}
                options={[
                  { value: '', label: words.actionAll },
                  ...Object.entries(auditActions).map(([value, label]) => ({ value, label })),
                ]}
              />
            </Field>
            <Field id="from" label={words.from}>
              <DatePicker {...fieldAttributes('from')} name="from" value={search.from ?? ''} />
            </Field>
            <Field id="until" label={words.until}>
              <DatePicker {...fieldAttributes('until')} name="until" value={search.until ?? ''} />
            </Field>
            <Field id="q" label={words.text} hint={words.textHint}>
              <Input
                {...fieldAttributes('q', { hint: true })}
                name="q"
                value={search.q ?? ''}
                maxLength={100}
              />
            </Field>
          </div>
          <p class="form-actions">
            <Button type="submit" look="primary">
              {words.search}
            </Button>
            {filtered && <ButtonLink href="/manage/audit">{words.clear}</ButtonLink>}
            {/* What stands in the fields now, whether or not it has been looked for. */}
            <Button type="submit" formAction="/api/audit-log" name="format" value="xlsx">
              {words.exportXlsx}
            </Button>
            <Button type="submit" formAction="/api/audit-log" name="format" value="csv">
              {words.exportCsv}
            </Button>
          </p>
          <p class="small secondary">
            {fill(words.exportHint, { max: formatNumber(mostExported, locale.language) })}
          </p>
        </form>
        {entries.length === 0 ? (
          <EmptyState title={words.none}>{words.noneHint}</EmptyState>
        ) : (
          <>
            <ol class="panel audit-list" aria-label={words.caption}>
              {entries.map((entry) => (
                <Entry key={entry.sequence} {...{ entry, locale }} />
              ))}
            </ol>
            <p class="audit-pages no-print">
              {cursor !== undefined && <ButtonLink href={address(search)}>{words.newest}</ButtonLink>}
              {nextCursor !== null && (
                <ButtonLink href={address({ ...search, cursor: nextCursor })}>{words.older}</ButtonLink>
              )}
            </p>
          </>
        )}
      </div>
    ),
  });
}

/** What was done, who did it and when; the rest is folded behind its first words. */
function Entry({ entry, locale }: { entry: AuditEntry; locale: Locale }) {
  const { language, timeZone } = locale;
  const words = locale.words.audit;
  const { actionName, at, person, subject, detail, network } = entry;
  const [colon, comma] = language === 'zh' ? ['：', '，'] : [': ', ', '];
  // What is gone has no name any more; its id stands among the details, where there are any.
  const named = subject.name ?? (detail.length === 0 ? subject.id : null);
  const short = detail.map(({ name, value }) => `${name}${colon}${value}`).join(comma);
  return (
    <li class="audit-entry">
      <p class="audit-act">
        <strong>{actionName}</strong>{' '}
        {subject.id !== person?.id && named !== null && (
          <a href={address({ subject: subject.id })}>{named}</a>
        )}
      </p>
      <p class="audit-by small secondary">
        {person ? (
          <a href={address({ person: person.name })}>{person.displayName}</a>
        ) : (
          <span>{network ? words.someone : words.program}</span>
        )}{' '}
        <time class="unbroken figure" dateTime={at}>
          {formatDateTime(at, language, timeZone)}
        </time>{' '}
        <span class="unbroken figure">{network}</span>
      </p>
      {detail.length > 0 && (
        <details class="audit-more small">
          <summary title={short}>{short}</summary>
          <dl class="audit-detail">
            {detail.map(({ name, value }) => (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ))}
            <Fact name={words.columnSubjectId}>
              <a href={address({ subject: subject.id })}>{subject.id}</a>
            </Fact>
          </dl>
        </details>
      )}
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function address(filter: AuditFilter): string {
  const query = toQuery(filter);
  return query === '' ? '/manage/audit' : `/manage/audit?${query}`;
}

function toQuery(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(given).toString();
}
