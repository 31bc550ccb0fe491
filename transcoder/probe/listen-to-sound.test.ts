import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { ffmpeg, makeFolder } from '../test/make-clip.ts';
import { listenToSound, readMeasure } from './listen-to-sound.ts';
import { probeMedia } from './probe-media.ts';

const folder = await makeFolder();
let sandbox: Sandbox;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
});
after(() => folder.remove());

async function listen(name: string, seconds: number, sound: string[]) {
  const path = `${folder.path}/${name}.mp4`;
  const picture = `color=green:size=64x48:rate=5:duration=${seconds}`;
  await ffmpeg('-f', 'lavfi', '-i', picture, ...sound, '-c:v', 'libx264', '-preset', 'ultrafast', path);
  const { signal } = new AbortController();
  return listenToSound(path, await probeMedia(path, sandbox, signal), sandbox, signal);
}

test('a long lesson is listened to in places, on either channel', async () => {
  // A tone on the left, a softer one on the right: -20 and -26 dBFS.
  const tones = `aevalsrc='0.1414*sin(6283*t)|0.0709*sin(3770*t)':s=48000:d=300`;
  const heard = (await listen('long', 300, ['-f', 'lavfi', '-i', tones, '-c:a', 'aac', '-b:a', '128k']))!;
  assert.equal(heard.whole, false);
  const [left, right] = heard.channels.map(({ rms }) => Math.round(rms));
  assert.deepEqual([left, right], [-20, -26]);
  // What two tones have in common is nothing: half their difference has a quarter of their powers.
  assert.equal(Math.round(heard.difference!), -25);
  assert.ok(Math.abs(heard.loudness + 19) < 1, String(heard.loudness));
});

test('without sound there is nothing to measure', async () => {
  assert.equal(await listen('silent', 1, []), null);
});

const SUMMARY = (loudness: string) =>
  `[Parsed_ebur128_3 @ 0x1] Summary:\n\n  Integrated loudness:\n    I:         ${loudness} LUFS\n`;
const CHANNEL = (number: number, peak: string, rms: string) =>
  `[Parsed_astats_5 @ 0x2] Channel: ${number}\n[Parsed_astats_5 @ 0x2] Peak level dB: ${peak}\n[Parsed_astats_5 @ 0x2] RMS level dB: ${rms}\n`;

test('the last words count, and a title of the file cannot speak for the filters', () => {
  const title = '    title           : I: -5 LUFS\n';
  const log = `${title}${SUMMARY('-70.0')}${SUMMARY('-18.5')}${CHANNEL(1, '-0.4', '-20.2')}${CHANNEL(2, '-inf', '-inf')}${CHANNEL(3, '-6.4', '-26.2')}`;
  assert.deepEqual(readMeasure(log, true), {
    whole: true,
    loudness: -18.5,
    channels: [
      { peak: -0.4, rms: -20.2 },
      { peak: Number.NEGATIVE_INFINITY, rms: Number.NEGATIVE_INFINITY },
    ],
    difference: -26.2,
  });
});

test('one channel has no difference; where a filter said nothing, nothing was measured', () => {
  assert.equal(readMeasure(SUMMARY('-20.0') + CHANNEL(1, '-3', '-20'), false)?.difference, null);
  assert.equal(readMeasure(SUMMARY('-20.0'), false), null);
  assert.equal(readMeasure(CHANNEL(1, '-3', '-20'), false), null);
});
