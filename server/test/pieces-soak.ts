import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ffprobe } from '../../transcoder/test/make-clip.ts';
import { makeNumberedClip, readFrames } from '../../transcoder/test/numbered-clip.ts';
import { createLessons } from '../../transcoder/worker/test/lessons.ts';
import { startWorker, type TestWorker } from '../../transcoder/worker/test/start-worker.ts';
import { listParts } from '../db/job-parts.ts';
import { findJob, type JobRow } from '../db/jobs.ts';
import { findLesson } from '../db/lessons.ts';
import type { DatabaseConfig } from '../db/open-database.ts';
import { eventually } from '../jobs/test/eventually.ts';
import { readManifest } from '../lessons/media-manifest.ts';
import type { OtherStore } from './soak-store.ts';
import { startServer } from './start-server.ts';

export interface PiecesReport {
  pieces: number;
  /** From the upload's end until the lesson was ready. */
  seconds: number;
  frames: number;
  /** Empty when all is well. */
  violations: string[];
}

export interface PiecesOptions {
  /** Of the recording. */
  minutes: number;
  pieceSeconds: number;
  workers: number;
  database: DatabaseConfig;
  /** Where media are kept; the data folder when left out. */
  store?: OtherStore;
  say: (line: string) => void;
}

const RATE = 25;
const leaseSeconds = 10;

/**
 * Has several workers encode one recording, each frame of which carries its number, kills one of them and freezes
 * another past its lease in the middle of their pieces, and looks at every frame and sound packet of what was joined.
 */
export async function runPiecesSoak(options: PiecesOptions): Promise<PiecesReport> {
  const { minutes, pieceSeconds, store, say } = options;
  const folder = await mkdtemp(join(tmpdir(), 'qianke-pieces-'));
  const server = await startServer(options.database, { environment: store?.environment });
  const { database, config } = server.context;
  const lessons = createLessons(server);
  const workers: TestWorker[] = [];
  const violations: string[] = [];
  try {
    const source = await makeNumberedClip(join(folder, 'recording.mp4'), {
      ...{ seconds: minutes * 60, rate: RATE, options: ['-x264-params', 'keyint=250:bframes=3:open-gop=1'] },
    });
    say(`a recording of ${minutes} min, each of its ${minutes * 60 * RATE} frames numbered`);
    for (let n = 0; n < options.workers; n += 1) {
      const environment = { ...store?.environment, PIECE_SECONDS: String(pieceSeconds) };
      workers.push(startWorker(server, { leaseSeconds, environment }));
    }
    const patient = { within: 120_000 };
    for (const worker of workers)
      await eventually(() => worker.log().includes('ready to transcode'), patient);
    const begun = performance.now();
    const id = await lessons.draft();
    await lessons.give(id, source);

    const held = async (others: readonly TestWorker[]) =>
      eventually(
        async () => {
          const rows = await database.db
            .selectFrom('jobs')
            .selectAll()
            .where('part_of', 'is not', null)
            .where('state', '=', 'running')
            .where('progress', '>', 0)
            .execute();
          for (const row of rows) {
            const worker = workers.find(({ process: { pid } }) => row.lease_owner?.includes(` ${pid} `));
            if (worker && !others.includes(worker)) return { worker, row };
          }
          return false;
        },
        { within: 600_000, every: 50 },
      );
    const isTaken = ({ id: jobId, lease_token }: JobRow) =>
      eventually(
        async () => {
          const now = await findJob(database.db, jobId);
          return now?.state === 'done' || (now?.lease_token ?? lease_token) !== lease_token;
        },
        { within: 600_000, every: 100 },
      );

    const frozen = await held([]);
    frozen.worker.process.kill('SIGSTOP');
    const killed = await held([frozen.worker]);
    await killed.worker.kill('SIGKILL');
    say('one worker frozen and one killed, each in the middle of a piece');
    await Promise.all([isTaken(frozen.row), isTaken(killed.row)]);
    frozen.worker.process.kill('SIGCONT');
    say('both pieces were taken over by others; the frozen worker goes on');
    const seen: number[] = [];
    await eventually(
      async () => {
        const lesson = await findLesson(database.db, id);
        seen.push(lesson?.media_progress ?? 0);
        if (['rejected', 'failed'].includes(lesson?.media_state ?? ''))
          throw new Error(`the video is ${lesson?.media_state}: ${lesson?.media_reason}`);
        return lesson?.media_state === 'ready';
      },
      { within: 6 * 3600_000, every: 250 },
    );
    const seconds = Math.round((performance.now() - begun) / 1000);
    if (seen.some((progress, index) => progress < (seen[index - 1] ?? 0))) violations.push('progress fell');
    await eventually(() => /another worker took a job over/.test(frozen.worker.log()), patient).catch(() =>
      violations.push('the frozen worker has not noticed that its piece is another’s'),
    );

    const whole = await database.db
      .selectFrom('jobs')
      .selectAll()
      .where('part_of', 'is', null)
      .executeTakeFirstOrThrow();
    const parts = await listParts(database.db, whole.id);
    for (const part of parts) {
      const cut = part.id === frozen.row.id || part.id === killed.row.id;
      if (part.state !== 'done' || part.starts !== (cut ? 2 : 1))
        violations.push(`a piece is ${part.state} after ${part.starts} starts`);
    }
    const versions = await lessons.versions(id);
    const [version] = versions;
    if (!version || versions.length !== 1) throw new Error(`${versions.length} media versions`);
    const { mediaStore } = server.context;
    const leftPieces = async () => {
      const shards = await mediaStore.list('pieces');
      return (await Promise.all(shards.map((shard) => mediaStore.list(`pieces/${shard}`)))).flat().length;
    };
    // What the frozen and the killed worker may have stored is the sweep's.
    await eventually(async () => (await leftPieces()) <= 2, patient).catch(async () =>
      violations.push(`${await leftPieces()} pieces are left in the store`),
    );
    const at = join(store?.mediaFolder ?? join(config.dataFolder, 'media'), version.store_prefix);
    const { renditions } = readManifest(version.manifest);
    for (const { playlist } of renditions) violations.push(...(await findSeams(join(at, playlist), minutes)));
    // One of them is the sound.
    return { pieces: parts.length - 1, seconds, frames: minutes * 60 * RATE, violations };
  } finally {
    for (const worker of workers) {
      worker.process.kill('SIGCONT');
      if (worker.process.exitCode === null && worker.process.signalCode === null)
        await worker.kill('SIGKILL');
    }
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of AAC, samples. */
const packetLength = 1024;

/** Frames that are missing, twice or at another time than theirs, and sound that does not go on where it ended. */
async function findSeams(playlist: string, minutes: number): Promise<string[]> {
  const found: string[] = [];
  const frames = await readFrames(playlist);
  if (frames.length !== minutes * 60 * RATE) found.push(`${playlist} has ${frames.length} frames`);
  const first = Number(frames[0]?.[0]);
  const wrong = frames.findIndex(
    ([time, number], index) => number !== index || Math.abs(Number(time) - first - index / RATE) > 0.001,
  );
  if (wrong >= 0) found.push(`${playlist}: frame ${frames[wrong]} stands at place ${wrong}`);
  const entries = 'stream=codec_type,sample_rate:packet=codec_type,pts_time';
  const { streams, packets } = (await ffprobe(playlist, entries)) as unknown as Packets;
  const length = packetLength / Number(streams.find(({ codec_type }) => codec_type === 'audio')?.sample_rate);
  const sound = packets.filter(({ codec_type }) => codec_type === 'audio').map((one) => Number(one.pts_time));
  const gap = sound.findIndex(
    (time, index) => Math.abs(time - (sound[index - 1] ?? time - length) - length) > 0.001,
  );
  if (sound.length < minutes * 60 || gap >= 0)
    found.push(`${playlist}: the sound does not go on at packet ${gap} of ${sound.length}`);
  return found;
}

interface Packets {
  streams: { codec_type: string; sample_rate?: string }[];
  packets: { codec_type: string; pts_time: string }[];
}
