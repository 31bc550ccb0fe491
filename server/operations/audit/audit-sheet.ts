import writeWorkbook from 'write-excel-file/node';
import type { AuditEntry } from '../../contract/audit.ts';
import { dictionary } from '../../contract/words/dictionary.ts';
import type { Language } from '../../contract/words/words.ts';

interface Region {
  language: Language;
  timeZone: string;
}

/** Headers and rows of what is on record, all of it text, times by the region's clock. */
export function auditSheet(entries: readonly AuditEntry[], { language, timeZone }: Region): string[][] {
  const words = dictionary[language].audit;
  const [colon, semicolon] = language === 'zh' ? ['：', '；'] : [': ', '; '];
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return [
    [
      words.columnSequence,
      words.columnAt,
      words.columnPerson,
      words.columnAccount,
      words.columnAction,
      words.columnSubject,
      words.columnSubjectId,
      words.columnDetail,
      words.columnNetwork,
    ],
    ...entries.map(({ sequence, at, person, actionName, subject, detail, network }) => [
      String(sequence),
      clock.format(new Date(at)),
      person?.displayName ?? (network === null ? words.program : words.someone),
      person?.name ?? '',
      actionName,
      subject.name ?? '',
      subject.id,
      detail.map(({ name, value }) => `${name}${colon}${value}`).join(semicolon),
      network ?? '',
    ]),
  ];
}

/** Rows as the bytes of an .xlsx file; every cell is text, which is never a formula. */
export function toWorkbook(rows: readonly (readonly string[])[], sheet: string): Promise<Buffer> {
  const [head = [], ...body] = rows;
  const cells = [
    head.map((value) => ({ value, fontWeight: 'bold' as const })),
    ...body.map((row) => row.map((value) => ({ value, type: String }))),
  ];
  const columns = [8, 20, 14, 14, 24, 28, 20, 60, 16].map((width) => ({ width }));
  return writeWorkbook(cells, { sheet, columns }).toBuffer();
}
