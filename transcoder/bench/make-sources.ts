import { join } from 'node:path';
import { ffmpeg } from '../test/make-clip.ts';

/**
 * Two kinds that need no recording: an old tape of interlaced fields, and a phone held upright. A drive into a
 * fractal with a little noise, the same each time. Each is put into the folder; answers its path.
 */
export const madeSources: Readonly<Record<string, (folder: string, seconds: number) => Promise<string>>> = {
  tape: makeTape,
  phone: makePhone,
};

async function makeTape(folder: string, seconds: number): Promise<string> {
  const tape = join(folder, 'tape.mpg');
  await ffmpeg(
    ...[...scene('720x576', 50, seconds), '-vf', 'noise=alls=5:allf=t:all_seed=3,interlace,setsar=16/15'],
    ...['-c:v', 'mpeg2video', '-flags', '+ilme+ildct', '-b:v', '6M', '-c:a', 'mp2', tape],
  );
  return tape;
}

async function makePhone(folder: string, seconds: number): Promise<string> {
  const flat = join(folder, 'phone-flat.mp4');
  await ffmpeg(
    ...[...scene('1920x1080', 30, seconds), '-vf', 'noise=alls=6:allf=t:all_seed=5', '-pix_fmt', 'yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '16M', '-g', '30', '-c:a', 'aac', flat],
  );
  const phone = join(folder, 'phone.mp4');
  await ffmpeg('-i', flat, '-c', 'copy', '-metadata:s:v:0', 'rotate=90', phone);
  return phone;
}

function scene(size: string, rate: number, seconds: number): string[] {
  const fractal = `mandelbrot=size=${size}:rate=${rate}:start_scale=2:end_scale=0.3:end_pts=${rate * 60}`;
  return [
    ...['-f', 'lavfi', '-i', fractal],
    ...['-f', 'lavfi', '-i', 'sine=frequency=330:beep_factor=3:sample_rate=48000'],
    ...['-t', String(seconds)],
  ];
}
