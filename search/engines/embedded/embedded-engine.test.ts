import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../engine.ts';
import { testEngine } from '../engine-contract.ts';
import { openEmbeddedEngine } from './embedded-engine.ts';

const folders = new Map<Engine, string>();

testEngine('embedded', {
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'qianke-index-'));
    const engine = await openEmbeddedEngine(folder);
    folders.set(engine, folder);
    return engine;
  },
  async close(engine) {
    await engine.close();
    await rm(folders.get(engine)!, { recursive: true, force: true });
  },
});
