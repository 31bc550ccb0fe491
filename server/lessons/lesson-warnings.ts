import { mediaWarnings as enWarnings } from '../contract/words/en/media.ts';
import { formatTime } from '../contract/words/format-time.ts';
import { fill, type Language } from '../contract/words/words.ts';
import { mediaWarnings as zhWarnings } from '../contract/words/zh/media.ts';
import { readCoverUpload } from './cover-upload.ts';
import type { MediaManifest } from './media-manifest.ts';

const words: Record<Language, Record<string, string>> = { zh: zhWarnings, en: enWarnings };

/** Usual lengths in minutes (微课 3–20, 课堂实录 up to 45): outside them is said, never refused. */
const usualMinutes: Record<string, { least: number; most: number }> = {
  micro: { least: 3, most: 20 },
  recording: { least: 0, most: 45 },
};

/** What is worth telling the teacher and those who check, though the lesson plays. */
export function lessonWarnings(
  lesson: { kind: string; cover_upload: string | null; captions_failed?: number },
  manifest: MediaManifest | null,
  language: Language,
): { code: string; text: string }[] {
  // Whole ones, as players and covers show them.
  const seconds = Math.floor(manifest?.durationSeconds ?? 0);
  const usual = usualMinutes[lesson.kind];
  const codes = [...(manifest?.warnings ?? [])];
  if (manifest && usual && seconds < usual.least * 60) codes.push('too-short-for-kind');
  if (manifest && usual && seconds > usual.most * 60) codes.push('too-long-for-kind');
  const coverUpload = readCoverUpload(lesson);
  if (coverUpload) codes.push(`cover-${coverUpload.state}`);
  if (lesson.captions_failed === 1) codes.push('captions-failed');
  return codes.map((code) => ({
    code,
    text: fill(words[language][code] ?? code, {
      length: lengthInWords(seconds, language),
      limit: usual?.most ?? 0,
    }),
  }));
}

/** `42 秒`; from a minute on as players show it: `2:06`, `1:02:05`. */
function lengthInWords(seconds: number, language: Language): string {
  return seconds < 60 ? fill(words[language].seconds ?? '', { seconds }) : formatTime(seconds);
}
