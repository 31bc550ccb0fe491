import { mediaWarnings as enWarnings } from '../contract/words/en/media.ts';
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
  lesson: { kind: string; cover_upload: string | null },
  manifest: MediaManifest | null,
  language: Language,
): { code: string; text: string }[] {
  const minutes = Math.round(((manifest?.durationSeconds ?? 0) / 60) * 10) / 10;
  const usual = usualMinutes[lesson.kind];
  const codes = [...(manifest?.warnings ?? [])];
  if (manifest && usual && minutes < usual.least) codes.push('too-short-for-kind');
  if (manifest && usual && minutes > usual.most) codes.push('too-long-for-kind');
  const coverUpload = readCoverUpload(lesson);
  if (coverUpload) codes.push(`cover-${coverUpload.state}`);
  return codes.map((code) => ({
    code,
    text: fill(words[language][code] ?? code, { minutes, limit: usual?.most ?? 0 }),
  }));
}
