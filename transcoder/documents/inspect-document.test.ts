import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openSandbox, type Sandbox } from '../sandbox.ts';
import { makeFolder } from '../test/make-clip.ts';
import { checkDocument } from './check-document.ts';
import { inspectDocument } from './inspect-document.ts';
import { RefusedDocument } from './refused.ts';
import { sampleDocuments } from './test/documents.ts';

/** What is found in a document; any failure but a refusal is a defect. */
async function find(file: Buffer, extension: string): Promise<string> {
  try {
    await inspectDocument(file, extension);
    return 'accepted';
  } catch (error) {
    if (error instanceof RefusedDocument) return error.code;
    throw error;
  }
}

describe('a document', () => {
  for (const { what, extension, file, found } of sampleDocuments.filter((one) => !one.isHeavy)) {
    it(`${what} (.${extension}): ${found}`, async () => {
      assert.equal(await find(file(), extension), found);
    });
  }
});

describe('a document with some of its bytes changed', () => {
  const samples = sampleDocuments.filter((one) => !one.isHeavy);
  for (const extension of new Set(samples.map((one) => one.extension))) {
    it(`is accepted or refused, and nothing else happens (.${extension})`, async () => {
      const random = createRandom(extension.charCodeAt(0));
      const files = samples.filter((one) => one.extension === extension).map(({ file }) => file());
      for (let round = 0; round < 80; round += 1) {
        const file = Buffer.from(files[random(files.length)] ?? '');
        for (let change = random(12); change >= 0; change -= 1) file[random(file.length)] = random(256);
        const end = random(4) === 0 ? random(file.length) : file.length;
        await find(file.subarray(0, end), extension);
      }
    });
  }
});

/** The same numbers in every run (Park and Miller's generator). */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

describe('the document program in the sandbox', () => {
  let folder: Awaited<ReturnType<typeof makeFolder>>;
  let sandbox: Sandbox;
  before(async () => {
    folder = await makeFolder();
    sandbox = await openSandbox({ mode: 'bubblewrap' });
  });
  after(() => folder.remove());

  const check = async (file: Buffer, extension: string) => {
    const source = join(folder.path, 'document');
    await writeFile(source, file);
    return checkDocument({ source, extension, sandbox, signal: new AbortController().signal });
  };

  it('answers what was found', async () => {
    const sample = sampleDocuments[0];
    assert.deepEqual(await check(sample?.file() ?? Buffer.alloc(0), 'docx'), { kind: 'accepted' });
    assert.deepEqual(await check(Buffer.from('PK\x03\x04'), 'docx'), {
      kind: 'refused',
      code: 'damaged',
      detail: 'opening the archive failed',
    });
  });

  for (const { what, extension, file, found } of sampleDocuments.filter((one) => one.isHeavy)) {
    it(`ends ${what} (.${extension}) within its limits: ${found}`, async () => {
      const verdict = await check(file(), extension);
      assert.equal(verdict.kind === 'refused' && verdict.code, found);
    });
  }

  it('is ended by what is too large for its memory, and says so', async () => {
    const limits = { cpuSeconds: 20, wallSeconds: 60, fileBytes: 1024, memoryBytes: 200 * 1024 ** 2 };
    const small = { ...sandbox, run: (command, run) => sandbox.run(command, { ...run, limits }) } as Sandbox;
    const source = join(folder.path, 'large');
    await writeFile(source, Buffer.alloc(300e6, 'x'));
    const { signal } = new AbortController();
    await assert.rejects(checkDocument({ source, extension: 'txt', sandbox: small, signal }));
  });
});
