import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  endCuesAt,
  parseCaptions,
  UnreadableCaptionsError,
  writeSubRip,
  writeWebVtt,
} from './parse-captions.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const times = '00:00:01.000 --> 00:00:02.500';

const readable: [name: string, bytes: Uint8Array, vtt: string][] = [
  ['WebVTT', utf8(`WEBVTT - 分数\n\n${times}\n你好\n`), `WEBVTT\n\n${times}\n你好\n`],
  [
    'WebVTT with identifiers, notes, styles and settings',
    utf8(`WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE 草稿\n\nintro\n${times} line:0 align:start\n你好\n`),
    `WEBVTT\n\n${times}\n你好\n`,
  ],
  ['times without hours', utf8('WEBVTT\n\n00:01.000 --> 00:02.500\n你好'), `WEBVTT\n\n${times}\n你好\n`],
  [
    'SubRip with Windows line ends',
    utf8('1\r\n00:00:01,000 --> 00:00:02,500\r\n你好\r\n老师\r\n\r\n'),
    `WEBVTT\n\n${times}\n你好\n老师\n`,
  ],
  [
    'SubRip without empty lines between',
    utf8('1\n00:00:01,000 --> 00:00:02,500\n一\n2\n00:00:03,000 --> 00:00:04,000\n二\n'),
    `WEBVTT\n\n${times}\n一\n\n00:00:03.000 --> 00:00:04.000\n二\n`,
  ],
  ['SubRip with fewer digits', utf8('1\n0:0:1,0 --> 0:0:2,5\n你好'), `WEBVTT\n\n${times}\n你好\n`],
  ['a byte order mark', utf8(`\uFEFFWEBVTT\n\n${times}\n你好`), `WEBVTT\n\n${times}\n你好\n`],
  [
    'UTF-16',
    new Uint8Array([0xff, 0xfe, ...Buffer.from(`WEBVTT\n\n${times}\n你好`, 'utf16le')]),
    `WEBVTT\n\n${times}\n你好\n`,
  ],
  [
    'GB 18030',
    new Uint8Array([...utf8('1\n00:00:01,000 --> 00:00:02,500\n'), 0xc4, 0xe3, 0xba, 0xc3]),
    `WEBVTT\n\n${times}\n你好\n`,
  ],
  [
    'tags and codes',
    utf8(`WEBVTT\n\n${times}\n<v 老师><i>你</i>{\\an8}好</v>`),
    `WEBVTT\n\n${times}\n你好\n`,
  ],
  [
    'what looks like markup',
    utf8(`WEBVTT\n\n${times}\n3 < 5 &amp; 5 &gt; 3 --> &lt;script&gt;`),
    `WEBVTT\n\n${times}\n3 &lt; 5 &amp; 5 &gt; 3 --&gt; &lt;script&gt;\n`,
  ],
  [
    'cues out of order',
    utf8(`WEBVTT\n\n00:05.000 --> 00:06.000\n二\n\n00:01.000 --> 00:02.500\n一`),
    `WEBVTT\n\n${times}\n一\n\n00:00:05.000 --> 00:00:06.000\n二\n`,
  ],
  ['times without fractions', utf8('1\n00:00:01 --> 00:00:02,500\n你好'), `WEBVTT\n\n${times}\n你好\n`],
  [
    'times typed with a Chinese input method',
    utf8('1\n00：00：01，000 --> 00：00：02。500\n你好'),
    `WEBVTT\n\n${times}\n你好\n`,
  ],
  ['a short arrow without room', utf8('00:00:01,000->00:00:02,500\n你好'), `WEBVTT\n\n${times}\n你好\n`],
  [
    'a time before nought',
    utf8('1\n-00:00:01,000 --> 00:00:02,500\n你好'),
    'WEBVTT\n\n00:00:00.000 --> 00:00:02.500\n你好\n',
  ],
  [
    'cues that last into the next one by a blink, and longer',
    utf8('00:01.000 --> 00:02.700\n一\n\n00:02.500 --> 00:04.000\n二\n\n00:03.000 --> 00:05.000\n三'),
    `WEBVTT\n\n${times}\n一\n\n00:00:02.500 --> 00:00:04.000\n二\n\n00:00:03.000 --> 00:00:05.000\n三\n`,
  ],
  [
    'two languages at the same time',
    utf8(`WEBVTT\n\n${times}\n你好\n\n${times}\nHello`),
    `WEBVTT\n\n${times}\n你好\n\n${times}\nHello\n`,
  ],
  ['a cue twice', utf8(`WEBVTT\n\n${times}\n你好\n\n${times}\n你好`), `WEBVTT\n\n${times}\n你好\n`],
  [
    'lines and spaces as SubStation writes them',
    utf8(`1\n00:00:01,000 --> 00:00:02,500\n{\\fad(1,2)\\b1}你\\h好\\N<font color="#ff0000">老师</font>`),
    `WEBVTT\n\n${times}\n你 好\n老师\n`,
  ],
  [
    'characters by number',
    utf8(`WEBVTT\n\n${times}\nIt&#39;s &#x4e00;&apos;&#0;&#xd800;&unknown;`),
    `WEBVTT\n\n${times}\nIt's 一'&amp;unknown;\n`,
  ],
  [
    'UTF-16, the other way round',
    new Uint8Array([0xfe, 0xff, ...Buffer.from(`WEBVTT\n\n${times}\n你好`, 'utf16le').swap16()]),
    `WEBVTT\n\n${times}\n你好\n`,
  ],
  ['old line ends', utf8(`WEBVTT\r\r${times}\r你好\r`), `WEBVTT\n\n${times}\n你好\n`],
  [
    'a cue that ends before it begins',
    utf8(`WEBVTT\n\n00:05.000 --> 00:04.000\n错\n\n${times}\n对`),
    `WEBVTT\n\n${times}\n对\n`,
  ],
];

const unreadable: [name: string, bytes: Uint8Array][] = [
  ['nothing', utf8('')],
  ['a header alone', utf8('WEBVTT\n\n')],
  ['prose', utf8('今天我们学习分数。\n')],
  ['times that are none', utf8('WEBVTT\n\n00:99:01.000 --> 00:00:02.000\n你好')],
  ['cues without text', utf8(`WEBVTT\n\n${times}\n<i></i>\n`)],
  ['bytes of no encoding', new Uint8Array([...utf8(`WEBVTT\n\n${times}\n`), 0xff, 0xff, 0x30])],
  ['more captions than a lesson has', utf8(`WEBVTT\n\n${`${times}\n一\n\n`.repeat(20_001)}`)],
];

describe('captions', () => {
  for (const [name, bytes, vtt] of readable) {
    it(`read ${name}`, () => assert.equal(writeWebVtt(parseCaptions(bytes)), vtt));
  }
  for (const [name, bytes] of unreadable) {
    it(`cannot be read from ${name}`, () =>
      assert.throws(() => parseCaptions(bytes), UnreadableCaptionsError));
  }

  it('go out as SubRip that says the same when it is sent again', () => {
    const cues = [
      { start: 1, end: 2.5, lines: ['若 a<b 且 c>d', '则 a < d'] },
      { start: 3661.25, end: 3662, lines: ['<i>不是标签</i> & "引号"'] },
    ];
    const srt = writeSubRip(cues);
    assert.match(srt, /^\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\n若 a/);
    assert.match(srt, /\r\n\r\n2\r\n01:01:01,250 --> 01:01:02,000\r\n/);
    assert.deepEqual(parseCaptions(Buffer.from(srt)), cues);
  });

  it('end with the video', () => {
    const cue = (start: number, end: number) => ({ start, end, lines: [`${start}`] });
    const cues = [cue(1, 2), cue(58, 61), cue(59.9996, 61), cue(60, 62)];
    assert.deepEqual(endCuesAt(cues, 60), [cue(1, 2), cue(58, 60)]);
  });

  it('are read in time that grows with their length', () => {
    const hostile = utf8(`WEBVTT\n\n${times}\n${'<a'.repeat(1_000_000)}`);
    const started = performance.now();
    parseCaptions(hostile);
    assert.ok(performance.now() - started < 2000);
  });
});
