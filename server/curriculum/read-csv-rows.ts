import { CsvError, parse } from 'csv-parse/sync';
import { findTerm } from '../contract/terms/term.ts';
import { type CsvColumn, csvColumns, unitColumns } from './csv-columns.ts';
import type { CurriculumProblem } from './curriculum-error.ts';

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
 * any order by their Chinese or English names. Lines without a single value are passed over.
 */
export function readCsvRows(
  file: string,
  text: string,
  problems: CurriculumProblem[],
): { rows: CsvRow[]; headings: ReadonlyMap<string, string> } {
  const none = { rows: [], headings: new Map<string, string>() };
  const records = parseRecords(file, text, problems);
  const [first, ...rest] = records.filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  if (!first) return none;
  const headings = readHeadings(file, first, problems);
  if (!headings) return none;
  const rows = rest.map(({ record, line }) => ({
    line,
    values: toValues(headings, record, { file, line }, problems),
  }));
  const named = headings.flatMap((heading) => (heading ? [[heading.slug, heading.text] as const] : []));
  return { rows, headings: new Map(named) };
}

interface CsvRecord {
  record: string[];
  line: number;
}

function parseRecords(file: string, text: string, problems: CurriculumProblem[]): CsvRecord[] {
  const records: CsvRecord[] = [];
  try {
    // Lines of both endings in one file would be counted twice.
    parse(text.replace(/\r\n?/gu, '\n'), {
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

/** Whichever the first line has most of. */
const delimiters = [',', ';', '\t', '，', '；'] as const;

function findDelimiter(text: string): string {
  const [line = ''] = text.trimStart().split(/\r?\n/u, 1);
  const counts = delimiters.map((delimiter) => line.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** A heading a column, undefined where nothing stands above it. */
function readHeadings(
  file: string,
  { record, line }: CsvRecord,
  problems: CurriculumProblem[],
): (Heading | undefined)[] | undefined {
  const headings = record.map((cell): Heading | undefined => {
    const slug = findTerm(csvColumns, cell)?.slug;
    return slug && { slug, text: cell.trim() };
  });
  const slugs = headings.map((heading) => heading?.slug);
  if (!slugs.includes('stage') || !slugs.includes('subject')) {
    problems.push({ file, line, code: 'no-columns', values: {} });
    return undefined;
  }
  const wrong = record.flatMap((cell, index) => {
    const slug = slugs[index];
    if (slug !== undefined && slugs.indexOf(slug) < index) return { code: 'repeated-column', cell } as const;
    return slug === undefined && cell.trim() !== '' ? ({ code: 'unknown-column', cell } as const) : [];
  });
  problems.push(...wrong.map(({ code, cell }) => ({ file, line, code, values: { value: cell.trim() } })));
  return wrong.length > 0 ? undefined : headings;
}

function toValues(
  headings: readonly (Heading | undefined)[],
  record: readonly string[],
  at: { file: string; line: number },
  problems: CurriculumProblem[],
): Record<string, unknown> {
  const cells = new Map<CsvColumn, string>();
  for (const [index, cell] of record.entries()) {
    const slug = headings[index]?.slug;
    const text = toText(cell);
    if (slug) cells.set(slug, text);
    else if (text !== '') problems.push({ ...at, code: 'cell-without-column', values: { value: text } });
  }
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
