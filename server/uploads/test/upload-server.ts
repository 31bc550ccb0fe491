import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import type { Actor } from '../../access/actor.ts';
import { authorise, rules } from '../../access/policy.ts';
import { systemClock } from '../../clock.ts';
import type { AppContext } from '../../context.ts';
import { newId } from '../../db/new-id.ts';
import type { Database } from '../../db/open-database.ts';
import { createErrorHandler } from '../../error-handler.ts';
import { ForbiddenError, NotFoundError } from '../../errors.ts';
import { createLogger } from '../../logger.ts';
import { openLocalMediaStore } from '../../media-store/local-media-store.ts';
import { createProblemLog } from '../../problem-log.ts';
import type { Call, Route } from '../../route.ts';
import { createUpload } from '../../routes/uploads/create-upload.ts';
import { describeUpload, describeUploads } from '../../routes/uploads/describe-uploads.ts';
import { endUpload } from '../../routes/uploads/end-upload.ts';
import { listUploads } from '../../routes/uploads/list-uploads.ts';
import { readUploadOffset } from '../../routes/uploads/read-upload-offset.ts';
import { showUpload } from '../../routes/uploads/show-upload.ts';
import { writeUpload } from '../../routes/uploads/write-upload.ts';
import {
  type FileOriginal,
  openUploadParts,
  type UploadParts,
  type UploadPartsGiven,
} from '../upload-parts.ts';

/** Answering HEAD stands before GET, which would answer it otherwise. */
const uploadRoutes: readonly Route[] = [
  describeUploads,
  describeUpload,
  createUpload,
  listUploads,
  readUploadOffset,
  showUpload,
  writeUpload,
  endUpload,
];

/** Sent as `X-Test-Person`; without the header somebody is a visitor. */
export const people = ['teacher', 'teacher2', 'reviewer'] as const;

/** A school with two teachers and a reviewer, for uploads to belong to. */
export async function insertPeople({ db }: Database): Promise<void> {
  const created_at = '2026-11-01T00:00:00.000Z';
  await db
    .insertInto('organisations')
    .values({ id: 'school', level: 'school', name: '实验小学', path: 'school/', created_at })
    .execute();
  for (const id of people) {
    await db.insertInto('people').values({ id, name: id, display_name: id, created_at }).execute();
  }
}

/** A small lesson's row with the file, as `server/lessons` makes a whole one. */
export const fileAsLesson: FileOriginal = async (trx, filed) => {
  const id = filed.lessonId ?? newId();
  const now = new Date().toISOString();
  const found = await trx.selectFrom('lessons').select('id').where('id', '=', id).executeTakeFirst();
  if (found) {
    await trx.updateTable('lessons').set({ original_id: filed.originalId }).where('id', '=', id).execute();
    return id;
  }
  await trx
    .insertInto('lessons')
    .values({
      id,
      title: filed.filename,
      kind: 'micro',
      summary: filed.duplicate ? 'duplicate' : '',
      keywords: '[]',
      licence: 'cc-by',
      teacher_id: filed.personId,
      school_id: 'school',
      state: 'draft',
      media_state: 'queued',
      original_id: filed.originalId,
      created_at: now,
      updated_at: now,
    })
    .execute();
  return id;
};

export interface UploadServer {
  /** Without a slash at the end. */
  url: string;
  port: number;
  parts: UploadParts;
  stop(): Promise<void>;
}

export type UploadServerOptions = Partial<Omit<UploadPartsGiven, 'database' | 'dataFolder'>>;

/** The routes of uploads on a server of their own, with who asks in a header. */
export async function startUploadServer(
  database: Database,
  dataFolder: string,
  { limits, ...given }: UploadServerOptions = {},
  port = 0,
): Promise<UploadServer> {
  const log = createLogger('error', 'uploads-test');
  log.level = 'silent';
  const parts = await openUploadParts({
    database,
    dataFolder,
    clock: systemClock,
    log,
    mediaStore: given.mediaStore ?? (await openLocalMediaStore(join(dataFolder, 'media'))),
    fileOriginal: fileAsLesson,
    checkLesson: async (_actor, lessonId) => {
      if (lessonId.startsWith('forbidden')) throw new ForbiddenError();
    },
    findSchool: async () => 'school',
    limits: { maxBytes: 1024 ** 3, keepFreeBytes: 0, ...limits },
    ...given,
  });
  const app = express();
  for (const route of uploadRoutes) mount(app, route, parts);
  app.use(() => {
    throw new NotFoundError();
  });
  app.use(createErrorHandler(createProblemLog(log), async () => ''));
  const server = await new Promise<ReturnType<typeof app.listen>>((resolve, reject) => {
    const listening = app.listen(port, '127.0.0.1', (error) => (error ? reject(error) : resolve(listening)));
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    parts,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function mount(app: express.Express, route: Route, parts: UploadParts): void {
  const method = route.method.toLowerCase() as 'get' | 'head' | 'post' | 'patch' | 'delete' | 'options';
  app[method](route.path, async (request, response) => {
    const actor = toActor(request.get('x-test-person'));
    if (rules[route.rule].length <= 1) authorise(actor, route.rule as 'public');
    const hangUp = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) hangUp.abort();
    });
    const call: Call = {
      // Routes of uploads ask for nothing else of the context.
      context: { uploads: parts } as AppContext,
      actor,
      language: 'zh',
      params: route.params ? route.params.parse(request.params) : request.params,
      query: {},
      body: {},
      requestId: '',
      request,
      response,
      signal: hangUp.signal,
      askAgain: async () => actor,
    };
    const answer = await route.handle(call);
    if (answer !== undefined) response.json(answer);
  });
}

function toActor(id: string | undefined): Actor {
  if (id === undefined) return { kind: 'visitor' };
  const role = id === 'reviewer' ? 'reviewer' : 'teacher';
  const held = { role, organisationId: 'school', organisationName: '', organisationPath: 'school/' } as const;
  return { kind: 'person', id, name: id, displayName: id, roles: [held] };
}
