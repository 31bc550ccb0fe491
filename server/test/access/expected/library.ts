import {
  administratorsAndOperator,
  type ExpectedCells,
  everybody,
  json,
  operator,
  plain,
  someWord,
  topBureau,
  topBureauAndOperator,
} from './cells.ts';

const period = { name: '寒假', kind: 'winter', from: '2026-11-01', until: '2026-12-31' };
const settings = { name: '千课', place: '', organiser: '', icp: '', publicSecurity: '', reportAddress: '' };

const table = () => {
  const form = new FormData();
  form.set('file', new Blob(['学段,学科\n小学,数学\n']), '目录.csv');
  return { body: form };
};

/** What is about the whole library. */
export const libraryCells: ExpectedCells = {
  'GET /api/search': plain(everybody),
  'GET /api/suggest': { rows: { '?q=分数': everybody } },
  'GET /api/nodes': plain(everybody),
  'POST /api/nodes': {
    rows: { 'a unit': topBureau },
    send: json(({ id }) => ({ parent: id, kind: 'topic', name: someWord() })),
  },
  'POST /manage/curriculum/nodes': {
    rows: { 'a unit': topBureau },
    send: json(({ id }) => ({ parent: id, kind: 'topic', name: someWord() })),
  },
  'PATCH /api/nodes/:id': { rows: { 'a unit': topBureau }, send: json(() => ({ name: someWord() })) },
  'POST /manage/curriculum/nodes/:id': {
    rows: { 'a unit': topBureau },
    send: json(() => ({ name: someWord() })),
  },
  'GET /api/curriculum/template': plain(topBureau),
  'GET /api/curriculum/export': plain(topBureau),
  'POST /api/curriculum/imports': plain(topBureau, table),
  'POST /manage/curriculum/imports': plain(topBureau, table),
  'GET /api/curriculum/imports/:id': { rows: { 'a dry run of a curriculum': topBureau } },
  'POST /api/curriculum/imports/:id/confirm': { rows: { 'a dry run of a curriculum': topBureau } },
  'POST /manage/curriculum/imports/:id/confirm': { rows: { 'a dry run of a curriculum': topBureau } },
  'GET /api/settings/editions': plain(everybody),
  'PUT /api/settings/editions': plain(
    topBureau,
    json(() => ({ stage: 'primary', subject: 'math', editions: ['pep'] })),
  ),
  'POST /manage/curriculum/editions': {
    rows: { 'a subject': topBureau },
    send: json(({ id }) => ({ node: id, edition: 'pep' })),
  },
  'GET /manage/curriculum': plain(topBureau),
  'GET /manage/curriculum/imports/:id': { rows: { 'a dry run of a curriculum': topBureau } },
  'GET /api/terms': plain(everybody),
  'GET /api/open-periods': plain(everybody),
  'POST /api/open-periods': plain(
    topBureau,
    json(() => period),
  ),
  'PATCH /api/open-periods/:id': {
    rows: { 'an open period': topBureau },
    send: json(() => ({ name: '改名' })),
  },
  'DELETE /api/open-periods/:id': { rows: { 'an open period': topBureau } },
  'GET /api/settings': plain(everybody),
  'PUT /api/settings': plain(
    topBureauAndOperator,
    json(() => settings),
  ),
  'GET /api/settings/uploads': plain(topBureauAndOperator),
  'PUT /api/settings/uploads': plain(
    topBureauAndOperator,
    json(() => ({ keepDays: 7 })),
  ),
  'GET /api/openapi.json': plain(everybody),

  'GET /healthz': plain(everybody),
  'GET /readyz': plain(everybody),
  'GET /metrics': { rows: { 'from this machine': everybody, 'through a proxy': operator } },

  'GET /': plain(everybody),
  'GET /search': plain(everybody),
  'GET /lessons': plain(everybody),
  'GET /books': plain(everybody),
  'GET /books/:id': { rows: { 'a volume': everybody } },
  'GET /privacy': plain(everybody),
  'GET /manage': plain(administratorsAndOperator),
  'GET /manage/open-periods': plain(topBureau),
  'GET /api/synonyms': plain(topBureauAndOperator),
  'PUT /api/synonyms': plain(
    topBureauAndOperator,
    json(() => ({ groups: [] })),
  ),
  'GET /manage/synonyms': plain(topBureauAndOperator),
  'GET /manage/settings': plain(topBureauAndOperator),
  'GET /api/audit-log': plain(topBureauAndOperator),
  'GET /manage/audit': plain(topBureauAndOperator),
  'GET /manage/system': plain(operator),
  'GET /api/system': plain(operator),
  'POST /api/system/jobs/:id/retry': { rows: { 'a waiting job': operator } },
  'POST /manage/system/jobs/:id/retry': { rows: { 'a waiting job': operator } },
};
