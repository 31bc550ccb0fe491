import type { AuditEntry, AuditFilter } from '../../../server/contract/audit.ts';
import type { PageOf } from '../../../server/contract/pages.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DatePicker, Field, fieldAttributes, Input, Select } from '../../ui/field.tsx';
import { formatDateTime, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';

/** Who did what: a form that searches, a table, a way back in time. All of it works without a script. */
export function composeManageAuditPage(
  { shell, filter, entries, nextCursor, mostExported }: PageOf<'manage-audit'>,
  locale: Locale,
): PageDocument {
  const { audit: words, auditActions } = locale.words;
  const { cursor, ...search } = filter;
  const filtered = Object.values(search).some((value) => value !== undefined);
  return composeManage({
    ...{ shell, locale, place: 'audit', title: words.title, intro: words.intro },
    children: (
      <div class="audit">
        <form class="panel audit-search no-print" method="get" action="/manage/audit">
          <h2 class="visually-hidden">{words.searchTitle}</h2>
          {search.subject !== undefined && (
            <>
              <Notice kind="info">{fill(words.onSubject, { id: search.subject })}</Notice>
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
            <Field id="q" label={words.text} hint={words.textHint}>
              <Input
                {...fieldAttributes('q', { hint: true })}
                name="q"
                value={search.q ?? ''}
                maxLength={100}
              />
            </Field>
            <Field id="from" label={words.from}>
              <DatePicker {...fieldAttributes('from')} name="from" value={search.from ?? ''} />
            </Field>
            <Field id="until" label={words.until}>
              <DatePicker {...fieldAttributes('until')} name="until" value={search.until ?? ''} />
            </Field>
          </div>
          <p class="form-actions">
            <Button type="submit" look="primary">
              {words.search}
            </Button>
            {filtered && <ButtonLink href="/manage/audit">{words.clear}</ButtonLink>}
          </p>
        </form>
        {entries.length === 0 ? (
          <EmptyState title={words.none}>{words.noneHint}</EmptyState>
        ) : (
          <>
            <AuditTable {...{ entries, locale, words }} />
            <p class="audit-pages no-print">
              {cursor !== undefined && <ButtonLink href={address(search)}>{words.newest}</ButtonLink>}
              {nextCursor !== null && (
                <ButtonLink href={address({ ...search, cursor: nextCursor })}>{words.older}</ButtonLink>
              )}
            </p>
            <p class="audit-pages no-print">
              <a class="button" href={exportAddress(search, 'xlsx')} download>
                {words.exportXlsx}
              </a>
              <a class="button" href={exportAddress(search, 'csv')} download>
                {words.exportCsv}
              </a>
            </p>
            <p class="small secondary no-print">
              {fill(words.exportHint, { max: formatNumber(mostExported, locale.language) })}
            </p>
          </>
        )}
      </div>
    ),
  });
}

interface AuditTableProps {
  entries: readonly AuditEntry[];
  locale: Locale;
  words: Words<'audit'>;
}

function AuditTable({ entries, locale: { language, timeZone }, words }: AuditTableProps) {
  return (
    <DataTable
      caption={words.caption}
      rows={entries}
      rowKey={({ sequence }) => String(sequence)}
      columns={[
        { key: 'action', head: words.columnAction, main: true, cell: ({ actionName }) => actionName },
        {
          key: 'at',
          head: words.columnAt,
          cell: ({ at }) => (
            <time class="unbroken figure" dateTime={at}>
              {formatDateTime(at, language, timeZone)}
            </time>
          ),
        },
        {
          key: 'person',
          head: words.columnPerson,
          cell: ({ person, network }) =>
            person ? (
              <a href={address({ person: person.name })}>{person.displayName}</a>
            ) : (
              <span class="secondary">{network ? words.someone : words.program}</span>
            ),
        },
        { key: 'subject', head: words.columnSubject, cell: (entry) => <Subject {...{ entry, words }} /> },
        {
          key: 'detail',
          head: words.columnDetail,
          cell: ({ detail }) =>
            detail.length > 0 && (
              <ul class="audit-detail small">
                {detail.map(({ name, value }) => (
                  <li key={name}>
                    <span class="secondary">{name}</span> {value}
                  </li>
                ))}
              </ul>
            ),
        },
        {
          key: 'network',
          head: words.columnNetwork,
          cell: ({ network }) => network && <span class="unbroken figure small">{network}</span>,
        },
      ]}
    />
  );
}

function Subject({ entry: { subject }, words }: { entry: AuditEntry; words: Words<'audit'> }) {
  const { id, kind, name } = subject;
  const page = kind === 'lesson' ? `/lessons/${id}` : kind === 'round' ? `/manage/rounds/${id}` : undefined;
  return (
    <>
      {name !== null && (page ? <a href={page}>{name}</a> : name)}{' '}
      <a class="small audit-id" href={address({ subject: id })} title={fill(words.onSubject, { id })}>
        {id}
      </a>
    </>
  );
}

function address(filter: AuditFilter): string {
  const query = toQuery(filter);
  return query === '' ? '/manage/audit' : `/manage/audit?${query}`;
}

function exportAddress(filter: AuditFilter, format: 'csv' | 'xlsx'): string {
  return `/api/audit-log?${toQuery({ ...filter, format })}`;
}

function toQuery(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return new URLSearchParams(given).toString();
}
