import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { it } from 'node:test';
import { isDatabaseBusy } from './errors.ts';

it('isDatabaseBusy knows what SQLite says while somebody else writes', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'qianke-busy-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const open = () => new DatabaseSync(join(folder, 'a.sqlite'), { timeout: 0 });
  const [holder, other] = [open(), open()];
  holder.exec('begin immediate');
  assert.throws(() => other.exec('begin immediate'), isDatabaseBusy);
  assert.throws(
    () => other.exec('select nothing'),
    (error) => !isDatabaseBusy(error),
  );
  holder.close();
  other.close();
});
