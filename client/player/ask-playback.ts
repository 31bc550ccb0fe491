import type { Lesson, Playback } from '../../server/contract/lessons.ts';

/** Which of a lesson's addresses are meant; undefined: it has none. */
export type ChoosePlayback = (lesson: Pick<Lesson, 'media' | 'playback'>) => Playback | undefined;

/** The lesson's addresses as of now; null where it is not known, or there are none for this viewer. */
export async function askPlayback(
  source: string | undefined,
  choose: ChoosePlayback = ({ playback }) => playback,
): Promise<Playback | null> {
  if (source === undefined) return null;
  const answer = await fetch(source, { headers: { Accept: 'application/json' } });
  if (!answer.ok) return null;
  return choose(await answer.json()) ?? null;
}
