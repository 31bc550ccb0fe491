import { classroomTeaching } from '../../../reviews/rubrics/classroom-teaching.ts';
import {
  administrators,
  administratorsAndOperator,
  type ExpectedCells,
  everybody,
  json,
  plain,
  signedIn,
  someWord,
  topBureau,
} from './cells.ts';

/** Of a round of the city everybody in the city knows; of a round of a school the school and the bureaus above. */
const sees = {
  'round of the city, entering': '--- +++ ++ ++++ ++ ··',
  'round of the city, reviewing': '--- +++ ++ ++++ ++ ··',
  'round of the city, closed': '--- +++ ++ ++++ ++ ··',
  'round of the school, entering': '--- ++· +· +·++ ·· ··',
};

const manages = {
  'round of the city, entering': '--- --- -- --++ -- ··',
  'round of the city, reviewing': '--- --- -- --++ -- ··',
  'round of the city, closed': '--- --- -- --++ -- ··',
  'round of the school, entering': '--- --· +· +·++ ·· ··',
};
/** What cannot be done any more once results stand. */
const changes = { ...manages, 'round of the city, closed': '--- --- -- --!! -- ··' };

/** One reviewer's own, and nobody else's business: not even that it is there. */
const reviews = {
  'round of the city, reviewing': '--- ··· ·· ···· +· ··',
  'round of the city, reviewed': '--- ··· ·· ···· +· ··',
  'round of the city, closed': '--- ··· ·· ···· +· ··',
  'round of the city, lesson withdrawn': '--- ··· ·· ···· ·· ··',
  'round of the city, reviewer left': '--- ··· ·· ···· ·· ··',
};

export const roundCells: ExpectedCells = {
  'GET /api/programmes': plain(everybody),
  'POST /api/programmes': plain(
    topBureau,
    json(() => ({ slug: someWord(), name: '新项目', nameEn: 'New' })),
  ),
  'GET /api/rubrics': plain(signedIn),
  'GET /api/rounds': plain(signedIn),
  'POST /api/rounds': {
    rows: { 'at the city': '--- --- -- --++ -- --', 'at the school': '--- --- +- +-++ -- --' },
    send: json(({ organisation, level }) => ({
      name: '新一轮',
      programme: 'yishi-youke',
      year: 2026,
      level,
      organisation,
      rubric: 'classroom-teaching',
      awards: 1,
      reviewsPerEntry: 1,
      opensOn: '2026-11-23',
      entriesUntil: '2026-11-30',
      reviewsUntil: '2026-12-10',
    })),
  },
  'GET /api/rounds/:id': { rows: sees },
  'PATCH /api/rounds/:id': { rows: changes, send: json(() => ({ name: '改名' })) },
  'GET /api/rounds/:id/entries': { rows: manages },
  'POST /api/rounds/:id/entries': {
    rows: {
      'round of the city, entering': '--- +-- -- ---- -- ··',
      'round of the city, reviewing': '--- !-- -- ---- -- ··',
      'round of the city, closed': '--- !-- -- ---- -- ··',
      'round of the school, entering': '--- +-· -· -·-- ·· ··',
    },
    send: json(({ lesson }) => ({ lesson })),
  },
  'DELETE /api/rounds/:id/entries/:entry': {
    rows: {
      'round of the city, entering': '--- +·· ·· ··++ ·· ··',
      'round of the city, reviewing': '--- !·· ·· ··!! ·· ··',
      'round of the city, closed': '--- !·· ·· ··!! ·· ··',
      'round of the school, entering': '--- +·· +· +·++ ·· ··',
    },
  },
  'GET /api/rounds/:id/assignments': {
    rows: {
      'round of the city, reviewing': '--- --- -- ---- ++ --',
      'round of the school, entering': '--- --- -- ---- ·· --',
    },
  },
  'POST /api/rounds/:id/assignments': {
    rows: changes,
    send: json((_params, { world }) => ({ reviewers: [world.people.rev2.id] })),
  },
  'PUT /api/rounds/:id/reviews/:assignment': {
    rows: {
      'round of the city, reviewing': '--- ··· ·· ···· +· ··',
      'round of the city, reviewed': '--- ··· ·· ···· !· ··',
      'round of the city, closed': '--- ··· ·· ···· !· ··',
      'round of the city, reviewer left': '--- ··· ·· ···· ·· ··',
    },
    send: json(() => ({
      scores: Object.fromEntries(classroomTeaching.dimensions.map(({ key, max }) => [key, max])),
      vetoes: [],
      comment: '好',
      remarks: [],
      submit: true,
    })),
  },
  'GET /api/rounds/:id/reviews/:assignment/attachments/:attachment': { rows: reviews },
  // Open to everybody once nothing can change; before that only those who run it may look.
  'GET /api/rounds/:id/results': {
    rows: {
      'round of the city, entering': '··· --- -- --++ -- ··',
      'round of the city, reviewing': '··· --- -- --++ -- ··',
      'round of the city, closed': everybody,
      'round of the school, entering': '··· --· +· +·++ ·· ··',
    },
  },
  'POST /api/rounds/:id/close': {
    rows: manages,
    send: json(() => ({ force: true })),
  },
  'GET /api/reports/awards': plain(administrators),
  'PUT /api/reports/awards/totals': plain(
    topBureau,
    json(() => ({ programme: 'yishi-youke', year: 2026, level: 'city', total: 10 })),
  ),

  'GET /manage/rounds': plain(administratorsAndOperator),
  'GET /manage/rounds/:id': { rows: manages },
  'GET /manage/reports': plain(administrators),
  'GET /review': plain('--- --- -- ---- ++ --'),
  'GET /review/:id': { rows: reviews, params: { id: 'assignment' } },
};
