import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Attachment, Lesson } from '../contract/lessons.ts';
import { SearchAnswer } from '../contract/search.ts';
import { acceptAttachment } from '../lessons/check-attachment.ts';
import { keepAttachmentText } from '../lessons/searched-texts.ts';
import { publishSample } from '../reviews/test/publish-sample.ts';
import { readAnswer, type TestClient } from './client.ts';
import { closeLibrary } from './close-library.ts';
import { describeOnEachServer } from './start-server.ts';

const captions = [
  ['00:05.000', '上课啦'],
  ['00:59.500', '把单位一叫作整体'],
  ['02:13.500', '通分就是化成同分母'],
  ['07:50.000', '最小公倍数和通分'],
]
  .map(([start, text]) => `${start} --> 09:00.000\n${text}\n`)
  .join('\n');

describeOnEachServer('a search among what captions and attachments say', (start) => {
  it('says where they say it, to those who may have them, as long as they are there', async () => {
    const server = await start();
    const { context, visitor } = server;
    const { id } = await publishSample(server, 'li', 'school1', '第一课时');
    const teacher = await server.as('li');
    const place = { stage: '小学', subject: '数学', grade: '五年级' };
    await readAnswer(await teacher.patch(`/api/lessons/${id}`, place), Lesson);
    const put = await teacher.fetch(`/api/lessons/${id}/captions/zh`, {
      method: 'PUT',
      headers: { 'content-type': 'text/vtt' },
      body: `WEBVTT\n\n${captions}`,
    });
    assert.ok(put.ok, `${put.status}`);
    const form = new FormData();
    form.set('kind', 'other');
    form.set('file', new Blob(['任务']), '教案 第一课时.txt');
    const attached = await teacher.post(`/api/lessons/${id}/attachments`, form);
    const attachment = await readAnswer(attached, Attachment, 201);
    // As a worker does it.
    await context.database.transaction((trx) => acceptAttachment(context, trx, attachment.id));
    const said = '教学难点\n把异分母分数通分，再比较大小；找最简公分母';
    await context.database.transaction((trx) => keepAttachmentText(context, trx, attachment.id, said));
    await context.search.catchUp();

    const search = async (client: TestClient, q: string) => {
      const answer = await client.json(`/api/search?q=${encodeURIComponent(q)}`, SearchAnswer);
      return answer.hits.find((hit) => hit.lesson.id === id);
    };
    const marked = (text: string, ranges: readonly (readonly [number, number])[]) =>
      ranges.map(([from, to]) => text.slice(from, to));

    const found = await search(visitor(), '通分');
    assert.deepEqual(
      found?.moments.map(({ seconds, text, language }) => [seconds, text, language]),
      [
        [133.5, '通分就是化成同分母', 'zh'],
        [470, '最小公倍数和通分', 'zh'],
      ],
    );
    assert.deepEqual(
      found.moments.map(({ text, ranges }) => marked(text, ranges)),
      [['通分'], ['通分']],
    );
    const [excerpt, ...more] = found.excerpts;
    assert.deepEqual(more, []);
    assert.deepEqual(excerpt?.attachment, {
      id: attachment.id,
      kind: 'other',
      filename: '教案 第一课时.txt',
    });
    assert.equal(excerpt.text, '把异分母分数通分，再比较大小；找最简公分母');
    assert.deepEqual(marked(excerpt.text, excerpt.ranges), ['通分']);
    const both = await search(visitor(), '通分 公倍数');
    assert.deepEqual(
      both?.moments.map(({ seconds }) => seconds),
      [470],
      'where most of the words are said',
    );
    const own = await search(visitor(), '第一课时');
    assert.deepEqual([own?.moments, own?.excerpts], [[], []], 'its title says it already');

    // Outside open periods a visitor has the first minute, and no attachment.
    await closeLibrary(server);
    const closed = await search(visitor(), '通分');
    assert.deepEqual([closed?.moments, closed?.excerpts], [[], []]);
    assert.equal((await search(visitor(), '单位一叫作整体'))?.moments[0]?.seconds, 59.5);
    const signedIn = await search(teacher, '通分');
    assert.deepEqual([signedIn?.moments.length, signedIn?.excerpts.length], [2, 1]);

    assert.equal((await teacher.delete(`/api/lessons/${id}/attachments/${attachment.id}`)).status, 204);
    assert.deepEqual((await search(teacher, '通分'))?.excerpts, [], 'before the index knows');
    await context.search.catchUp();
    assert.equal(await search(teacher, '最简公分母'), undefined);
    assert.equal((await teacher.delete(`/api/lessons/${id}/captions/zh`)).status, 204);
    await context.search.catchUp();
    assert.equal(await search(teacher, '通分'), undefined);
  });
});
