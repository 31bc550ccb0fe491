import { CsvError, parse } from 'csv-parse/sync';
import { findTerm } from '../contract/terms/term.ts';
import { type CsvColumn, csvColumns, unitColumns } from './csv-columns.ts';
import type { ProblemList } from './curriculum-error.ts';

/** One line of a spreadsheet, as `CurriculumRow` wants it but not looked at yet. */
export interface CsvRow {
  /** The last of its lines, counted from 1. */
  line: number;
  values: Record<string, unknown>;
}

interface Heading {
  slug: CsvColumn;
  /** As the file writes it. */
  text: string;
}

/**
 * The lines of a curriculum saved as CSV: comma, semicolon or tab, whichever parts the first line; columns in
 * any order by their Chinese or English names. Lines end in \n; those without a single value are passed over.
 */
export function readCsvRows(
  file: string,
  text: string,
  problems: ProblemList,
): { rows: CsvRow[]; headings: ReadonlyMap<string, string> } {
  const none = { rows: [], headings: new Map<string, string>() };
  const records = parseRecords(file, text, problems);
  const widths = widthsWritten(records);
  const [first, ...rest] = records
    .map((one, index) => ({ ...one, width: widths[index] ?? 0 }))
    .filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  if (!first) return none;
  const headings = readHeadings(file, first, problems);
  if (!headings) return none;
  const rows = rest.map(({ record, line, width }) => ({
    line,
    values: toValues(headings, record, width, { file, line }, problems),
  }));
  const named = headings.flatMap((heading) => (heading ? [[heading.slug, heading.text] as const] : []));
  return { rows, headings: new Map(named) };
}

interface CsvRecord {
  record: string[];
  line: number;
}

function parseRecords(file: string, text: string, problems: ProblemList): CsvRecord[] {
  const records: CsvRecord[] = [];
  try {
    parse(text, {
      delimiter: findDelimiter(text),
      relaxColumnCount: true,
      // A quote inside a name is a quote.
      relaxQuotes: true,
      onRecord(record: string[], { lines }) {
        records.push({ record, line: lines });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error;
    const line = (records.at(-1)?.line ?? 0) + 1;
    problems.push({ file, line, code: 'broken-quotes', values: {} });
  }
  return records;
}

/**
 * Excel writes 16 lines at a time, and of the columns at their end nothing, not even delimiters, where none of the 16
 * has a value (Microsoft, KB 77295).
 */
const linesAtOnce = 16;

/** How many columns each line should have by those it was written with. */
function widthsWritten(records: readonly CsvRecord[]): number[] {
  return records.map((_, index) => {
    const start = index - (index % linesAtOnce);
    return Math.max(...records.slice(start, start + linesAtOnce).map(({ record }) => record.length));
  });
}

/** Whichever the first line has most of. */
const delimiters = [',', ';', '\t', '，', '；'] as const;

function findDelimiter(text: string): string {
  const [line = ''] = text.trimStart().split('\n', 1);
  const counts = delimiters.map((delimiter) => line.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Many times what the template has; no heading is read beyond, where a sheet can have millions of columns. */
const mostColumns = 200;

/** A heading a column, undefined where nothing stands above it. */
function readHeadings(
  file: string,
  { record, line }: CsvRecord,
  problems: ProblemList,
): (Heading | undefined)[] | undefined {
  const cells = record.slice(0, mostColumns);
  const headings = cells.map((cell): Heading | undefined => {
    const slug = findTerm(csvColumns, cell)?.slug;
    return slug && { slug, text: cell.trim() };
  });
  const slugs = headings.map((heading) => heading?.slug);
  if (!slugs.includes('stage') || !slugs.includes('subject')) {
    problems.push({ file, line, code: 'no-columns', values: {} });
    return undefined;
  }
  const before = problems.count;
  for (const [index, cell] of cells.entries()) {
    const slug = slugs[index];
    const values = { value: cell.trim() };
    if (slug !== undefined && slugs.indexOf(slug) < index)
      problems.push({ file, line, code: 'repeated-column', values });
    else if (slug === undefined && values.value !== '')
      problems.push({ file, line, code: 'unknown-column', values });
  }
  const beyond = record.slice(mostColumns).find((cell) => cell.trim() !== '');
  if (beyond !== undefined)
    problems.push({ file, line, code: 'unknown-column', values: { value: beyond.trim() } });
  return problems.count > before ? undefined : headings;
}

function toValues(
  headings: readonly (Heading | undefined)[],
  record: readonly string[],
  width: number,
  at: { file: string; line: number },
  problems: ProblemList,
): Record<string, unknown> {
  const cells = new Map<CsvColumn, string>();
  for (const [index, heading] of headings.entries())
    if (heading) cells.set(heading.slug, toText(record[index] ?? ''));
  const wanted = headings.findLastIndex((heading) => heading !== undefined) + 1;
  if (record.length < Math.min(wanted, width))
    problems.push({ ...at, code: 'short-line', values: { cells: record.length, wanted } });
  const stray = record.find((cell, index) => !headings[index] && cell.trim() !== '');
  if (stray !== undefined)
    problems.push({ ...at, code: 'cell-without-column', values: { value: toText(stray) } });
  const units = unitColumns.map((column) => cells.get(column) ?? '');
  const depth = units.findLastIndex((unit) => unit !== '') + 1;
  const hasGap = units.slice(0, depth).includes('');
  if (hasGap) problems.push({ ...at, code: 'unit-gap', values: { value: units[depth - 1] ?? '' } });
  const plain = [...cells].filter(([slug, text]) => text !== '' && !slug.startsWith('unit'));
  return {
    // Left empty they are still asked for.
    ...{ stage: '', subject: '' },
    ...Object.fromEntries(plain),
    ...(depth > 0 && !hasGap && { unit: units.slice(0, depth) }),
  };
}

/** In one line. Spreadsheets, our own too, put an apostrophe before what must not become a formula. */
function toText(cell: string): string {
  return cell
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^'(?=[=+\-@＝＋－＠])/u, '');
}
