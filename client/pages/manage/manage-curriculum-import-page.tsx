import type { ComponentChildren } from 'preact';
import type { ImportReport } from '../../../server/contract/curriculum.ts';
import type { PageOf } from '../../../server/contract/pages.ts';
import { retiresMuch } from '../../../server/contract/retires-much.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Check } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/locale.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';

/** A dry run to read and confirm, what is wrong with a file, or what was done. */
export function composeManageCurriculumImportPage(
  { shell, upload, changed, unconfirmed }: PageOf<'manage-curriculum-import'>,
  locale: Locale,
): PageDocument {
  const words = locale.words.manageCurriculum;
  const { report, name, appliedAt } = upload;
  return composeManage({
    ...{ shell, locale, place: 'curriculum' },
    title: fill(appliedAt === null ? words.checkTitle : words.doneTitle, { name }),
    intro: <a href="/manage/curriculum">{words.goBack}</a>,
    children: (
      <div class="curriculum">
        {changed && appliedAt === null && (
          <Notice kind="warning" live>
            <p>{words.changed}</p>
          </Notice>
        )}
        {unconfirmed && appliedAt === null && (
          <Notice kind="wrong" live>
            <p>{words.unconfirmed}</p>
          </Notice>
        )}
        {report === null ? (
          <Faulty upload={upload} words={words} />
        ) : (
          <>
            <Standing report={report} applied={appliedAt !== null} words={words} />
            {appliedAt === null && <Retiring report={report} locale={locale} />}
            <Report report={report} locale={locale} />
            {appliedAt === null && (
              <form
                class="form-actions curriculum-action"
                method="post"
                action={`/manage/curriculum/imports/${upload.id}/confirm`}
              >
                {retiresMuch(report) && (
                  <Check
                    name="retires"
                    value="yes"
                    required
                    label={fill(words.confirmsRetirement, retirementOf(report, locale))}
                  />
                )}
                {changesSomething(report) && (
                  <Button type="submit" look="primary">
                    {words.confirm}
                  </Button>
                )}
                <ButtonLink href="/manage/curriculum">{words.again}</ButtonLink>
              </form>
            )}
          </>
        )}
      </div>
    ),
  });
}

function Faulty({
  upload: { problems, problemCount },
  words,
}: {
  upload: PageOf<'manage-curriculum-import'>['upload'];
  words: Words<'manageCurriculum'>;
}) {
  return (
    <>
      <Notice kind="wrong" title={fill(words.faulty, { count: problemCount })}>
        <p>{words.faultyHint}</p>
      </Notice>
      <Section title={words.problems}>
        <ol class="curriculum-list">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ol>
        <More count={problemCount - problems.length} words={words} />
      </Section>
      <p class="form-actions">
        <ButtonLink href="/manage/curriculum">{words.again}</ButtonLink>
      </p>
    </>
  );
}

function Standing({
  report,
  applied,
  words,
}: {
  report: ImportReport;
  applied: boolean;
  words: Words<'manageCurriculum'>;
}) {
  if (applied)
    return (
      <Notice kind="done">
        <p>{words.done}</p>
      </Notice>
    );
  return (
    <Notice kind="info">
      <p>{changesSomething(report) ? words.onlyDry : words.nothing}</p>
    </Notice>
  );
}

/** What goes out of use, before anything else is read. */
function Retiring({ report, locale }: { report: ImportReport; locale: Locale }) {
  const words = locale.words.manageCurriculum;
  const { retired, lessonsAtRetired } = report.counts;
  if (retired === 0) return null;
  const figures = retirementOf(report, locale);
  return (
    <Notice kind="warning" title={fill(words.retiring, figures)}>
      <p>{lessonsAtRetired > 0 ? fill(words.retiringLessons, figures) : words.retiringNoLessons}</p>
    </Notice>
  );
}

function retirementOf({ counts }: ImportReport, { language }: Locale) {
  return {
    count: formatNumber(counts.retired, language),
    lessons: formatNumber(counts.lessonsAtRetired, language),
  };
}

function changesSomething({
  counts: { kept: _, lessonsAtRetired: __, lessons: ___, ...changes },
}: ImportReport): boolean {
  return Object.values(changes).some((count) => count > 0);
}

function Report({ report, locale }: { report: ImportReport; locale: Locale }) {
  const words = locale.words.manageCurriculum;
  const { counts, books } = report;
  const figures = [
    [words.added, counts.added],
    [words.renamed, counts.renamed],
    [words.moved, counts.moved],
    [words.back, counts.back],
    [words.takenOver, counts.takenOver],
    [words.retired, counts.retired],
    [words.lessonsAtRetired, counts.lessonsAtRetired],
    [words.kept, counts.kept],
  ] as const;
  const list = (title: string, count: number, lines: readonly ComponentChildren[], hint?: string) =>
    count > 0 && (
      <Section title={`${title} ${formatNumber(count, locale.language)}`}>
        {hint && <p class="secondary small">{hint}</p>}
        <ul class="curriculum-list">
          {lines.map((line, index) => (
            <li key={index}>{line}</li>
          ))}
        </ul>
        <More count={count - lines.length} words={words} />
      </Section>
    );
  return (
    <>
      <section aria-label={words.counts}>
        <dl class="figures">
          {figures.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd class="figure">{formatNumber(value, locale.language)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {list(words.unfamiliar, report.unfamiliar.length, names(report.unfamiliar), words.unfamiliarHint)}
      {list(
        words.retired,
        counts.retired,
        report.retired.map((one) => <RetiredLine key={one.name} retired={one} words={words} />),
      )}
      {list(
        words.renamed,
        counts.renamed,
        report.renamed.map(({ name, before }) => `${before} → ${name}`),
      )}
      {list(words.moved, counts.moved, names(report.moved))}
      {list(words.back, counts.back, names(report.back))}
      {list(words.takenOver, counts.takenOver, names(report.takenOver))}
      {list(words.added, counts.added, names(report.added))}
      {list(words.books, books.length, names(books), words.booksHint)}
    </>
  );
}

const names = (items: readonly { name: string }[]) => items.map(({ name }) => name);

function RetiredLine({
  retired: { name, lessons, perhaps },
  words,
}: {
  retired: ImportReport['retired'][number];
  words: Words<'manageCurriculum'>;
}) {
  const likely =
    perhaps && fill(perhaps.why === 'same-name' ? words.perhapsSameName : words.perhapsSameNumber, perhaps);
  return (
    <>
      {lessons > 0 ? <b>{name}</b> : name}
      {lessons > 0 && <p class="small">{fill(words.lessonsHere, { lessons })}</p>}
      {likely && lessons > 0 && <p class="small secondary">{likely}</p>}
    </>
  );
}

function More({ count, words }: { count: number; words: Words<'manageCurriculum'> }) {
  return count > 0 ? <p class="secondary small">{fill(words.more, { count })}</p> : null;
}
