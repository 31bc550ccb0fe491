import { resolve } from 'node:path';
import type { DatabaseConfig } from './db/open-database.ts';
import { type Environment, EnvironmentError } from './env.ts';
import { readLanguageTag } from './lessons/caption-language.ts';
import { type MediaStoreConfig, readMediaStore } from './media-store/read-media-store.ts';
import { splitCommand } from './split-command.ts';

/** The settings of one process, whole and checked. */
export interface Config {
  http: {
    port: number;
    host: string;
    /** Without a trailing slash; undefined: whatever address the request names. */
    publicUrl: string | undefined;
    trustProxy: number;
  };
  /** Absolute path. */
  dataFolder: string;
  database: DatabaseConfig;
  mediaStore: MediaStoreConfig;
  meilisearch: { url: string; apiKey: string | undefined } | undefined;
  sandbox: 'bubblewrap' | 'none';
  /** Version of ffmpeg below which the worker warns. */
  ffmpegMinimum: string;
  /** IANA name: open periods and rounds begin and end by this clock. */
  timeZone: string;
  /** Milliseconds without a request after which a session ends. */
  sessions: { idle: number; administratorIdle: number };
  /** Roles beside a teacher's count only for who signs in with a second factor. */
  requireSecondFactor: boolean;
  /** Files encoded at a time by this process group. */
  transcoders: number;
  /** What a worker takes of its machine at most. */
  transcoderLimits: {
    /** Undefined: all that it may use. */
    cores: number | undefined;
    /** Of one program. */
    memoryBytes: number;
    nice: number;
  };
  /** About how long the pieces are in which a long recording is encoded; 0: it is never cut. */
  pieceSeconds: number;
  /** The program that writes captions of what lessons say, in words; undefined: none. */
  captions: { command: string[]; language: string } | undefined;
  maxUploadBytes: number;
  maxAttachmentBytes: number;
  backup: {
    /** Absolute path, or `media-store`. */
    target: string;
    /** Times of the day by `timeZone`, `hourly`, or undefined: only when somebody asks for one. */
    at: 'hourly' | string[] | undefined;
    /** How many are kept. */
    keep: number;
    /** The operator is warned when the last one is older. */
    warnDays: number;
  };
  logLevel: 'debug' | 'info' | 'warn' | 'error';
}

const minute = 60_000;
const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** Defaults and cross-checks. Throws `EnvironmentError` with what to change. */
export function readConfig(env: Environment): Config {
  const timeZone = env.REGION_TIME_ZONE ?? 'Asia/Shanghai';
  if (!isTimeZone(timeZone))
    throw new EnvironmentError(`REGION_TIME_ZONE：没有 ${timeZone} 这个时区，例如 Asia/Shanghai`);
  const dataFolder = resolve(env.DATA_DIR ?? 'data');
  return {
    http: {
      port: env.PORT ?? 8080,
      host: env.HOST ?? '0.0.0.0',
      publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
      trustProxy: env.TRUST_PROXY ?? 0,
    },
    dataFolder,
    database: readDatabase(env.DATABASE_URL, dataFolder),
    mediaStore: readMediaStore(env, dataFolder),
    meilisearch: env.MEILI_URL ? { url: env.MEILI_URL, apiKey: env.MEILI_API_KEY } : undefined,
    sandbox: env.MEDIA_SANDBOX ?? 'bubblewrap',
    // Debian 12's, with its security updates up to May 2026.
    ffmpegMinimum: env.FFMPEG_MINIMUM ?? '5.1.9',
    timeZone,
    sessions: {
      idle: (env.SESSION_IDLE_MINUTES ?? 12 * 60) * minute,
      administratorIdle: (env.ADMIN_SESSION_IDLE_MINUTES ?? 30) * minute,
    },
    requireSecondFactor: env.SECOND_FACTOR === 'required',
    transcoders: env.TRANSCODERS ?? 1,
    transcoderLimits: {
      cores: env.TRANSCODER_CORES,
      memoryBytes: env.TRANSCODER_MEMORY_BYTES ?? 4 * GiB,
      nice: env.TRANSCODER_NICE ?? 10,
    },
    pieceSeconds: env.PIECE_SECONDS ?? 120,
    captions: readCaptions(env),
    maxUploadBytes: env.MAX_UPLOAD_BYTES ?? 8 * GiB,
    maxAttachmentBytes: env.MAX_ATTACHMENT_BYTES ?? 200 * MiB,
    backup: {
      target: readBackupTarget(env.BACKUP_DIR, dataFolder),
      at: readBackupTimes(env.BACKUP_AT ?? (env.BACKUP_DIR === undefined ? 'off' : 'hourly')),
      keep: env.BACKUP_KEEP ?? 14,
      warnDays: env.BACKUP_WARN_DAYS ?? 2,
    },
    logLevel: env.LOG_LEVEL ?? 'info',
  };
}

function readDatabase(url: string | undefined, dataFolder: string): DatabaseConfig {
  if (url === undefined) return { kind: 'sqlite', file: resolve(dataFolder, 'qianke.sqlite') };
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new EnvironmentError('DATABASE_URL：应以 postgresql:// 开头；留空则使用 SQLite');
  }
  return { kind: 'postgres', url };
}

function readCaptions({
  CAPTIONS_COMMAND: line,
  CAPTIONS_LANGUAGE: given = 'zh',
}: Environment): Config['captions'] {
  if (line === undefined) return undefined;
  const command = splitCommand(line);
  if (!command?.some((word) => word.includes('{wav}'))) {
    throw new EnvironmentError(
      'CAPTIONS_COMMAND：应为一条命令，用 {wav} 表示声音文件，引号要成对，例如 whisper-cli -m 模型 -l zh -f {wav} -ovtt -of {out}',
    );
  }
  const language = readLanguageTag(given);
  if (language === null)
    throw new EnvironmentError(
      `CAPTIONS_LANGUAGE：没有 ${given} 这种语言代码，应为 zh、en、ug、bo 这样的代码`,
    );
  return { command, language };
}

function readBackupTarget(target: string | undefined, dataFolder: string): string {
  if (target === undefined) return resolve(dataFolder, 'backups');
  return target === 'media-store' ? target : resolve(target);
}

function readBackupTimes(at: string): Config['backup']['at'] {
  if (at === 'off') return undefined;
  return at === 'hourly' ? at : at.split(',');
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
