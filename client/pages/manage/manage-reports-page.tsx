import type { PageOf } from '../../../server/contract/pages.ts';
import { roundLevels } from '../../../server/contract/terms/levels.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Island } from '../../islands/island.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Field, fieldAttributes, Select } from '../../ui/field.tsx';
import { formatNumber, formatShare } from '../../ui/format.ts';
import { termName } from '../../ui/lesson-place.ts';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';
import { TotalsForm } from './totals-form.tsx';

/** The year's awards: figures, bars, table, and where they come from. */
export function composeManageReportsPage(model: PageOf<'manage-reports'>, locale: Locale): PageDocument {
  const { shell, report, programmes, years } = model;
  const { reports: words, common } = locale.words;
  const { language } = locale;
  const number = (value: number) => formatNumber(value, language);
  const level = (slug: string) => termName(roundLevels, slug, language);
  const programme = programmes.find(({ slug }) => slug === report.programme);
  const heading = programme
    ? fill(words.heading, {
        year: report.year,
        programme: language === 'zh' ? programme.name : programme.nameEn,
      })
    : fill(words.headingAll, { year: report.year });
  const query = new URLSearchParams({ year: String(report.year) });
  if (report.programme) query.set('programme', report.programme);
  return composeManage({
    ...{ shell, locale, place: 'reports', title: words.title, intro: words.intro },
    action: (
      <a class="button" href={`/api/reports/awards?format=xlsx&${query}`} download>
        {words.exportXlsx}
      </a>
    ),
    children: (
      <div class="report">
        <form class="report-choice no-print" method="get" action="/manage/reports">
          <Field id="year" label={words.year}>
            <Select
              {...fieldAttributes('year')}
              name="year"
              value={String(report.year)}
              options={years.map((year) => ({ value: String(year), label: String(year) }))}
            />
          </Field>
          <Field id="programme" label={words.programme}>
            <Select
              {...fieldAttributes('programme')}
              name="programme"
              value={report.programme ?? ''}
              options={[
                { value: '', label: words.programmeAll },
                ...programmes.map(({ slug, name, nameEn }) => ({
                  value: slug,
                  label: language === 'zh' ? name : nameEn,
                })),
              ]}
            />
          </Field>
          <Button type="submit">{words.show}</Button>
        </form>
        <h2>{heading}</h2>
        <ul class="report-levels">
          {report.rows.map((row) => (
            <li key={row.level}>
              <h3 id={`level-${row.level}`}>{level(row.level)}</h3>
              <p class="figure-large figure">{number(row.awarded)}</p>
              {row.total === null || row.share === null ? (
                <p class="small secondary">{words.noTotal}</p>
              ) : (
                <>
                  <progress max={row.total} value={row.awarded} aria-labelledby={`level-${row.level}`} />
                  <p class="small secondary figure">
                    {fill(words.shareOf, {
                      total: number(row.total),
                      share: formatShare(row.share, language),
                    })}
                  </p>
                </>
              )}
            </li>
          ))}
        </ul>
        <DataTable
          caption={words.tableCaption}
          rows={report.rows}
          rowKey={(row) => row.level}
          columns={[
            { key: 'level', head: words.columnLevel, main: true, cell: (row) => level(row.level) },
            { key: 'awarded', head: words.columnAwarded, numeric: true, cell: (row) => number(row.awarded) },
            {
              key: 'total',
              head: words.columnTotal,
              numeric: true,
              cell: ({ total }) => (total === null ? '—' : number(total)),
            },
            {
              key: 'share',
              head: words.columnShare,
              numeric: true,
              cell: ({ share }) => (share === null ? '—' : formatShare(share, language)),
            },
          ]}
        />
        <p class="small secondary report-source">
          <b>{words.sourceTitle}</b> {words.source}
        </p>
        {report.programme === null ? (
          <Notice kind="info">{words.noTotals}</Notice>
        ) : (
          <Island
            name="totals-form"
            component={TotalsForm}
            props={{ programme: report.programme, report, language, words: { reports: words, common } }}
          />
        )}
      </div>
    ),
  });
}
