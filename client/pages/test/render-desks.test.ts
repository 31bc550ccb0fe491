import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { languages } from '../../../server/contract/words/words.ts';
import type { Renderer } from '../../../server/pages/renderer.ts';
import { sampleModels } from './sample-models.ts';

/** Any name is known, so that no browser build is needed. */
const manifest = new Proxy({}, { get: (_, name) => ({ file: `assets/${String(name)}` }) });

let folder: string;
let renderer: Renderer;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qianke-render-'));
  await build({
    configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)),
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: true, outDir: folder },
  });
  const built = await import(pathToFileURL(join(folder, 'render.js')).href);
  renderer = built.createRenderer(manifest);
});

after(() => rm(folder, { recursive: true, force: true }));

for (const language of languages) {
  describe(`pages behind a sign-in (${language})`, () => {
    for (const { name, model } of sampleModels) {
      test(`${name} says everything in words, and every control has its label`, () => {
        const html = renderer.render(model, language);
        const shown = html.replace(/<script[^>]*>.*?<\/script>/gs, '');
        assert.doesNotMatch(shown, />[^<]*(undefined|NaN|\[object)/);
        assert.doesNotMatch(shown, /"[^"]*\b(undefined|NaN)\b[^"]*"/);
        assert.doesNotMatch(shown, /\{\w+\}/, 'a value was not filled in');
        assert.doesNotMatch(shown, / style=/, 'the content policy refuses inline styles');
        const ids = [...shown.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
        assert.equal(new Set(ids).size, ids.length, 'an id stands twice');
        for (const [, target] of shown.matchAll(/ (?:for|aria-labelledby|aria-describedby)="([^"]+)"/g)) {
          for (const id of target!.split(' ')) assert.ok(ids.includes(id), `${id} is not there`);
        }
        assert.deepEqual(findUnlabelled(shown), []);
        assert.equal([...shown.matchAll(/<h1/g)].length, 1);
      });
    }
  });
}

test('a reviewer’s page tells neither teacher nor school, not even in its data', () => {
  const { model } = sampleModels.find(({ name }) => name === 'review-entry')!;
  const html = renderer.render(model, 'zh');
  assert.match(html, /2026-S-0417/);
  for (const hidden of ['李敏', '中山区实验小学', 'person-1', 'school-1', '.docx']) {
    assert.ok(!html.includes(hidden), hidden);
  }
});

test('a reviewer’s list leads to each of its lessons', () => {
  const { model } = sampleModels.find(({ name }) => name === 'review')!;
  const html = renderer.render(model, 'zh');
  const links = [...html.matchAll(/ href="(\/review\/[^"]+)"/g)].map((match) => match[1]!);
  assert.ok(links.length >= 2);
  for (const link of links) assert.match(link, /^\/review\/assignment-\d+$/);
});

/** Controls without words of their own: no label around them or for them, no aria-label. */
function findUnlabelled(html: string): string[] {
  const labelled = new Set([...html.matchAll(/<label[^>]* for="([^"]+)"/g)].map((match) => match[1]));
  const outside = html.replace(/<label(?![^>]* for=)[^>]*>.*?<\/label>/gs, '');
  return [...outside.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)]
    .map(([control]) => control)
    .filter((control) => !/ type="hidden"| aria-label=/.test(control))
    .filter((control) => !labelled.has(/ id="([^"]+)"/.exec(control)?.[1]));
}

test('a refused name stands in the form that was refused, and in no other', () => {
  const { model } = sampleModels.find(({ name }) => name === 'manage-curriculum-book')!;
  const html = renderer.render(model, 'zh');
  assert.match(html, /<input[^>]* id="add-name"[^>]* value="测量"/);
  assert.match(html, /<input[^>]* id="rename-name"[^>]* value="上册"/);
});
