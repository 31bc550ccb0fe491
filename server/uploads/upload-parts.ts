import { join } from 'node:path';
import type { Actor } from '../access/actor.ts';
import type { Clock } from '../clock.ts';
import type { Database, Trx } from '../db/open-database.ts';
import type { Logger } from '../logger.ts';
import type { MediaStore } from '../media-store/media-store.ts';
import { RunningHashes } from './running-hashes.ts';
import { UploadFiles } from './upload-files.ts';
import { type UploadLimits, uploadLimits } from './upload-limits.ts';
import { type LockTimes, UploadLocks } from './upload-locks.ts';

/**
 * Gives a whole, stored file its lesson and queues its transcoding, all in `trx`, and answers the lesson's
 * id. It may run again after a failure, in a new transaction. When the lesson that was named cannot take
 * the file any more it makes one of its own: the file must not be lost. Throws `NoSchoolError` where no school can
 * have one.
 */
export type FileOriginal = (
  trx: Trx,
  filed: {
    personId: string;
    originalId: string;
    filename: string;
    /** Whose space it took; null for uploads from before there were quotas. */
    schoolId: string | null;
    /** The lesson that the upload named. */
    lessonId: string | null;
    /** The same person has uploaded the same bytes before. */
    duplicate: boolean;
  },
) => Promise<string>;

/** Throws unless the actor may give this lesson a new video; asked before the first byte. */
export type CheckLesson = (actor: Actor, lessonId: string) => Promise<void>;

/** The school whose space an upload takes: that of the named lesson, or the teacher's; null for who teaches nowhere. */
export type FindSchool = (personId: string, lessonId: string | null) => Promise<string | null>;

/** What uploading needs, made once per process. */
export interface UploadParts {
  database: Database;
  clock: Clock;
  log: Logger;
  mediaStore: MediaStore;
  fileOriginal: FileOriginal;
  checkLesson: CheckLesson;
  findSchool: FindSchool;
  limits: UploadLimits;
  files: UploadFiles;
  locks: UploadLocks;
  hashes: RunningHashes;
}

export interface UploadPartsGiven
  extends Pick<
    UploadParts,
    'database' | 'clock' | 'log' | 'mediaStore' | 'fileOriginal' | 'checkLesson' | 'findSchool'
  > {
  dataFolder: string;
  /** False where other web processes keep bytes of uploads in data folders of their own; true when left out. */
  onlyFolder?: boolean;
  limits: Partial<UploadLimits> & Pick<UploadLimits, 'maxBytes'>;
  lockTimes?: Partial<LockTimes>;
}

export async function openUploadParts(given: UploadPartsGiven): Promise<UploadParts> {
  const { dataFolder, onlyFolder, limits, lockTimes, ...parts } = given;
  return {
    ...parts,
    limits: { ...uploadLimits, ...limits },
    files: await UploadFiles.open(join(dataFolder, 'uploads'), { only: onlyFolder }),
    locks: new UploadLocks(parts.database.db, lockTimes),
    hashes: new RunningHashes(),
  };
}
