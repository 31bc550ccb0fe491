import { join } from 'node:path';
import { ffmpeg } from './make-clip.ts';

/** Containers with usual codecs, of which spoilt files are made: one second, small, ten pictures a second. */
const SEEDS: readonly [name: string, options: string][] = [
  ['mp4', '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -f mp4'],
  ['mov', '-c:v mjpeg -c:a pcm_s16be -f mov'],
  ['mkv', '-c:v libx265 -preset ultrafast -x265-params log-level=none -c:a libmp3lame -f matroska'],
  ['webm', '-c:v libvpx -pix_fmt yuv420p -deadline realtime -c:a libopus -ar 48000 -f webm'],
  ['avi', '-c:v mpeg4 -c:a libmp3lame -f avi'],
  ['wmv', '-c:v wmv2 -c:a wmav2 -f asf'],
  ['flv', '-c:v flv -c:a libmp3lame -f flv'],
  ['mpg', '-r 25 -c:v mpeg2video -c:a mp2 -f mpeg'],
  ['ts', '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -f mpegts'],
  ['3gp', '-s 176x144 -c:v h263 -c:a aac -f 3gp'],
  ['rm', '-c:v rv20 -c:a ac3 -f rm'],
  ['ogv', '-c:v libtheora -c:a libvorbis -f ogg'],
];

export async function makeSeedClips(folder: string): Promise<{ name: string; path: string }[]> {
  const clips = [];
  for (const [name, options] of SEEDS) {
    const path = join(folder, `seed.${name}`);
    const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=10:duration=1'];
    const sound = ['-f', 'lavfi', '-i', 'sine=duration=1', '-ar', '44100', '-ac', '2'];
    await ffmpeg(...picture, ...sound, ...options.split(' '), path);
    clips.push({ name, path });
  }
  return clips;
}
