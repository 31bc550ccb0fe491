import assert from 'node:assert/strict';
import { describe, mock, test } from 'node:test';
import type { Suggestions } from '../../server/contract/search.ts';
import { createSuggester } from './create-suggester.ts';

const answerTo = (text: string): Suggestions => ({
  lessons: [{ id: text, title: text, place: '', teacher: '' }],
  nodes: [],
  teachers: [],
});

/** A suggester whose answers come when they are told to. */
function start() {
  mock.timers.reset();
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const asked: string[] = [];
  const shown: (string | null)[] = [];
  const answers: { answer(): void; fail(): void; signal: AbortSignal }[] = [];
  const suggester = createSuggester({
    ask: (text, signal) =>
      new Promise((resolve, reject) => {
        asked.push(text);
        answers.push({
          answer: () => resolve(answerTo(text)),
          fail: () => reject(new Error('no line')),
          signal,
        });
      }),
    show: (suggestions) => shown.push(suggestions?.lessons[0]?.id ?? null),
    now: Date.now,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { suggester, asked, shown, answers, settle, pass: (ms: number) => mock.timers.tick(ms) };
}

describe('suggestions while typing', () => {
  test('what is typed in one go is asked once', async () => {
    const { suggester, asked, shown, answers, settle, pass } = start();
    for (const text of ['分', '分数', ' 分数 的 ']) suggester.typed(text);
    pass(40);
    assert.deepEqual(asked, ['分数 的']);
    answers[0]?.answer();
    await settle();
    assert.deepEqual(shown, ['分数 的']);
  });

  test('a late answer of an earlier text is never shown', async () => {
    const { suggester, shown, answers, settle, pass } = start();
    suggester.typed('分');
    pass(40);
    suggester.typed('分数');
    pass(40);
    assert.equal(answers[0]?.signal.aborted, true);
    answers[1]?.answer();
    await settle();
    answers[0]?.answer();
    await settle();
    assert.deepEqual(shown, ['分数']);
  });

  test('an answer is kept for a minute', async () => {
    const { suggester, asked, shown, answers, settle, pass } = start();
    suggester.typed('分');
    pass(40);
    answers[0]?.answer();
    await settle();
    suggester.typed('分数');
    suggester.typed('分');
    assert.deepEqual([asked, shown], [['分'], ['分', '分']]);
    pass(60_001);
    suggester.typed('分');
    pass(40);
    assert.deepEqual(asked, ['分', '分']);
  });

  test('on a slow line it waits longer for the next key', async () => {
    const { suggester, asked, answers, settle, pass } = start();
    suggester.typed('分');
    pass(40);
    pass(600);
    answers[0]?.answer();
    await settle();
    suggester.typed('分数');
    pass(299);
    assert.deepEqual(asked, ['分']);
    pass(1);
    assert.deepEqual(asked, ['分', '分数']);
  });

  test('nothing typed and no answer are no suggestions; a failure is not kept', async () => {
    const { suggester, asked, shown, answers, settle, pass } = start();
    suggester.typed('  ');
    suggester.typed('分');
    pass(40);
    answers[0]?.fail();
    await settle();
    suggester.typed('分');
    pass(40);
    assert.deepEqual(
      [asked, shown],
      [
        ['分', '分'],
        [null, null],
      ],
    );
  });

  test('nothing is shown once it has been stopped', async () => {
    const { suggester, shown, answers, settle, pass } = start();
    suggester.typed('分');
    pass(40);
    suggester.stop();
    answers[0]?.answer();
    await settle();
    assert.deepEqual(shown, []);
  });
});
