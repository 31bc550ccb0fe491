import {
  administratorsAndOperator,
  type ExpectedCells,
  everybody,
  json,
  operator,
  plain,
  topBureau,
  topBureauAndOperator,
} from './cells.ts';

const period = { name: '寒假', kind: 'winter', from: '2026-11-01', until: '2026-12-31' };
const settings = { name: '千课', place: '', organiser: '', icp: '', publicSecurity: '', reportAddress: '' };

/** What is about the whole library. */
export const libraryCells: ExpectedCells = {
  'GET /api/search': plain(everybody),
  'GET /api/suggest': { rows: { '?q=分数': everybody } },
  'GET /api/nodes': plain(everybody),
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
