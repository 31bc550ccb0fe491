import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readMarker } from './restore-marker.ts';

test('a restore that an earlier version began goes on as the same library', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qianke-marker-'));
  try {
    assert.equal(await readMarker(folder), null);
    await writeFile(join(folder, 'restoring.json'), '{"library":"one","name":"2026-01-01"}');
    assert.deepEqual(await readMarker(folder), { library: 'one', name: '2026-01-01', becomes: 'one' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
