import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hueClass, pathPieces, placePieces, subjectName } from './lesson-place.ts';

const node = (kind: string, name: string, label: string | null = null) => ({ id: kind, kind, name, label });
const nodes = [
  node('stage', '小学'),
  node('subject', '数学'),
  node('edition', '人教版'),
  node('grade', '三年级'),
  node('volume', '上册'),
  node('unit', '分数的初步认识', '第八单元'),
];

test('a card says book and unit, the unit by its number', () => {
  assert.deepEqual(placePieces({ nodes, subject: 'math' }, 'zh'), ['三年级上册', '第八单元']);
  assert.deepEqual(placePieces({ nodes: [node('unit', '水')], subject: null }, 'zh'), ['水']);
  assert.deepEqual(placePieces({ nodes: [], subject: null }, 'zh'), []);
});

test('the subject is called what its node is called, else what its term is called', () => {
  assert.equal(subjectName({ nodes, subject: 'math' }, 'zh'), '数学');
  assert.equal(subjectName({ nodes: [], subject: 'math' }, 'en'), 'Mathematics');
  assert.equal(subjectName({ nodes: [], subject: null }, 'zh'), '');
});

test('the path joins grade and volume and links into the book', () => {
  const pieces = pathPieces(nodes, { id: 'volume' }, 'zh');
  assert.deepEqual(
    pieces.map(({ text, href }) => [text, href]),
    [
      ['小学', undefined],
      ['数学', undefined],
      ['人教版', undefined],
      ['三年级上册', '/books/volume'],
      ['第八单元 分数的初步认识', '/books/volume#unit'],
    ],
  );
});

test('a senior book without a grade stands for itself', () => {
  const pieces = pathPieces([node('volume', '必修1 分子与细胞')], null, 'zh');
  assert.deepEqual(pieces, [{ key: 'volume', text: '必修1 分子与细胞', href: undefined, subject: false }]);
});

test('a subject nobody knows has no hue of its own', () => {
  assert.equal(hueClass('math'), 'hue-blue');
  assert.equal(hueClass('alchemy'), 'hue-none');
  assert.equal(hueClass(null), 'hue-none');
});
