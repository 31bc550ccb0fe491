import { readFile, writeFile } from 'node:fs/promises';
import type { HostileFile } from './hostile-file.ts';
import { ffmpeg, makeClip } from './make-clip.ts';
import type { Canary } from './open-canary.ts';

/** One byte that no text has, so that a list is not known by its start and is put before ffmpeg. */
const DISGUISE = '#\x01\n';

const hls = (target: string, more = '') =>
  `#EXTM3U\n${more}#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n${target}\n#EXT-X-ENDLIST\n`;
const concat = (target: string, more = '') => `ffconcat version 1.0\n${more}file '${target}'\n`;
const dash = (target: string, more = '') =>
  `<?xml version="1.0"?>${more}<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1"><BaseURL>${target}</BaseURL></Representation></AdaptationSet></Period></MPD>`;

/** CVE-2016-1897, CVE-2017-9993 and their kin: a "video" that is a list of what is to be fetched or read. */
const LISTS: readonly [what: string, write: (canary: Canary) => string][] = [
  ['HLS → file', ({ clipFile }) => hls(`file://${clipFile}`)],
  ['HLS → file, disguised', ({ clipFile }) => hls(`file://${clipFile}`, DISGUISE)],
  ['HLS → text file, disguised', ({ textFile }) => hls(textFile, DISGUISE)],
  ['HLS → neighbour, disguised', () => hls('canary.ts', DISGUISE)],
  ['HLS → http, disguised', ({ port }) => hls(`http://127.0.0.1:${port}/a.ts`, DISGUISE)],
  ['HLS → tcp, disguised', ({ port }) => hls(`tcp://127.0.0.1:${port}`, DISGUISE)],
  ['HLS → udp, disguised', ({ port }) => hls(`udp://127.0.0.1:${port}`, DISGUISE)],
  ['HLS → gopher, disguised', ({ port }) => hls(`gopher://127.0.0.1:${port}/1`, DISGUISE)],
  [
    'HLS → concat of http and file, disguised',
    ({ port, textFile }) => hls(`concat:http://127.0.0.1:${port}/|file://${textFile}`, DISGUISE),
  ],
  ['HLS → subfile, disguised', ({ textFile }) => hls(`subfile,,start,0,end,64,,:${textFile}`, DISGUISE)],
  ['HLS → data, disguised', () => hls('data:video/mp2t;base64,R0A=', DISGUISE)],
  [
    'HLS with a key elsewhere, disguised',
    ({ port }) => hls('a.ts', `${DISGUISE}#EXT-X-KEY:METHOD=AES-128,URI="http://127.0.0.1:${port}/key"\n`),
  ],
  [
    'HLS with a map elsewhere, disguised',
    ({ clipFile }) => hls('a.ts', `${DISGUISE}#EXT-X-MAP:URI="file://${clipFile}"\n`),
  ],
  [
    'HLS master, disguised',
    ({ port }) => `#EXTM3U\n${DISGUISE}#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://127.0.0.1:${port}/m.m3u8\n`,
  ],
  ['ffconcat → file', ({ clipFile }) => concat(clipFile)],
  ['ffconcat → file, disguised', ({ clipFile }) => concat(clipFile, DISGUISE)],
  ['ffconcat → http, disguised', ({ port }) => concat(`http://127.0.0.1:${port}/a.mp4`, DISGUISE)],
  ['DASH → http', ({ port }) => dash(`http://127.0.0.1:${port}/a.mp4`)],
  ['DASH → file, disguised', ({ clipFile }) => dash(`file://${clipFile}`, '<!--\x01-->')],
  [
    'DASH with an entity, disguised',
    ({ textFile }) =>
      `<?xml version="1.0"?><!DOCTYPE MPD [<!ENTITY x SYSTEM "file://${textFile}">]><!--\x01-->${dash('&x;')}`,
  ],
  ['SDP', ({ port }) => `v=0\nc=IN IP4 127.0.0.1\nm=video ${port} RTP/AVP 96\na=rtpmap:96 H264/90000\n`],
  ['SDP, disguised', ({ port }) => `v=0\ns=\x01\nc=IN IP4 127.0.0.1\nm=video ${port} RTP/AVP 96\n`],
  ['RealAudio metafile', ({ port }) => `rtsp://127.0.0.1:${port}/lesson.rm\n`],
  ['ASX', ({ port }) => `<asx version="3.0"><entry><ref href="http://127.0.0.1:${port}/"/></entry></asx>`],
  ['ASF reference', ({ port }) => `[Reference]\nRef1=http://127.0.0.1:${port}/a.asf\n`],
  [
    'Smooth Streaming, disguised',
    ({ port }) =>
      `<SmoothStreamingMedia><!--\x01--><StreamIndex Url="http://127.0.0.1:${port}/"/></SmoothStreamingMedia>`,
  ],
  [
    'XML of many entities',
    () =>
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "${'ha'.repeat(50)}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n} "${(n ? `&a${n - 1};` : '&a;').repeat(10)}">`).join('')}]><MPD>&a8;</MPD>`,
  ],
  [
    'SVG that names a file',
    ({ textFile }) => `<svg xmlns="http://www.w3.org/2000/svg"><image href="file://${textFile}"/></svg>`,
  ],
  ['text art (ANSI)', ({ textFile }) => `\x1b[31m${textFile}\x1b[0m\n`.repeat(50)],
  ['text art (XBIN)', () => `XBIN\x1a\x50\x00\x19\x00\x10\x00${'A\x07'.repeat(2000)}`],
  ['subtitles (WebVTT), disguised', () => 'WEBVTT\x01\n\n00:00.000 --> 00:01.000\nhello\n'],
  ['image list', () => '\x01%05d.jpg\n'],
  ['Avisynth script, disguised', ({ clipFile }) => `# \x01\nDirectShowSource("${clipFile}")\n`],
];

const box = (name: string, ...content: Uint8Array[]) => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const text = (value: string) => Buffer.from(value);
const uint32 = (...values: number[]) => {
  const written = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => {
    written.writeUInt32BE(value, 4 * index);
  });
  return written;
};

/** A QuickTime "reference movie": nothing but addresses of others. */
function referenceMovie(target: string): Buffer {
  const address = Buffer.concat([text(`${target}\0`)]);
  const reference = box('rdrf', uint32(0), text('url '), uint32(address.length), address);
  return Buffer.concat([
    box('ftyp', text('qt  '), uint32(0)),
    box('moov', box('rmra', box('rmda', reference))),
  ]);
}

const chunk = (name: string, ...content: Uint8Array[]) => {
  const body = Buffer.concat(content);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return Buffer.concat([text(name), size, body, Buffer.alloc(body.length % 2)]);
};
const uint32le = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);

/** An AVI whose "subtitles" are another file in a GAB2 wrapping, which ffmpeg opens by its content. */
async function aviWithGab2(path: string, inside: string): Promise<void> {
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=160x120', '-frames:v', '1', `${path}.jpg`);
  const picture = await readFile(`${path}.jpg`);
  const strh = (kind: string, handler: string) =>
    chunk(
      'strh',
      text(kind),
      text(handler),
      uint32le(0, 0, 0, 1, 10, 0, 10, 0, 0xffffffff, 0),
      Buffer.alloc(8),
    );
  const bitmap = Buffer.concat([uint32le(40, 160, 120, 0x180001), text('MJPG'), uint32le(0, 0, 0, 0, 0)]);
  const wrapped = Buffer.concat([
    ...[text('GAB2\0'), Buffer.from([2, 0]), uint32le(2), Buffer.from([0, 0, 4, 0])],
    ...[uint32le(inside.length), text(inside)],
  ]);
  const frames = Array.from({ length: 10 }, () => chunk('00dc', picture));
  const header = chunk(
    'LIST',
    text('hdrl'),
    chunk('avih', uint32le(100_000, 0, 0, 0x10, 10, 0, 2, 0, 160, 120, 0, 0, 0, 0)),
    chunk('LIST', text('strl'), strh('vids', 'MJPG'), chunk('strf', bitmap)),
    chunk('LIST', text('strl'), strh('txts', '\0\0\0\0'), chunk('strf')),
  );
  const movie = chunk('LIST', text('movi'), chunk('01tx', wrapped), ...frames);
  await writeFile(path, chunk('RIFF', text('AVI '), header, movie));
}

const CONTAINERS: readonly HostileFile[] = [
  {
    name: 'QuickTime reference movie → http',
    make: (path, { port }) => writeFile(path, referenceMovie(`http://127.0.0.1:${port}/a.mov`)),
  },
  {
    name: 'QuickTime reference movie → file',
    make: (path, { clipFile }) => writeFile(path, referenceMovie(`file://${clipFile}`)),
  },
  {
    name: 'MOV whose samples lie in another file',
    async make(path) {
      await makeClip(path, { seconds: 1, size: '160x120', options: ['-f', 'mov'] });
      const bytes = await readFile(path);
      const at = bytes.indexOf('dref');
      bytes.write('alis', at + 16, 'latin1');
      bytes.writeUInt32BE(0, at + 20);
      await writeFile(path, bytes);
    },
  },
  {
    name: 'GAB2 subtitles that are HLS → http',
    make: (path, { port }) => aviWithGab2(path, hls(`http://127.0.0.1:${port}/a.ts`)),
  },
  {
    name: 'GAB2 subtitles that are HLS → file',
    make: (path, { textFile }) => aviWithGab2(path, hls(`file://${textFile}`)),
  },
  {
    name: 'GAB2 subtitles that are ffconcat',
    make: (path, { textFile }) => aviWithGab2(path, concat(textFile)),
  },
  {
    name: 'MKV with files attached',
    make: (path, { textFile }) =>
      makeClip(path, {
        seconds: 1,
        size: '160x120',
        options: ['-attach', textFile, '-metadata:s:t', 'mimetype=text/plain', '-f', 'matroska'],
      }),
    outcomes: ['ready'],
  },
  {
    name: 'title that is a filter',
    make: (path, { textFile }) =>
      makeClip(path, {
        seconds: 1,
        size: '160x120',
        options: ['-metadata', `title=x';drawtext=textfile=${textFile},[0:0]movie=${textFile}`, '-f', 'mp4'],
      }),
    outcomes: ['ready'],
  },
  {
    name: 'MKV with styled subtitles and fonts',
    async make(path) {
      const subtitles = `${path}.ass`;
      await writeFile(
        subtitles,
        '[Script Info]\nScriptType: v4.00+\n[Events]\nFormat: Start, End, Text\nDialogue: 0:00:00.00,0:00:01.00,{\\p1}m 0 0 l 99999 99999{\\p0}\n',
      );
      await ffmpeg(
        ...[
          '-f',
          'lavfi',
          '-i',
          'testsrc2=size=160x120:duration=1',
          '-i',
          subtitles,
          '-map',
          '0',
          '-map',
          '1',
        ],
        ...['-c:v', 'mpeg4', '-c:s', 'copy', '-f', 'matroska', path],
      );
    },
    outcomes: ['ready'],
  },
];

/** Everything that wants ffmpeg to read or fetch something else. None may be anything but itself. */
export const HOSTILE_REFERENCES: readonly HostileFile[] = [
  ...LISTS.map(
    ([name, write]): HostileFile => ({
      name,
      make: (path, canary) => writeFile(path, write(canary)),
      outcomes: ['playlist', 'document', 'unsupported', 'unreadable', 'no-video', 'project'],
    }),
  ),
  ...CONTAINERS,
];
