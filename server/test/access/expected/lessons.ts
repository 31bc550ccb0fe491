import { type Cells, type ExpectedCells, everybody, json, plain, teachers } from './cells.ts';

/** A draft is its teacher's alone; what was handed in is also for those who check it; what is published for all. */
const sees = {
  'lesson draft': '··· +·· ·· ···· ·· ··',
  'lesson submitted': '··· +·· +· +·++ ·· ··',
  'lesson returned': '··· +·· +· +·++ ·· ··',
  'lesson published': everybody,
  'lesson withdrawn': '··· +·· +· +·++ ·· ··',
  // Of a teacher whose role at the school ended: still theirs to see.
  'lesson draft, teacher left': '··· ··· ·· ···· ·· ·+',
  'lesson submitted, teacher left': '··· ··· +· +·++ ·· ·+',
  'lesson published, teacher left': everybody,
};

const edits = {
  'lesson draft': '--- +·· ·· ···· ·· ··',
  'lesson submitted': '--- +·· -· -·-- ·· ··',
  'lesson returned': '--- +·· -· -·-- ·· ··',
  'lesson published': '--- +-- -- ---- -- --',
  'lesson withdrawn': '--- +·· -· -·-- ·· ··',
  // The lesson stays with its school, and whoever has left it changes nothing there.
  'lesson draft, teacher left': '--- ··· ·· ···· ·· ·-',
  'lesson submitted, teacher left': '--- ··· -· -·-- ·· ·-',
  'lesson published, teacher left': '--- --- -- ---- -- --',
};

/** What was sent, as it was sent, is for whoever made the lesson and those who check it. */
const keeps = {
  'lesson draft': '--- +·· ·· ···· ·· ··',
  'lesson submitted': '--- +·· +· +·++ ·· ··',
  'lesson returned': '--- +·· +· +·++ ·· ··',
  'lesson published': '--- +-- +- +-++ -- --',
  'lesson withdrawn': '--- +·· +· +·++ ·· ··',
  // What they uploaded stays theirs.
  'lesson draft, teacher left': '--- ··· ·· ···· ·· ·+',
  'lesson published, teacher left': '--- --- +- +-++ -- -+',
};

const withdraws = {
  'lesson draft': '--- !·· ·· ···· ·· ··',
  'lesson submitted': '--- +·· +· +·++ ·· ··',
  'lesson returned': '--- +·· +· +·++ ·· ··',
  'lesson published': '--- +-- +- +-++ -- --',
  'lesson withdrawn': '--- !·· !· !·!! ·· ··',
  'lesson submitted, teacher left': '--- ··· +· +·++ ·· ·-',
  'lesson published, teacher left': '--- --- +- +-++ -- --',
};

const form =
  (name: string, bytes: Buffer<ArrayBuffer>): NonNullable<Cells['send']> =>
  () => {
    const body = new FormData();
    body.set('file', new Blob([bytes]), name);
    return { body };
  };
const png = Buffer.from('89504e470d0a1a0a0000', 'hex');

export const lessonCells: ExpectedCells = {
  'GET /api/lessons': {
    rows: {
      '': everybody,
      '?mine=1': '--- +++ ++ ++++ ++ ++',
      '?state=submitted': '--- --- ++ ++++ -- --',
    },
  },
  'POST /api/lessons': plain(
    teachers,
    json(() => ({ title: '新课', kind: 'micro', stage: 'primary', subject: 'math' })),
  ),
  'GET /api/lessons/:id': { rows: { ...sees, 'lesson draft, processing': sees['lesson draft'] } },
  'PATCH /api/lessons/:id': { rows: edits, send: json(() => ({ summary: '改过' })) },
  'DELETE /api/lessons/:id': {
    rows: {
      'lesson draft': '--- +·· ·· ···· ·· ··',
      'lesson submitted': '--- !·· -· -·-- ·· ··',
      'lesson returned': '--- !·· -· -·-- ·· ··',
      'lesson published': '--- !-- -- ---- -- --',
      'lesson withdrawn': '--- !·· -· -·-- ·· ··',
      // Nobody else has anything of a draft.
      'lesson draft, teacher left': '--- ··· ·· ···· ·· ·+',
      'lesson published, teacher left': '--- --- -- ---- -- -!',
    },
  },
  'POST /api/lessons/:id/submit': {
    rows: {
      'lesson draft': '--- +·· ·· ···· ·· ··',
      'lesson draft, none': '--- !·· ·· ···· ·· ··',
      'lesson draft, processing': '--- !·· ·· ···· ·· ··',
      'lesson draft, rejected': '--- !·· ·· ···· ·· ··',
      'lesson submitted': '--- !·· -· -·-- ·· ··',
      'lesson returned': '--- +·· -· -·-- ·· ··',
      'lesson published': '--- !-- -- ---- -- --',
      'lesson withdrawn': '--- +·· -· -·-- ·· ··',
      'lesson draft, teacher left': '--- ··· ·· ···· ·· ·-',
      'lesson withdrawn, teacher left': '--- ··· -· -·-- ·· ·-',
    },
  },
  // Nobody checks their own: the teacher hands in, the school or a bureau above it publishes.
  'POST /api/lessons/:id/publish': {
    rows: {
      'lesson draft': '--- -·· ·· ···· ·· ··',
      'lesson submitted': '--- -·· +· +·++ ·· ··',
      'lesson returned': '--- -·· !· !·!! ·· ··',
      'lesson published': '--- --- !- !-!! -- --',
      'lesson withdrawn': '--- -·· !· !·!! ·· ··',
    },
    send: json(() => ({})),
  },
  'POST /api/lessons/:id/return': {
    rows: {
      'lesson draft': '--- -·· ·· ···· ·· ··',
      'lesson submitted': '--- -·· +· +·++ ·· ··',
      'lesson returned': '--- -·· !· !·!! ·· ··',
      'lesson published': '--- --- +- +-++ -- --',
      'lesson withdrawn': '--- -·· !· !·!! ·· ··',
    },
    send: json(() => ({ note: '请改一改' })),
  },
  'POST /api/lessons/:id/withdraw': { rows: withdraws },
  'POST /lessons/:id/withdraw': { rows: withdraws, send: json(() => ({ note: '地图有误' })) },
  'POST /api/lessons/:id/retry': {
    rows: {
      'lesson draft': '--- !·· ·· ···· ·· ··',
      'lesson draft, none': '--- !·· ·· ···· ·· ··',
      'lesson draft, rejected': '--- +·· ·· ···· ·· ··',
      'lesson submitted, rejected': '--- +·· +· +·++ ·· ··',
      'lesson published': '--- !-- !- !-!! -- --',
      'lesson submitted, rejected, teacher left': '--- ··· +· +·++ ·· ·-',
    },
  },
  'GET /api/lessons/:id/original': { rows: keeps },
  'GET /api/lessons/:id/cover': { rows: sees },
  'GET /api/lessons/:id/cover-candidates/:index': {
    rows: {
      ...sees,
      'lesson published': '--- +-- +- +-++ -- --',
      'lesson published, teacher left': '--- --- +- +-++ -- -+',
    },
  },
  'PUT /api/lessons/:id/cover': { rows: edits, send: form('封面.png', png) },
  'GET /api/lessons/:id/attachments': { rows: sees },
  'POST /api/lessons/:id/attachments': { rows: edits, send: form('练习.txt', Buffer.from('练习')) },
  'GET /api/lessons/:id/attachments/:attachment': {
    rows: {
      ...sees,
      // Before it has been looked into it is nobody's, and for the public it is not there.
      'lesson published, attachment checking': '··· !·· !· !·!! ·· ··',
      'lesson published, attachment refused': '··· !·· !· !·!! ·· ··',
    },
  },
  'PATCH /api/lessons/:id/attachments/:attachment': { rows: edits, send: json(() => ({ kind: 'other' })) },
  'DELETE /api/lessons/:id/attachments/:attachment': { rows: edits },
  'GET /api/lessons/:id/captions/:language': { rows: keeps },
  'PUT /api/lessons/:id/captions/:language': {
    rows: edits,
    send: () => ({
      body: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n同学们好\n',
      headers: { 'content-type': 'text/vtt' },
    }),
  },
  'DELETE /api/lessons/:id/captions/:language': { rows: edits },

  'GET /lessons/:id': { rows: sees },
  'GET /embed/:id': { rows: sees },
  // Whoever had every role until yesterday made lessons then, and still finds them.
  'GET /teach': { rows: { 'lesson published, teacher left': '--- +++ -- ---- -- -+' } },
  'GET /teach/lessons/:id': { rows: edits },
  'GET /manage/lessons': plain('--- --- ++ ++++ -- --'),
};

/** Outside open periods the first minute and the pages stay; what goes with a lesson is for those signed in. */
export const lessonCellsWhenClosed: ExpectedCells = {
  'GET /api/lessons/:id': { rows: sees },
  'GET /api/lessons/:id/cover': { rows: sees },
  'GET /api/lessons/:id/attachments': { rows: sees },
  'GET /api/lessons/:id/attachments/:attachment': {
    rows: {
      ...sees,
      'lesson published': '--- +++ ++ ++++ ++ ++',
      'lesson published, teacher left': '--- +++ ++ ++++ ++ ++',
    },
  },
  'GET /lessons/:id': { rows: sees },
  'GET /embed/:id': { rows: sees },
};
