import { readFile, truncate, writeFile } from 'node:fs/promises';
import type { HostileFile } from './hostile-file.ts';
import { ffmpeg, makeClip } from './make-clip.ts';

const SMALL = { seconds: 1, size: '160x120', rate: 10 } as const;
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'] as const;
const source = (graph: string) => ['-f', 'lavfi', '-i', graph];
const mp4 = (path: string, options: string[] = []) =>
  makeClip(path, { ...SMALL, options: [...options, '-f', 'mp4'] });

/** Makes a clip and changes its bytes. */
const changed =
  (make: (path: string) => Promise<unknown>, change: (bytes: Buffer) => Buffer | undefined) =>
  async (path: string) => {
    await make(path);
    const bytes = await readFile(path);
    await writeFile(path, change(bytes) ?? bytes);
  };

/** Sets the four bytes `at` so far from each place where a box is named. */
const patched = (name: string, at: number, value: number) =>
  changed(mp4, (bytes) => {
    for (let place = bytes.indexOf(name); place >= 0; place = bytes.indexOf(name, place + 1)) {
      if (place + at >= 0 && place + at + 4 <= bytes.length) bytes.writeUInt32BE(value, place + at);
    }
    return undefined;
  });

const noise = (length: number) => {
  let state = 1;
  return Buffer.from(
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    }),
  );
};

/** More picture, sound, time or tracks than anybody needs. */
const SIZES: readonly HostileFile[] = [
  {
    name: 'H.264 of 6000×4000',
    make: (path) => ffmpeg(...source('color=size=6000x4000:duration=0.04'), ...X264, '-f', 'mp4', path),
    outcomes: ['too-large'],
  },
  {
    name: 'MJPEG of 10000×10000',
    make: (path) =>
      ffmpeg(...source('color=size=10000x10000:duration=0.04'), '-c:v', 'mjpeg', '-f', 'avi', path),
    outcomes: ['too-large'],
  },
  {
    name: 'PNG of 10000×10000 in MOV',
    make: (path) =>
      ffmpeg(...source('color=size=10000x10000:duration=0.04'), '-c:v', 'png', '-f', 'mov', path),
    outcomes: ['too-large', 'unsupported'],
  },
  { name: 'H.264 that is larger than its track says', make: patched('tkhd', 80, 16 << 16) },
  { name: 'track said to be 65535×65535', make: patched('avc1', 24, 0xffffffff) },
  {
    name: 'strip of 4096×16',
    make: (path) => ffmpeg(...source('testsrc2=size=4096x16:duration=1'), ...X264, '-f', 'mp4', path),
  },
  {
    name: 'strip of 16×4096',
    make: (path) => ffmpeg(...source('testsrc2=size=16x4096:duration=1'), ...X264, '-f', 'mp4', path),
  },
  {
    name: 'elements 255 times as wide as high',
    make: (path) =>
      ffmpeg(...source('testsrc2=size=64x64:duration=1'), '-vf', 'setsar=255', ...X264, '-f', 'mp4', path),
  },
  {
    name: '4K 4:4:4 of ten bits, sixteen references',
    make: (path) =>
      ffmpeg(
        ...source('testsrc2=size=4096x2160:rate=25:duration=0.8'),
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p10le', '-refs', '16', '-f', 'mp4'],
        path,
      ),
    outcomes: ['ready', 'limit'],
  },
  {
    name: 'five hours of one picture a second',
    make: (path) => ffmpeg(...source('color=size=64x48:rate=1:duration=18000'), ...X264, '-f', 'mp4', path),
    outcomes: ['too-long'],
  },
  {
    name: 'a thousand pictures a second',
    make: (path) => ffmpeg(...source('testsrc2=size=64x64:rate=1000:duration=2'), ...X264, '-f', 'mp4', path),
    outcomes: ['ready'],
  },
  {
    name: 'two pictures twenty minutes apart',
    make: (path) =>
      ffmpeg(
        ...source('testsrc2=size=64x64:rate=1:duration=2'),
        ...['-vf', 'setpts=PTS*1200', '-fps_mode', 'passthrough', '-enc_time_base', '1/1000', ...X264],
        ...['-f', 'matroska', path],
      ),
  },
  {
    name: 'a picture a hundred hours late',
    make: (path) =>
      ffmpeg(
        ...source('testsrc2=size=64x64:rate=1:duration=4'),
        ...['-vf', "setpts='if(gte(N,3),360000/TB,PTS)'", '-fps_mode', 'passthrough', ...X264],
        ...['-f', 'matroska', path],
      ),
    outcomes: ['too-long', 'decode-failed', 'unreadable', 'truncated'],
  },
  {
    name: 'a hundred sound tracks',
    make: (path) =>
      ffmpeg(
        ...source('testsrc2=size=64x64:duration=1'),
        ...source('sine=duration=1'),
        ...['-map', '0', ...Array.from({ length: 100 }, () => ['-map', '1']).flat()],
        ...[...X264, '-c:a', 'mp2', '-f', 'matroska', path],
      ),
    outcomes: ['ready', 'limit'],
  },
  {
    name: 'sound of 16 channels',
    make: (path) =>
      ffmpeg(
        ...source('testsrc2=size=64x64:duration=1'),
        ...source('aevalsrc=0.1*sin(440*t):duration=1'),
        ...['-ac', '16', ...X264, '-c:a', 'pcm_s16le', '-f', 'matroska', path],
      ),
  },
  {
    name: 'a thousand chapters and a title of a megabyte',
    async make(path) {
      const chapters = Array.from(
        { length: 1000 },
        (_, index) => `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${index}\nEND=${index + 1}\ntitle=${index}\n`,
      );
      await writeFile(`${path}.meta`, `;FFMETADATA1\ntitle=${'x'.repeat(1_000_000)}\n${chapters.join('')}`);
      await ffmpeg(
        ...source('testsrc2=size=64x64:duration=1'),
        ...['-i', `${path}.meta`, '-map_metadata', '1', ...X264, '-f', 'matroska', path],
      );
    },
    outcomes: ['ready'],
  },
  {
    name: 'codec that changes on the way',
    async make(path) {
      await ffmpeg(...source('testsrc2=size=160x120:duration=1'), ...X264, '-f', 'mpegts', `${path}.a`);
      await ffmpeg(
        ...source('testsrc2=size=160x120:duration=1'),
        ...['-c:v', 'mpeg2video', '-f', 'mpegts', `${path}.b`],
      );
      await writeFile(path, Buffer.concat([await readFile(`${path}.a`), await readFile(`${path}.b`)]));
    },
  },
  {
    name: 'clip with half a gigabyte of nothing behind it',
    async make(path) {
      await mp4(path);
      await truncate(path, 512 * 1024 ** 2);
    },
  },
  {
    name: 'TS with half a gigabyte of nothing behind it',
    async make(path) {
      await makeClip(path, { ...SMALL, options: ['-f', 'mpegts'] });
      await truncate(path, 512 * 1024 ** 2);
    },
  },
];

const nested = (depth: number) => {
  const boxes = Buffer.alloc(8 * depth);
  for (let level = 0; level < depth; level++) {
    boxes.writeUInt32BE(8 * (depth - level), 8 * level);
    boxes.write(level === 0 ? 'moov' : 'trak', 8 * level + 4, 'latin1');
  }
  return boxes;
};
const FTYP = Buffer.from('000000186674797069736f6d0000020069736f6d69736f32', 'hex');

/** Containers that lie about themselves. */
const STRUCTURES: readonly HostileFile[] = [
  { name: 'two thousand million samples', make: patched('stsz', 12, 0x7fff_ffff) },
  { name: 'samples of two gigabytes', make: patched('stsz', 8, 0x7fff_ffff) },
  { name: 'chunks beyond the end', make: patched('stco', 12, 0xffff_fff0) },
  { name: 'time table without end', make: patched('stts', 8, 0x7fff_ffff) },
  { name: 'steps of a hundred years', make: patched('stts', 16, 0x7fff_ffff) },
  { name: 'clock of one tick a second', make: patched('mdhd', 16, 1) },
  { name: 'clock of four thousand million ticks', make: patched('mdhd', 16, 0xffff_ffff) },
  { name: 'clock of no tick', make: patched('mdhd', 16, 0) },
  { name: 'edit that begins nowhere', make: patched('elst', 16, 0x7fff_ffff) },
  { name: 'edit that lasts for ever', make: patched('elst', 12, 0xffff_ffff) },
  { name: 'box of size nought', make: patched('mdat', -4, 0) },
  { name: 'box of size one', make: patched('moov', -4, 1) },
  { name: 'box of four gigabytes', make: patched('trak', -4, 0xffff_ffff) },
  { name: 'parameter sets of another picture', make: patched('avcC', 8, 0xffff_ffff) },
  {
    name: 'ten thousand boxes in each other',
    make: (path) => writeFile(path, Buffer.concat([FTYP, nested(10_000)])),
  },
  {
    name: 'Matroska of unknown sizes in each other',
    make: (path) =>
      writeFile(
        path,
        Buffer.concat([
          Buffer.from('1a45dfa3a3428681014282886d6174726f736b61', 'hex'),
          ...Array.from({ length: 10_000 }, () => Buffer.from('1853806701ffffffffffffff', 'hex')),
        ]),
      ),
  },
  {
    name: 'FLV whose tag is 16 megabytes',
    make: (path) =>
      writeFile(
        path,
        Buffer.concat([
          Buffer.from('464c5601050000000900000000', 'hex'),
          Buffer.from('09ffffff00000000000000', 'hex'),
          noise(5000),
        ]),
      ),
  },
  {
    name: 'AVI whose index is larger than it',
    make: changed(
      (path) => makeClip(path, { ...SMALL, options: ['-c:v', 'mpeg4', '-c:a', 'libmp3lame', '-f', 'avi'] }),
      (bytes) => {
        bytes.writeUInt32LE(0x7fff_ffff, bytes.indexOf('idx1') + 4);
        return undefined;
      },
    ),
  },
  {
    name: 'ASF of packets without a size',
    make: changed(
      (path) => makeClip(path, { ...SMALL, options: ['-c:v', 'wmv2', '-c:a', 'wmav2', '-f', 'asf'] }),
      (bytes) =>
        bytes.fill(
          0,
          bytes.indexOf(Buffer.from('a1dcab8c', 'hex')) + 92,
          bytes.indexOf(Buffer.from('a1dcab8c', 'hex')) + 100,
        ),
    ),
  },
  {
    name: 'TS of empty packets',
    make: (path) =>
      writeFile(
        path,
        Buffer.concat(
          Array.from({ length: 5000 }, () =>
            Buffer.concat([Buffer.from('471fff10', 'hex'), Buffer.alloc(184, 0xff)]),
          ),
        ),
      ),
  },
  {
    name: 'program stream of padding',
    make: (path) =>
      writeFile(
        path,
        Buffer.concat([
          Buffer.from('000001ba44000400040100000300', 'hex'),
          ...Array.from({ length: 500 }, () =>
            Buffer.concat([Buffer.from('000001be07fa', 'hex'), Buffer.alloc(2042, 0xff)]),
          ),
        ]),
      ),
  },
  {
    name: 'Ogg of pages without a packet',
    make: (path) =>
      writeFile(
        path,
        Buffer.concat(
          Array.from({ length: 1000 }, () =>
            Buffer.concat([
              Buffer.from('OggS\0\0'),
              Buffer.alloc(20),
              Buffer.from([255]),
              Buffer.alloc(255, 255),
            ]),
          ),
        ),
      ),
  },
  {
    name: 'RealMedia of noise',
    make: (path) =>
      writeFile(
        path,
        Buffer.concat([Buffer.from('.RMF\0\0\0\x12\0\0\0\0\0\0\0\0\0\x06PROP'), noise(50_000)]),
      ),
  },
  {
    name: 'DV of noise',
    make: (path) => writeFile(path, Buffer.concat([Buffer.from('1f0700bf', 'hex'), noise(300_000)])),
  },
  { name: 'noise', make: (path) => writeFile(path, noise(300_000)) },
  {
    name: 'noise that begins like MP4',
    make: (path) => writeFile(path, Buffer.concat([FTYP, noise(300_000)])),
  },
  {
    name: 'noise that begins like Matroska',
    make: (path) => writeFile(path, Buffer.concat([Buffer.from('1a45dfa3', 'hex'), noise(300_000)])),
  },
  {
    name: 'noise that begins like AVI',
    make: (path) =>
      writeFile(path, Buffer.concat([Buffer.from('RIFF\xff\xff\xff\x7fAVI LIST', 'latin1'), noise(300_000)])),
  },
  { name: 'nothing but ones', make: (path) => writeFile(path, Buffer.alloc(300_000, 0xff)) },
  { name: 'one byte', make: (path) => writeFile(path, 'x'), outcomes: ['document'] },
  { name: 'half of a header', make: (path) => writeFile(path, FTYP.subarray(0, 13)) },
];

export const HOSTILE_BOMBS: readonly HostileFile[] = [...SIZES, ...STRUCTURES];
