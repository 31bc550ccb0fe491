import { type ExpectedCells, everybody, plain, signedIn, teachers } from './cells.ts';

const closed = '--- --- -- ---- -- --';
const notThere = '··· ··· ·· ···· ·· ··';

/** Whoever holds an address may play it, and only what it was signed for, while it is good. */
const played = {
  'segment, whole': everybody,
  'segment, first minute': everybody,
  'early segment': everybody,
  'early segment of a video that waits': everybody,
  'early playlist': everybody,
  'early segment that is not there yet': notThere,
  'early segment of a video that is ready': notThere,
  'early segment of a lesson withdrawn since': closed,
  'early segment of a lesson withdrawn before its turn': closed,
  'early segment with an address of the whole': notThere,
  'captions, whole': everybody,
  'captions, first minute': everybody,
  'segment behind the first minute': notThere,
  'MP4 with an address of the first minute': notThere,
  'sound alone, whole': everybody,
  'sound alone, first minute': everybody,
  'sound alone, whole with an address of the first minute': notThere,
  'sound alone behind the first minute': notThere,
  'storyboard with an address of the first minute': notThere,
  'a path out of the version': notThere,
  'segment, signed for another version': closed,
  'segment, signed a day ago': closed,
  'segment, signed tomorrow': closed,
  'segment of a lesson withdrawn since': closed,
  'captions of a lesson withdrawn since': closed,
  'first minute of a lesson withdrawn since': closed,
};

const tus = { 'tus-resumable': '1.0.0' };

export const playAndUploadCells: ExpectedCells = {
  'GET /play/:version/:ticket/*file': { rows: played },

  'OPTIONS /api/uploads': plain(everybody),
  'OPTIONS /api/uploads/:id': { rows: { 'upload open': everybody } },
  'POST /api/uploads': plain(teachers, () => ({ headers: { ...tus, 'upload-length': '5' } })),
  'GET /api/uploads': plain(signedIn),
  'HEAD /api/uploads/:id': {
    rows: {
      'upload open': '--- +·· ·· ···· ·· ··',
      'upload finished': '--- +·· ·· ···· ·· ··',
      'upload ended': '--- x·· ·· ···· ·· ··',
      'upload expired': '--- x·· ·· ···· ·· ··',
    },
    send: () => ({ headers: tus }),
  },
  'GET /api/uploads/:id': {
    rows: {
      'upload open': '--- +·· ·· ···· ·· ··',
      'upload finished': '--- +·· ·· ···· ·· ··',
      'upload ended': '--- x·· ·· ···· ·· ··',
      'upload expired': '--- x·· ·· ···· ·· ··',
    },
  },
  'PATCH /api/uploads/:id': {
    rows: {
      'upload open': '--- +·· ·· ···· ·· ··',
      'upload finished': '--- !·· ·· ···· ·· ··',
      'upload ended': '--- x·· ·· ···· ·· ··',
      'upload expired': '--- x·· ·· ···· ·· ··',
    },
    send: () => ({
      body: 'vide',
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    }),
  },
  'DELETE /api/uploads/:id': {
    rows: {
      'upload open': '--- +·· ·· ···· ·· ··',
      'upload finished': '--- !·· ·· ···· ·· ··',
      'upload ended': '--- x·· ·· ···· ·· ··',
      'upload expired': '--- x·· ·· ···· ·· ··',
    },
    send: () => ({ headers: tus }),
  },
};
