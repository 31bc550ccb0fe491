import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SearchAnswer } from '../../search/query.ts';
import { findPassage } from '../../search/understanding/find-passage.ts';
import type { Word } from '../../search/understanding/plan-words.ts';
import type { Actor } from '../access/actor.ts';
import { decidePlayback, freeSeconds, type PlaybackDecision } from '../access/playback.ts';
import { readCalendar } from '../access/read-calendar.ts';
import type { AppContext } from '../context.ts';
import type { AttachmentKind } from '../contract/lessons.ts';
import type { Excerpt, Moment } from '../contract/search.ts';
import { findLessons } from '../db/lessons.ts';
import { listAttachmentTexts, listCaptionTexts } from '../db/searched-texts.ts';
import { toLessonFacts } from './lesson-facts.ts';
import { readCues, searchedCharacters } from './searched-texts.ts';

/** Where a lesson's captions and attachments say what was looked for. */
export interface FoundInContents {
  moments: Moment[];
  excerpts: Excerpt[];
}

/** So many of each are shown. */
const most = 3;
/** So much is looked through for one lesson, and for all of one answer (characters). */
const mostOfLesson = 100_000;
const mostOfAnswer = 1_000_000;

/**
 * For the hits that were found by what captions and attachments say, by lesson: the places in them as they are
 * now. Outside open periods a visitor gets no attachment, and of captions what is said in the free minute. The
 * first hits are looked through first: behind a million characters nothing more is looked for.
 */
export async function findInContents(
  context: AppContext,
  actor: Actor,
  { hits, words }: Pick<SearchAnswer, 'hits' | 'words'>,
): Promise<Map<string, FoundInContents>> {
  const ids = hits.filter((hit) => hit.throughContents).map((hit) => hit.id);
  if (ids.length === 0) return new Map();
  const { db } = context.database;
  const [lessons, captions, { open: calendar }] = await Promise.all([
    findLessons(db, ids),
    listCaptionTexts(db, ids),
    readCalendar(context),
  ]);
  const found = new Map<string, FoundInContents>();
  let left = mostOfAnswer;
  for (const id of ids) {
    const lesson = lessons.find((one) => one.id === id);
    if (!lesson || left <= 0) continue;
    // Everybody else's requests have their turn between two lessons.
    await nextTurn();
    const { scope } = decidePlayback(actor, toLessonFacts(lesson), { calendar });
    const said = captions
      .filter((caption) => caption.lesson_id === id)
      .flatMap((caption) => readCues(caption).map((cue) => ({ ...cue, language: caption.language })))
      .filter(({ seconds }) => maySee(scope, seconds));
    const cues = takeCharacters(said, Math.min(left, mostOfLesson));
    left -= countCharacters(cues);
    const written = scope === 'full' ? await listAttachmentTexts(db, [id], searchedCharacters) : [];
    const files = takeCharacters(written, Math.min(left, mostOfLesson));
    left -= countCharacters(files);
    found.set(id, { moments: findMoments(cues, words), excerpts: findExcerpts(files, words) });
  }
  return found;
}

/** The first of the texts, so many characters in all; the last of them may be cut. */
export function takeCharacters<Text extends { text: string }>(texts: readonly Text[], most: number): Text[] {
  const taken: Text[] = [];
  let left = most;
  for (const one of texts) {
    if (left <= 0) break;
    taken.push({ ...one, text: one.text.slice(0, left) });
    left -= one.text.length;
  }
  return taken;
}

const countCharacters = (texts: readonly { text: string }[]) =>
  texts.reduce((sum, { text }) => sum + text.length, 0);

function maySee(scope: PlaybackDecision['scope'], seconds: number): boolean {
  return scope === 'full' || (scope === 'minute' && seconds < freeSeconds);
}

/** The captions with the most of the words, in the order in which they are said. */
function findMoments(
  cues: readonly { seconds: number; text: string; language: string }[],
  words: readonly Word[],
): Moment[] {
  const found = cues.flatMap(({ seconds, text, language }) => {
    const passage = findPassage(text, words);
    return passage
      ? [{ words: passage.words, moment: { seconds, text: passage.text, ranges: passage.ranges, language } }]
      : [];
  });
  return withMostWords(found)
    .map(({ moment }) => moment)
    .sort((a, b) => a.seconds - b.seconds);
}

function findExcerpts(
  files: readonly { attachment_id: string; kind: string; filename: string; text: string }[],
  words: readonly Word[],
): Excerpt[] {
  const found = files.flatMap(({ attachment_id: id, kind, filename, text }) => {
    const passage = findPassage(text, words);
    return passage
      ? [
          {
            words: passage.words,
            excerpt: {
              attachment: { id, kind: kind as AttachmentKind, filename },
              text: passage.text,
              ranges: passage.ranges,
            },
          },
        ]
      : [];
  });
  return withMostWords(found).map(({ excerpt }) => excerpt);
}

function withMostWords<Found extends { words: number }>(found: readonly Found[]): Found[] {
  const best = Math.max(0, ...found.map(({ words }) => words));
  return found.filter(({ words }) => words === best).slice(0, most);
}
