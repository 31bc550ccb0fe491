import assert from 'node:assert/strict';
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeFolder } from '../test/make-clip.ts';
import { followSegments } from './follow-segments.ts';

const root = await makeFolder();
after(() => root.remove());

async function follow(name: string, count: number) {
  const folder = join(root.path, name);
  await mkdir(folder);
  const told: string[] = [];
  const heard: (() => void)[] = [];
  const follower = await followSegments({
    folder,
    count,
    onSegment({ index, bytes, init }) {
      told.push(`${index} ${init}${bytes}`);
      heard.shift()?.();
    },
  });
  const next = () => new Promise<void>((resolve) => heard.push(resolve));
  async function put(file: string, text: string): Promise<void> {
    await writeFile(join(folder, 'writing'), text);
    await rename(join(folder, 'writing'), join(folder, file));
  }
  return { folder, told, next, put, end: () => follower[Symbol.asyncDispose]() };
}

test('each is told of once it is there, in order, and the rest at the end', async () => {
  const { told, next, put, end } = await follow('order', 3);
  await put('init.mp4', 'i');
  await put('00001.m4s', 'b');
  const first = next();
  await put('00000.m4s', 'a');
  await first;
  await put('00002.m4s', 'c');
  await put('00003.m4s', 'd');
  await end();
  assert.deepEqual(told, ['0 ia', '1 ib', '2 ic']);
});

test('what is being written under another name is not told of', async () => {
  const { told, put, end } = await follow('half', 2);
  await put('init.mp4', 'i');
  await put('00000.m4s.tmp', 'a');
  await end();
  assert.deepEqual(told, []);
});

test('links that a hijacked program plants lead nowhere', async () => {
  const secret = join(root.path, 'secret');
  await writeFile(secret, 'secret');
  const link = await follow('link', 1);
  await link.put('init.mp4', 'i');
  await symlink(secret, join(link.folder, '00000.m4s'));
  await assert.rejects(async () => link.end(), { name: 'VerificationError' });
  assert.deepEqual(link.told, []);

  const elsewhere = join(root.path, 'elsewhere');
  await mkdir(elsewhere);
  for (const file of ['init.mp4', '00000.m4s']) await writeFile(join(elsewhere, file), 'secret');
  const folder = await follow('folder', 1);
  await rename(folder.folder, `${folder.folder}-before`);
  await symlink(elsewhere, folder.folder);
  await folder.end();
  assert.deepEqual(folder.told, []);
});
