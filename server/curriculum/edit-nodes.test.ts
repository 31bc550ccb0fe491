import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { NodePatch } from '../contract/curriculum.ts';
import { findNodesByPath } from '../db/nodes.ts';
import type { Database } from '../db/open-database.ts';
import { describeOnEachDatabase } from '../db/test/each-database.ts';
import { addNode, changeNode } from './edit-nodes.ts';
import { importCurriculum } from './import-curriculum.ts';
import { ensureNode, resolveLoose } from './resolve-node.ts';

const now = new Date('2026-01-20T08:00:00Z');
const trace = { at: now.toISOString(), personId: null, network: '192.0.2.0' };
const edition = 'primary/math/pep';
const book = `${edition}/g3/v1`;
const row = { stage: 'primary', subject: 'math', edition: 'pep', grade: 'g3', volume: 'v1' };
const file = { name: 'test.jsonl', text: JSON.stringify({ ...row, unit: '第一单元 测量' }) };

describeOnEachDatabase('edits of nodes', (fresh) => {
  async function open() {
    const database = await fresh();
    await importCurriculum(database, [file], { now });
    return { database, search: { nudge() {} } };
  }

  async function nodeAt({ db }: Database, path: string) {
    const [node] = await findNodesByPath(db, [path]);
    assert.ok(node, path);
    return node;
  }

  async function change(parts: Awaited<ReturnType<typeof open>>, path: string, patch: NodePatch) {
    await changeNode(parts, (await nodeAt(parts.database, path)).id, patch, trace);
  }

  async function draftAt(database: Database, place: { unit?: string; topic?: string }): Promise<void> {
    const resolution = resolveLoose({ ...row, ...place });
    assert.ok(resolution.ok);
    await database.transaction((trx) => ensureNode(trx, resolution));
  }

  it('keeps retired what the bureau has retired, whatever drafts and program updates say', async () => {
    const parts = await open();
    const { database } = parts;
    await change(parts, edition, { retired: true });
    await draftAt(database, { unit: '测量' });
    await draftAt(database, { topic: '校园里的测量' });
    await importCurriculum(database, [file], { now });
    for (const path of [edition, `${edition}/g3`, book, `${book}/u-测量`])
      assert.ok((await nodeAt(database, path)).retired_at, path);
    assert.equal((await nodeAt(database, edition)).source, 'hand');
    assert.equal((await nodeAt(database, `${book}/t-校园里的测量`)).source, 'local');
  });

  it('leaves to drafts the names that only they have, when a book goes and comes back', async () => {
    const parts = await open();
    const { database } = parts;
    await draftAt(database, { unit: '测量', topic: '我的课' });
    await change(parts, book, { retired: true });
    await change(parts, book, { retired: false });
    const [unit, topic] = [`${book}/u-测量`, `${book}/u-测量/t-我的课`];
    assert.deepEqual(
      [await nodeAt(database, unit), await nodeAt(database, topic)].map((node) => [
        node.retired_at,
        node.source,
      ]),
      [
        [null, 'hand'],
        [null, 'local'],
      ],
    );
  });

  it('changes the number alone, the name alone, or both, and takes an empty number away', async () => {
    const parts = await open();
    const unit = `${book}/u-测量`;
    const steps: [NodePatch, string | null, string][] = [
      [{ label: '第二单元' }, '第二单元', '测量'],
      [{ name: '长度的测量' }, '第二单元', '长度的测量'],
      [{ name: '第三单元 长度' }, '第三单元', '长度'],
      [{ label: '' }, null, '长度'],
      [{ name: '测量', label: '一' }, '一', '测量'],
    ];
    for (const [patch, label, name] of steps) {
      await change(parts, unit, patch);
      const node = await nodeAt(parts.database, unit);
      assert.deepEqual([node.label, node.name], [label, name], JSON.stringify(patch));
    }
    await change(parts, book, { label: '', name: '数学 上册' });
    assert.equal((await nodeAt(parts.database, book)).name, '数学 上册');
  });

  it('takes over a topic that only drafts have, and refuses a name that is the book’s', async () => {
    const parts = await open();
    const { database } = parts;
    await draftAt(database, { unit: '测量', topic: '毫米的认识' });
    const { id: parent } = await nodeAt(database, `${book}/u-测量`);
    const draft = await nodeAt(database, `${book}/u-测量/t-毫米的认识`);
    const topic = { parent, kind: 'topic', name: '毫米的认识', label: '1' } as const;
    assert.equal(await addNode(parts, topic, trace), draft.id);
    const { source, label, sort } = await nodeAt(database, draft.path);
    assert.deepEqual([source, label, sort], ['hand', '1', 1]);
    await assert.rejects(addNode(parts, topic, trace), { code: 'node-name-taken' });
  });

  it('adds units four levels deep, as files know them, and topics below', async () => {
    const parts = await open();
    let { id: parent } = await nodeAt(parts.database, book);
    for (const name of ['甲', '乙', '丙', '丁'])
      parent = await addNode(parts, { parent, kind: 'unit', name }, trace);
    await assert.rejects(addNode(parts, { parent, kind: 'unit', name: '戊' }, trace), { code: 'node-fixed' });
    await addNode(parts, { parent, kind: 'topic', name: '戊' }, trace);
  });

  it('does one edit after the other: of two that add one name at once, the second is refused', async () => {
    const parts = await open();
    const { id: parent } = await nodeAt(parts.database, book);
    const add = () => addNode(parts, { parent, kind: 'unit', name: '面积' }, trace);
    const both = await Promise.allSettled([add(), add()]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });
});
