import type { Words } from '../../server/contract/words/dictionary.ts';
import { fill } from '../../server/contract/words/words.ts';

/** A time as it is read out: `1 分 5 秒`. */
export function spokenTime(seconds: number, words: Words<'player'>): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [
    [words.hours, Math.floor(whole / 3600)],
    [words.minutes, Math.floor(whole / 60) % 60],
    [words.seconds, whole % 60],
  ] as const;
  const said = parts.filter(([, n]) => n > 0).map(([text, n]) => fill(text, { n }));
  return said.length > 0 ? said.join(' ') : fill(words.seconds, { n: 0 });
}

/** Where the video is, for who cannot see the bar: `1 分 5 秒，共 10 分`. */
export function spokenPosition(time: number, duration: number, words: Words<'player'>): string {
  return fill(words.position, { at: spokenTime(time, words), of: spokenTime(duration, words) });
}
