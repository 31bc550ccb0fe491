import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { makeFolder } from '../test/make-clip.ts';
import { processCover } from './process-cover.ts';

const folder = await makeFolder();
let sandbox: Sandbox;
before(async () => {
  sandbox = await openSandbox({ mode: 'bubblewrap' });
});
after(() => folder.remove());

async function cover(name: string, content: Buffer | string) {
  const source = join(folder.path, name);
  const outputFolder = join(folder.path, `${name}-out`);
  await writeFile(source, content);
  await mkdir(outputFolder);
  const made = await processCover({
    source,
    outputFolder,
    file: 'cover.webp',
    sandbox,
    signal: new AbortController().signal,
  });
  return { made, metadata: await sharp(await readFile(join(outputFolder, made.file))).metadata() };
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 200, g: 30, b: 30, alpha: 0.5 } } });

test('a photo becomes an upright WebP 640 wide without its metadata', async () => {
  const photo = await picture(1200, 1600)
    .jpeg()
    .withExif({ IFD0: { Artist: 'Wang' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
  const { made, metadata } = await cover('photo.jpg', photo);
  assert.deepEqual([made.width, made.height], [640, 480]);
  assert.deepEqual(
    [metadata.format, metadata.width, metadata.exif, metadata.orientation],
    ['webp', 640, undefined, undefined],
  );
});

test('a small PNG keeps its size and loses its transparency', async () => {
  const { made, metadata } = await cover('small.png', await picture(100, 50).png().toBuffer());
  assert.deepEqual([made.width, made.height, metadata.hasAlpha], [100, 50, false]);
});

const REFUSED: readonly [what: string, code: string, content: () => Promise<Buffer | string>][] = [
  ['text', 'unsupported', async () => 'only words'],
  [
    'a drawing that names files',
    'unsupported',
    async () =>
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="/etc/passwd"/></svg>',
  ],
  ['an animation', 'unsupported', () => picture(20, 20).gif().toBuffer()],
  [
    'a picture cut short',
    'unreadable',
    async () => (await picture(800, 800).png({ compressionLevel: 0 }).toBuffer()).subarray(0, 4000),
  ],
  ['a picture of 49 million elements', 'too-large', () => picture(7000, 7000).png().toBuffer()],
];
for (const [what, code, content] of REFUSED) {
  test(`${what} is refused as ${code}`, async () => {
    await assert.rejects(cover(what.replaceAll(' ', '-'), await content()), {
      name: 'MediaRejectedError',
      code,
    });
  });
}
