import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupSuggestions, markTyped } from './suggestion-options.ts';

const book = { id: 'b1', name: '小学 数学 人教版 三年级上册', title: '三年级上册', book: 'b1' };

test('suggestions come in their groups and lead to book, lesson and teacher', () => {
  const groups = groupSuggestions({
    lessons: [{ id: 'l1', title: '分数的意义', place: '数学 人教版 五年级下册', teacher: '李静' }],
    nodes: [
      book,
      { id: 'u1', name: '小学 数学 人教版 三年级上册 第八单元 分数', title: '第八单元 分数', book: 'b1' },
      { id: 's1', name: '小学 数学', title: '数学', book: null },
    ],
    teachers: [{ id: 't1', name: '李静', school: '实验小学' }],
  });
  assert.deepEqual(groups, [
    {
      name: 'nodes',
      options: [
        { href: '/books/b1', text: '三年级上册', detail: '小学 数学 人教版' },
        { href: '/books/b1#u1', text: '第八单元 分数', detail: '小学 数学 人教版 三年级上册' },
        { href: '/search?node=s1', text: '数学', detail: '小学' },
      ],
    },
    {
      name: 'lessons',
      options: [{ href: '/lessons/l1', text: '分数的意义', detail: '数学 人教版 五年级下册 · 李静' }],
    },
    { name: 'teachers', options: [{ href: '/search?teacher=t1', text: '李静', detail: '实验小学' }] },
  ]);
});

test('empty groups are left out, long ones are cut', () => {
  const nodes = Array.from({ length: 8 }, () => book);
  const groups = groupSuggestions({ lessons: [], nodes, teachers: [] });
  assert.deepEqual(
    groups.map(({ name, options }) => [name, options.length]),
    [['nodes', 3]],
  );
});

test('what was typed is marked where it stands as it is', () => {
  assert.deepEqual(markTyped('Unit 3 分数', 'unit'), [[0, 4]]);
  assert.deepEqual(markTyped('分数的意义', '意义'), [[3, 5]]);
  assert.deepEqual(markTyped('分数的意义', 'fenshu'), []);
  assert.deepEqual(markTyped('分数的意义', ''), []);
});
