import { readFile, truncate, writeFile } from 'node:fs/promises';
import type { RejectionCode } from '../errors.ts';
import { ffmpeg, makeClip } from './make-clip.ts';

/** A file that teachers upload by mistake or in good faith, and that no lesson can be made of. */
export interface RefusedCase {
  name: string;
  file: string;
  make(path: string): Promise<unknown>;
  refused: RejectionCode;
}

const written =
  (...parts: (string | Uint8Array)[]) =>
  (path: string) =>
    writeFile(path, Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
const zeros = (count: number) => new Uint8Array(count);
const bytes = (...values: number[]) => Uint8Array.from(values);
const CENC = [
  ...['-encryption_scheme', 'cenc-aes-ctr', '-encryption_key', '76a6c65c5ea762046bd749a2e632ccbb'],
  ...['-encryption_kid', 'a7e61c373e219033c21091fa607bf3b8', '-f', 'mp4'],
];

/** Cuts a file to a share of its length. */
async function cut(path: string, share: number): Promise<void> {
  await truncate(path, Math.floor((await readFile(path)).length * share));
}

/** Sets the two bits of every packet that say it is scrambled. */
async function scramble(path: string): Promise<void> {
  const stream = await readFile(path);
  for (let at = 3; at < stream.length; at += 188) stream[at] = (stream[at] ?? 0) | 0x80;
  await writeFile(path, stream);
}

export const REFUSED_CASES: readonly RefusedCase[] = [
  {
    name: 'sound alone (M4A)',
    file: 'sound.m4a',
    make: (path) => ffmpeg('-f', 'lavfi', '-i', 'sine=duration=2', path),
    refused: 'sound-only',
  },
  {
    name: 'sound alone (MP3 with a cover)',
    file: 'song.mp3',
    make: (path) =>
      ffmpeg(
        ...['-f', 'lavfi', '-i', 'sine=duration=2', '-f', 'lavfi', '-i', 'testsrc2=duration=0.04'],
        ...['-map', '0', '-map', '1', '-c:v', 'mjpeg', '-disposition:v', 'attached_pic', path],
      ),
    refused: 'sound-only',
  },
  {
    name: 'a photo',
    file: 'photo.jpg',
    make: (path) => ffmpeg('-f', 'lavfi', '-i', 'testsrc2', '-frames:v', '1', path),
    refused: 'still-picture',
  },
  {
    name: 'an animated GIF',
    file: 'moving.gif',
    make: (path) => ffmpeg('-f', 'lavfi', '-i', 'testsrc2=duration=1', path),
    refused: 'still-picture',
  },
  { name: 'a PDF', file: 'plan.pdf', make: written('%PDF-1.7\n'), refused: 'document' },
  {
    name: 'slides',
    file: 'slides.pptx',
    make: written('PK', bytes(3, 4), zeros(26), '[Content_Types].xml'),
    refused: 'document',
  },
  {
    name: 'slides of old',
    file: 'slides.ppt',
    make: written(bytes(0xd0, 0xcf, 0x11, 0xe0)),
    refused: 'document',
  },
  {
    name: 'a page saved instead of the video',
    file: 'login.mp4',
    make: written('<!DOCTYPE html><title>请登录</title>'),
    refused: 'document',
  },
  {
    name: 'subtitles',
    file: 'lesson.srt',
    make: written('1\n00:00:01,000 --> 00:00:02,000\n上课\n'),
    refused: 'document',
  },
  {
    name: 'an archive (ZIP)',
    file: 'lesson.zip',
    make: written('PK', bytes(3, 4), zeros(40)),
    refused: 'archive',
  },
  { name: 'an archive (RAR)', file: 'lesson.rar', make: written('Rar!', bytes(0x1a, 7)), refused: 'archive' },
  {
    name: 'a project of Premiere',
    file: 'lesson.prproj',
    make: written(bytes(0x1f, 0x8b, 8)),
    refused: 'archive',
  },
  {
    name: 'a project of Kdenlive',
    file: 'lesson.kdenlive',
    make: written('<?xml version="1.0"?>\n<mlt LC_NUMERIC="C">'),
    refused: 'project',
  },
  {
    name: 'a project of Camtasia',
    file: 'lesson.camproj',
    make: written('<?xml version="1.0"?>\n<Project_Data Version="9.0">'),
    refused: 'project',
  },
  {
    name: 'a playlist (HLS)',
    file: 'index.m3u8',
    make: written('#EXTM3U\n#EXTINF:3,\nhttp://127.0.0.1/a.ts\n#EXT-X-ENDLIST\n'),
    refused: 'playlist',
  },
  {
    name: 'a playlist (ASX)',
    file: 'lesson.asx',
    make: written('<asx version="3.0"><entry>'),
    refused: 'playlist',
  },
  { name: 'a program', file: 'lesson.exe', make: written('MZ', zeros(100)), refused: 'program' },
  {
    name: 'a Flash animation',
    file: 'lesson.swf',
    make: written('CWS', bytes(10, 0, 0)),
    refused: 'program',
  },
  {
    name: 'an MP4 with encrypted samples',
    file: 'bought.mp4',
    make: (path) => makeClip(path, { seconds: 1, options: CENC }),
    refused: 'encrypted',
  },
  {
    name: 'a scrambled TS',
    file: 'broadcast.ts',
    make: async (path) => {
      await makeClip(path, { seconds: 1 });
      await scramble(path);
    },
    refused: 'encrypted',
  },
  {
    name: 'Windows Media with DRM',
    file: 'bought.wmv',
    make: written(
      Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex'),
      zeros(14),
      Buffer.from('fbb3112223bdd211b4b700a0c955fc6e', 'hex'),
    ),
    refused: 'encrypted',
  },
  {
    name: 'the cache of a video site',
    file: 'lesson.qsv',
    make: written('QIYI VIDEO', zeros(80)),
    refused: 'encrypted',
  },
  { name: 'nothing', file: 'nothing.mp4', make: written(''), refused: 'empty' },
  {
    name: 'a download not finished (noughts)',
    file: 'noughts.mp4',
    make: written(zeros(100_000)),
    refused: 'unfinished',
  },
  {
    name: 'a recording cut off before its index',
    file: 'camera.mp4',
    make: async (path) => {
      await makeClip(path, { seconds: 3 });
      await cut(path, 0.6);
    },
    refused: 'unfinished',
  },
  {
    name: 'a copy cut short',
    file: 'copy.mp4',
    make: async (path) => {
      await makeClip(path, { seconds: 20, options: ['-movflags', '+faststart'] });
      await cut(path, 0.6);
    },
    refused: 'truncated',
  },
  {
    name: 'a picture larger than 4K',
    file: 'large.mp4',
    make: (path) =>
      ffmpeg(
        ...['-f', 'lavfi', '-i', 'color=size=6000x4000:duration=0.1'],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', path],
      ),
    refused: 'too-large',
  },
  {
    name: 'five hours',
    file: 'day.mkv',
    make: (path) =>
      ffmpeg(
        ...['-f', 'lavfi', '-i', 'color=size=64x48:rate=1:duration=18000'],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', path],
      ),
    refused: 'too-long',
  },
  {
    name: 'a codec of archives (FFV1)',
    file: 'archive.mkv',
    make: (path) => ffmpeg('-f', 'lavfi', '-i', 'testsrc2=duration=1', '-c:v', 'ffv1', path),
    refused: 'unsupported',
  },
  {
    name: 'a codec with a known hole (MagicYUV)',
    file: 'magic.avi',
    make: (path) => ffmpeg('-f', 'lavfi', '-i', 'testsrc2=duration=1', '-c:v', 'magicyuv', path),
    refused: 'unsupported',
  },
  {
    name: 'a raw H.264 stream without a container',
    file: 'camera.h264',
    make: (path) =>
      ffmpeg('-f', 'lavfi', '-i', 'testsrc2=duration=1', '-c:v', 'libx264', '-preset', 'ultrafast', path),
    refused: 'unsupported',
  },
];
