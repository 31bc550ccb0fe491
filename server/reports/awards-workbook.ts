import writeWorkbook, { type SheetData } from 'write-excel-file/node';
import type { AwardsReport } from '../contract/rounds.ts';
import { roundLevels } from '../contract/terms/levels.ts';
import { awardsReport as en } from '../contract/words/en/awards-report.ts';
import { fill, type Language } from '../contract/words/words.ts';
import { awardsReport as zh } from '../contract/words/zh/awards-report.ts';

const words: Record<Language, Record<keyof typeof zh, string>> = { zh, en };

/** The report as the bytes of an .xlsx file: numbers are numbers, shares are percentages. */
export function writeAwardsWorkbook(
  report: AwardsReport,
  programmeName: string | null,
  language: Language,
): Promise<Buffer> {
  const sheet = {
    // A sheet's name has 31 characters at most.
    sheet: fill(words[language].title, { year: report.year }).slice(0, 31),
    columns: [{ width: 18 }, { width: 18 }, { width: 18 }, { width: 12 }],
  };
  return writeWorkbook(awardsSheet(report, programmeName, language), sheet).toBuffer();
}

/** The sheet's rows: title, programme, headers, a row per level, where the figures come from. */
export function awardsSheet(
  report: AwardsReport,
  programmeName: string | null,
  language: Language,
): SheetData {
  const text = words[language];
  const header = (value: string) => ({ value, fontWeight: 'bold' as const });
  return [
    [header(fill(text.title, { year: report.year }))],
    [programmeName ?? text.allProgrammes],
    [header(text.level), header(text.awarded), header(text.total), header(text.share)],
    ...report.rows.map(({ level, awarded, total, share }) => [
      levelName(level, language),
      awarded,
      total,
      share === null ? null : { value: share, format: '0.00%' },
    ]),
    [text.source],
  ];
}

function levelName(slug: string, language: Language): string {
  return roundLevels.find((level) => level.slug === slug)?.[language] ?? slug;
}
