import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type PlayScope, signPlayAddress } from '../../access/play-address.ts';
import type { PlaybackScope } from '../../access/playback.ts';
import type { AttachmentState, LessonState, MediaState } from '../../contract/lessons.ts';
import type { Role } from '../../contract/session.ts';
import { beginImport } from '../../curriculum/curriculum-imports.ts';
import { replaceEarlySight } from '../../db/early-sights.ts';
import { insertEntry, nextEntryNumber } from '../../db/entries.ts';
import { insertGroup, putGroupSchool } from '../../db/groups.ts';
import { toJson } from '../../db/json-column.ts';
import { findLesson, raiseAddressEpoch, updateLesson } from '../../db/lessons.ts';
import { newId } from '../../db/new-id.ts';
import { deleteOpenPeriod, insertOpenPeriod } from '../../db/open-periods.ts';
import { insertOrganisation } from '../../db/organisations.ts';
import { insertMembership, insertPerson } from '../../db/people.ts';
import { insertAssignment, writeReviewRow } from '../../db/reviews.ts';
import { addRoundReviewers, insertRound } from '../../db/rounds.ts';
import { insertUpload } from '../../db/uploads.ts';
import { earlyPrefix } from '../../lessons/early-files.ts';
import { createPasswordLink } from '../../people/password-link.ts';
import { sessionId } from '../../people/present-open-sessions.ts';
import { hashToken, openSession } from '../../people/sessions.ts';
import type { OrganisationName } from '../sample-world.ts';
import type { TestServer } from '../start-server.ts';
import type { Canaries } from './canaries.ts';
import { type MadeLesson, makeLesson, type StoredVideo } from './make-lesson.ts';

/** What a request is about, as far as its address, headers or body need it. */
export interface Thing {
  /** Replaces the parameters of the route's path. */
  params: Record<string, string>;
  query?: string;
  headers?: Record<string, string>;
}

/** What every maker works with. */
export interface Workshop {
  server: TestServer;
  canaries: Canaries;
  /** Where lessons stand. */
  nodeId: string;
  /** The video of every lesson. */
  video: StoredVideo;
  /** Who had every role until yesterday: made lessons, was assigned entries. */
  former: string;
}

type Make = (workshop: Workshop) => Promise<Thing>;

/** Parameters that name nothing, for requests about what is not there. */
export const nothing = '0000000000000000';

const makeIn = (
  { server, canaries, nodeId, video, former }: Workshop,
  state: LessonState,
  media: MediaState = 'ready',
  attachment: AttachmentState = 'ready',
  { left = false } = {},
): Promise<MadeLesson> => {
  const about = [
    media === 'ready' ? '' : `, ${media}`,
    attachment === 'ready' ? '' : `, attachment ${attachment}`,
    left ? ', teacher left' : '',
  ];
  const thing = `lesson ${state}${about.join('')}`;
  const teacherId = left ? former : undefined;
  return makeLesson(server, canaries, { thing, state, teacherId, media, attachment, nodeId, video });
};

const lesson =
  (state: LessonState, media?: MediaState, attachment?: AttachmentState, about?: { left: boolean }): Make =>
  async (workshop) => {
    const { id, attachmentId } = await makeIn(workshop, state, media, attachment, about);
    return { params: { id, attachment: attachmentId, language: 'zh', index: '1' } };
  };

/** A file at an address that was signed for a version, as it is once something has happened since. */
const played =
  (
    file: string,
    scope: PlaybackScope,
    {
      state = 'published',
      since = async () => {},
      signedFor = (own) => own,
      age = 0,
    }: {
      state?: LessonState;
      since?: (workshop: Workshop, lessonId: string) => Promise<void>;
      /** The version the signature was made for. */
      signedFor?: (own: string, another: string) => string;
      /** Hours since it was signed. */
      age?: number;
    } = {},
  ): Make =>
  async (workshop) => {
    const { server } = workshop;
    const [own, another] = [await makeIn(workshop, state), await makeIn(workshop, state)];
    const signed = { versionId: signedFor(own.versionId, another.versionId), epoch: 0, scope };
    const now = new Date(server.clock.now().getTime() - age * 3600_000);
    const ticket = signPlayAddress(server.context.playSecret, signed, now).split('/').at(-1) ?? '';
    await since(workshop, own.id);
    return { params: { version: own.versionId, ticket, file } };
  };

const withdraw = async ({ server }: Workshop, id: string) => {
  await updateLesson(server.context.database.db, id, { state: 'withdrawn' });
  await raiseAddressEpoch(server.context.database.db, id);
};

/** A file of what can be watched of a draft of Li's while its video waits or is being made. */
const watchedEarly =
  (
    file: string,
    media: MediaState = 'processing',
    since: (workshop: Workshop, lessonId: string) => Promise<void> = async () => {},
    scope: PlayScope = 'early',
  ): Make =>
  async (workshop) => {
    const { context, clock } = workshop.server;
    const { db } = context.database;
    const { id: lesson_id } = await makeIn(workshop, 'draft', media);
    const id = newId();
    const original_id = (await findLesson(db, lesson_id))?.original_id ?? '';
    await replaceEarlySight(db, {
      ...{ id, lesson_id, original_id, lesson_seconds: 60 },
      ...{ opening_segments: 1, segments: 1, segment_lengths: '[1]' },
      created_at: clock.now().toISOString(),
    });
    const stored = join(await context.mediaStore.makeWorkFolder('test'), 'file');
    await writeFile(stored, 'segment');
    await context.mediaStore.putFile(`${earlyPrefix(id)}/opening/00000.m4s`, stored);
    const signed = { versionId: id, epoch: 0, scope };
    const ticket = signPlayAddress(context.playSecret, signed, clock.now()).split('/').at(-1) ?? '';
    await since(workshop, lesson_id);
    return { params: { version: id, ticket, file } };
  };

/** An upload of Li's: five bytes, none of which has come unless it is finished. */
const upload =
  (state: 'open' | 'finished' | 'ended', change: { expires_at?: string } = {}): Make =>
  async ({ server, canaries }) => {
    const id = newId();
    const now = server.clock.now().toISOString();
    await insertUpload(server.context.database.db, {
      id,
      person_id: server.world.people.li.id,
      filename: `${canaries.plant(`upload ${state}`, 'name')}.mp4`,
      filetype: 'video/mp4',
      lesson_id: null,
      length: 5,
      offset: state === 'finished' ? 5 : 0,
      state,
      original_id: null,
      created_at: now,
      // So long ago that it is none of the twenty that may be open.
      active_at: '2026-11-22T00:00:00.000Z',
      expires_at: '2026-12-01T00:00:00.000Z',
      ...change,
    });
    return { params: { id } };
  };

/** A round with one entry of Li's, reviewed by the assigned reviewer; its programme and rubric are the seeded ones. */
const round =
  (
    at: OrganisationName,
    state: 'entering' | 'reviewing' | 'closed',
    {
      review = 'draft',
      entryState = 'published',
      former = false,
    }: { review?: 'draft' | 'submitted'; entryState?: LessonState; former?: boolean } = {},
  ): Make =>
  async (workshop) => {
    const { server, canaries } = workshop;
    const reviewer = former ? workshop.former : server.world.people.rev1.id;
    const thing = `round of ${at === 'city' ? 'the city' : 'the school'}, ${state}`;
    const { db, transaction } = server.context.database;
    const [entered, free] = [await makeIn(workshop, entryState), await makeIn(workshop, entryState)];
    const [programme, rubric] = await Promise.all([
      db.selectFrom('programmes').select('id').executeTakeFirstOrThrow(),
      db
        .selectFrom('rubrics')
        .select('id')
        .where('slug', '=', 'classroom-teaching')
        .executeTakeFirstOrThrow(),
    ]);
    const created_at = server.clock.now().toISOString();
    const [id, entry, assignment] = [newId(), newId(), newId()];
    await transaction(async (trx) => {
      await insertRound(trx, {
        id,
        programme_id: programme.id,
        year: 2026,
        level: at === 'city' ? 'city' : 'school',
        organisation_id: server.world.organisations[at].id,
        name: canaries.plant(thing, 'name'),
        rubric_id: rubric.id,
        awards: 1,
        reviews_per_entry: 1,
        opens_on: '2026-11-20',
        entries_until: '2026-11-30',
        reviews_until: '2026-12-10',
        state,
        closed_at: state === 'closed' ? created_at : null,
        created_by: server.world.people.bureau.id,
        created_at,
      });
      await insertEntry(trx, {
        id: entry,
        round_id: id,
        lesson_id: entered.id,
        number: `2026-${at === 'city' ? 'C' : 'S'}-000${await nextEntryNumber(trx, id)}`,
        teacher_id: server.world.people.li.id,
        school_id: server.world.organisations.school1.id,
        media_version_id: entered.versionId,
        score: null,
        rank: null,
        withdrawn_at: null,
        created_at,
      });
      if (state === 'entering') return;
      await addRoundReviewers(trx, id, [reviewer]);
      await insertAssignment(trx, {
        id: assignment,
        entry_id: entry,
        reviewer_id: reviewer,
        created_at,
      });
      await writeReviewRow(trx, {
        assignment_id: assignment,
        scores: '{}',
        vetoes: '[]',
        total: 0,
        comment: canaries.plant(thing, 'review comment'),
        remarks: toJson([{ at: 1, text: canaries.plant(thing, 'review remark') }]),
        state: review,
        updated_at: created_at,
      });
    });
    const params = { id, entry, assignment, attachment: entered.attachmentId, lesson: free.id };
    return { params };
  };

const person =
  (...roles: [role: Role, at: OrganisationName][]): Make =>
  async ({ server, canaries }) => {
    const { db, transaction } = server.context.database;
    const now = server.clock.now();
    const created_at = now.toISOString();
    const [id, membership] = [newId(), newId()];
    const thing = roles.length === 1 ? 'a teacher of the school' : 'a teacher who administers the county';
    const word = canaries.plant(thing, 'name');
    await insertPerson(db, {
      id,
      name: word,
      display_name: word,
      password_hash: null,
      disabled_at: null,
      created_at,
    });
    for (const [index, [role, at]] of roles.entries()) {
      await insertMembership(db, {
        id: index === 0 ? membership : newId(),
        person_id: id,
        organisation_id: server.world.organisations[at].id,
        role,
        from_date: '2020-09-01',
        until_date: null,
      });
    }
    const link = await transaction((trx) => createPasswordLink(trx, { personId: id, madeBy: null, now }));
    return { params: { id, membership, token: link.slice(link.indexOf('=') + 1) } };
  };

/** A teacher of the school, and a role that somebody wants to give: to them, or to somebody new. */
const roleToGive =
  (role: Role, at: OrganisationName): Make =>
  async (workshop) => {
    const { params } = await person(['teacher', 'school1'])(workshop);
    return { params: { ...params, role, organisation: workshop.server.world.organisations[at].id } };
  };

/** A job that waits, about a lesson of Li's. */
const waitingJob: Make = async (workshop) => {
  const { database, jobs } = workshop.server.context;
  const { id: lessonId } = await makeIn(workshop, 'draft');
  const payload = { lessonId, originalId: nothing };
  const job = { kind: 'transcode', subjectId: lessonId, payload, delaySeconds: 3600 } as const;
  return { params: { id: await database.transaction((trx) => jobs.enqueue(trx, job)) } };
};

const organisationBelow =
  (parent: OrganisationName, level: 'county' | 'school'): Make =>
  async ({ server }) => {
    const above = server.world.organisations[parent];
    const id = newId();
    await insertOrganisation(server.context.database.db, {
      id,
      parent_id: above.id,
      level,
      name: `新${level}`,
      path: `${above.path}${id}/`,
      nature: null,
      place: null,
      created_at: server.clock.now().toISOString(),
    });
    return { params: { id } };
  };

const group: Make = async ({ server }) => {
  const id = newId();
  const created_at = server.clock.now().toISOString();
  await insertGroup(server.context.database.db, { id, name: '实验集团', kind: 'group', created_at });
  return { params: { id } };
};

const groupOfSchool: Make = async (workshop) => {
  const made = await group(workshop);
  const { context, world } = workshop.server;
  await putGroupSchool(context.database.db, {
    group_id: made.params.id ?? '',
    school_id: world.organisations.school1.id,
    from_date: '2026-09-01',
    until_date: null,
  });
  return made;
};

/** A period around today, so that the library stays open; the last one that was made is the only one. */
const openPeriod: Make = async ({ server }) => {
  const { db } = server.context.database;
  for (const { id } of await db.selectFrom('open_periods').select('id').execute())
    await deleteOpenPeriod(db, id);
  const id = newId();
  const dates = { from_date: '2026-11-01', until_date: '2026-12-31' };
  const created_at = server.clock.now().toISOString();
  await insertOpenPeriod(db, { id, name: '试开放', kind: 'other', ...dates, created_at });
  return { params: { id } };
};

/** Every thing that a row of the matrix can be about, by the name the row has for it. */
export const things = {
  '': async () => ({ params: {} }),
  'a waiting job': waitingJob,

  'lesson draft': lesson('draft'),
  'lesson submitted': lesson('submitted'),
  'lesson returned': lesson('returned'),
  'lesson published': lesson('published'),
  'lesson withdrawn': lesson('withdrawn'),
  'lesson draft, none': lesson('draft', 'none'),
  'lesson draft, processing': lesson('draft', 'processing'),
  'lesson draft, rejected': lesson('draft', 'rejected'),
  'lesson submitted, rejected': lesson('submitted', 'rejected'),

  'lesson draft, teacher left': lesson('draft', 'ready', 'ready', { left: true }),
  'lesson submitted, teacher left': lesson('submitted', 'ready', 'ready', { left: true }),
  'lesson published, teacher left': lesson('published', 'ready', 'ready', { left: true }),
  'lesson withdrawn, teacher left': lesson('withdrawn', 'ready', 'ready', { left: true }),
  'lesson submitted, rejected, teacher left': lesson('submitted', 'rejected', 'ready', { left: true }),

  'lesson published, attachment checking': lesson('published', 'ready', 'checking'),
  'lesson published, attachment refused': lesson('published', 'ready', 'refused'),

  'segment, whole': played('360/3.m4s', 'full'),
  'segment, first minute': played('360/1.m4s', 'minute'),
  'segment behind the first minute': played('360/3.m4s', 'minute'),
  'early segment': watchedEarly('opening/00000.m4s'),
  'early segment of a video that waits': watchedEarly('opening/00000.m4s', 'queued'),
  'early playlist': watchedEarly('index.m3u8'),
  'early segment that is not there yet': watchedEarly('whole/00001.m4s'),
  'early segment of a video that is ready': watchedEarly('opening/00000.m4s', 'ready'),
  'early segment of a lesson withdrawn since': watchedEarly('opening/00000.m4s', 'processing', withdraw),
  'early segment of a lesson withdrawn before its turn': watchedEarly(
    'opening/00000.m4s',
    'queued',
    withdraw,
  ),
  'early segment with an address of the whole': watchedEarly(
    'opening/00000.m4s',
    'processing',
    undefined,
    'full',
  ),
  'captions, whole': played('captions/zh.vtt', 'full'),
  'captions, first minute': played('captions/zh.vtt', 'minute'),
  'MP4 with an address of the first minute': played('lesson.mp4', 'minute'),
  'sound alone, whole': played('lesson.m4a', 'full'),
  'sound alone, first minute': played('minute.m4a', 'minute'),
  'sound alone, whole with an address of the first minute': played('lesson.m4a', 'minute'),
  'sound alone behind the first minute': played('audio/3.m4s', 'minute'),
  'storyboard with an address of the first minute': played('storyboard.vtt', 'minute'),
  'a path out of the version': played('../../originals', 'full'),
  'segment, signed for another version': played('360/1.m4s', 'full', {
    signedFor: (_own, another) => another,
  }),
  'segment, signed a day ago': played('360/1.m4s', 'full', { age: 24 }),
  'segment, signed tomorrow': played('360/1.m4s', 'full', { age: -24 }),
  'segment of a lesson withdrawn since': played('360/1.m4s', 'full', { since: withdraw }),
  'captions of a lesson withdrawn since': played('captions/zh.vtt', 'full', { since: withdraw }),
  'first minute of a lesson withdrawn since': played('minute.mp4', 'minute', { since: withdraw }),

  'upload open': upload('open'),
  'upload finished': upload('finished'),
  'upload ended': upload('ended'),
  'upload expired': upload('open', { expires_at: '2026-11-22T00:00:00.000Z' }),

  'round of the city, entering': round('city', 'entering'),
  'round of the city, reviewing': round('city', 'reviewing'),
  'round of the city, reviewed': round('city', 'reviewing', { review: 'submitted' }),
  'round of the city, closed': round('city', 'closed', { review: 'submitted' }),
  'round of the school, entering': round('school1', 'entering'),
  'round of the city, reviewer left': round('city', 'reviewing', { former: true }),
  'round of the city, lesson withdrawn': round('city', 'reviewing', { entryState: 'withdrawn' }),

  'a teacher of the school': person(['teacher', 'school1']),
  'a teacher who administers the county': person(['teacher', 'school1'], ['bureau-administrator', 'county1']),
  'the school': organisationBelow('county1', 'school'),
  'a county of the city': organisationBelow('city', 'county'),
  'a group': group,
  'a group with the school': groupOfSchool,
  'an open period': openPeriod,

  'a session of the owner': async ({ server }) => {
    const { db } = server.context.database;
    const about = { personId: server.world.people.li.id, userAgent: undefined, network: undefined };
    const token = await openSession(db, server.clock, about);
    return { params: { id: sessionId({ token_hash: hashToken(token) }) } };
  },
  'teacher at the school': roleToGive('teacher', 'school1'),
  'reviewer at the city': roleToGive('reviewer', 'city'),
  'bureau administrator of the city': roleToGive('bureau-administrator', 'city'),
  'operator at the top': roleToGive('operator', 'province'),

  '?q=分数': async () => ({ params: {}, query: `q=${encodeURIComponent('分数')}` }),
  '?mine=1': async () => ({ params: {}, query: 'mine=1' }),
  '?state=submitted': async () => ({ params: {}, query: 'state=submitted' }),
  '?organisation=the school': async ({ server }) => ({
    params: {},
    query: `organisation=${server.world.organisations.school1.id}`,
  }),
  'at the school': async ({ server }) => ({
    params: { organisation: server.world.organisations.school1.id, level: 'school' },
  }),
  'at the city': async ({ server }) => ({
    params: { organisation: server.world.organisations.city.id, level: 'city' },
  }),

  'from this machine': async () => ({ params: {} }),
  'through a proxy': async () => ({ params: {}, headers: { 'x-forwarded-for': '203.0.113.7' } }),
  'a volume': async ({ server }) => ({ params: { id: await idOfKind(server, 'volume') } }),
  'a subject': async ({ server }) => ({ params: { id: await idOfKind(server, 'subject') } }),
  'a unit': async ({ server }) => ({ params: { id: await idOfKind(server, 'unit') } }),
  'a dry run of a curriculum': async ({ server }) => {
    const bytes = Buffer.from('学段,学科,版本\n小学,数学,人教版\n');
    const file = { name: '目录.csv', bytes, scope: 'named-books' as const };
    return { params: { id: await beginImport(server.context, server.world.people.province.id, file) } };
  },
} satisfies Record<string, Make>;

export type ThingName = keyof typeof things;

async function idOfKind({ context }: TestServer, kind: string): Promise<string> {
  const found = context.database.db.selectFrom('nodes').select('id').where('kind', '=', kind);
  return (await found.executeTakeFirstOrThrow()).id;
}
