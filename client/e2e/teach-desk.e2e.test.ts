import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { OpenUploadList } from '../../server/contract/uploads.ts';
import { beginUpload, sendSlice } from '../../server/test/upload-file.ts';
import { describeDesk } from './desk-browser.ts';

/** Videos on a teacher's desk in Chromium. Needs a built client. */

const MiB = 1024 ** 2;

describe('a video whose upload was begun on another device', () => {
  const { server, open } = describeDesk();

  /** Two of three MiB are there. */
  async function beginElsewhere(name: string) {
    const file = { name, mimeType: 'video/mp4', buffer: randomBytes(3 * MiB) };
    const li = await server().as('li');
    const address = await beginUpload(li, name, file.buffer.length);
    await sendSlice(li, address, 0, file.buffer.subarray(0, 2 * MiB));
    const page = await open('li', '/teach');
    const sent: { method: string; path: string; offset: string | undefined }[] = [];
    page.on('request', (request) => {
      const path = new URL(request.url()).pathname;
      const method = request.method();
      if (!path.startsWith('/api/uploads') || method === 'GET') return;
      sent.push({ method, path, offset: request.headers()['upload-offset'] });
    });
    return { file, address, page, sent };
  }

  const openOnes = async () => (await (await server().as('li')).json('/api/uploads', OpenUploadList)).items;
  const isDone = (page: Page) => page.getByText('传完了，草稿已建好').waitFor();
  const goesOnFrom = (address: string) => [
    { method: 'HEAD', path: address, offset: undefined },
    { method: 'PATCH', path: address, offset: String(2 * MiB) },
  ];

  test('goes on when its file is chosen with the large button', async () => {
    const { file, address, page, sent } = await beginElsewhere('选择.mp4');
    await page.getByLabel('选择视频').setInputFiles(file);
    await isDone(page);
    assert.deepEqual(sent, goesOnFrom(address), 'nothing is begun anew');
    assert.deepEqual(await openOnes(), []);
  });

  test('goes on when its file is dropped', async () => {
    const { file, address, page, sent } = await beginElsewhere('拖放.mp4');
    const dropped = await page.evaluateHandle(
      ({ name, type, base64 }) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], name, { type }));
        return transfer;
      },
      { name: file.name, type: file.mimeType, base64: file.buffer.toString('base64') },
    );
    await page.locator('.drop-zone').dispatchEvent('drop', { dataTransfer: dropped });
    await isDone(page);
    assert.deepEqual(sent, goesOnFrom(address));
    assert.deepEqual(await openOnes(), []);
  });

  test('begins anew once the first was ended', async () => {
    const { file, address, page, sent } = await beginElsewhere('结束.mp4');
    await page.getByRole('button', { name: '结束上传' }).click();
    await page.getByRole('button', { name: '结束，丢掉已传的' }).click();
    await page.getByText('没有传完的').waitFor({ state: 'detached' });
    await page.getByLabel('选择视频').setInputFiles(file);
    await isDone(page);
    assert.deepEqual(
      sent.map(({ method, path }) => [method, path === address]),
      [['DELETE', true], ['POST', false], ...sent.slice(2).map(() => ['PATCH', false])],
    );
  });
});
