import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a file's sound measures over two loudspeakers, by ffmpeg's own meter; silence is -70 LUFS. */
export async function measureLoudness(
  path: string,
): Promise<{ loudness: number; truePeak: number; range: number }> {
  const { stderr } = await promisify(execFile)('ffmpeg', [
    ...['-nostdin', '-hide_banner', '-nostats', '-i', path, '-vn'],
    ...['-af', 'ebur128=framelog=verbose:peak=true:dualmono=1', '-f', 'null', '-'],
  ]);
  const last = (pattern: RegExp) =>
    Number([...stderr.matchAll(pattern)].at(-1)?.[1]?.replace('inf', 'Infinity'));
  return {
    loudness: last(/ I: +(\S+) LUFS$/gm),
    truePeak: last(/ Peak: +(\S+) dBFS$/gm),
    range: last(/ LRA: +(\S+) LU$/gm),
  };
}
