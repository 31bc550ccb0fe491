import type { ColumnType, Generated, Insertable, Selectable, Updateable } from 'kysely';

/**
 * The tables as Kysely sees them, the same on SQLite and PostgreSQL.
 *
 * - ids are opaque text (`new-id.ts`), never reused;
 * - times are ISO 8601 UTC text with milliseconds (`2026-11-22T02:08:00.000Z`), dates are `2026-11-22`
 *   in the region's time zone; both sort as text;
 * - yes/no is an integer 0 or 1, which both databases give back unchanged;
 * - JSON is text, written and parsed by the function that owns the column (`json-column.ts`);
 * - sizes are bytes, lengths seconds.
 */
export interface Schema {
  settings: SettingTable;
  counters: CounterTable;

  organisations: OrganisationTable;
  groups: GroupTable;
  group_schools: GroupSchoolTable;
  people: PersonTable;
  memberships: MembershipTable;
  sessions: SessionTable;
  sign_in_attempts: SignInAttemptTable;
  invitations: InvitationTable;
  request_limits: RequestLimitTable;
  second_factors: SecondFactorTable;

  nodes: NodeTable;
  curriculum_imports: CurriculumImportTable;

  lessons: LessonTable;
  originals: OriginalTable;
  uploads: UploadTable;
  media_versions: MediaVersionTable;
  early_sights: EarlySightTable;
  attachments: AttachmentTable;
  covers: CoverTable;
  captions: CaptionTable;
  attachment_texts: AttachmentTextTable;
  caption_texts: CaptionTextTable;
  feed: FeedTable;

  jobs: JobTable;
  workers: WorkerTable;

  open_periods: OpenPeriodTable;

  programmes: ProgrammeTable;
  programme_targets: ProgrammeTargetTable;
  rubrics: RubricTable;
  rounds: RoundTable;
  round_reviewers: RoundReviewerTable;
  entries: EntryTable;
  assignments: AssignmentTable;
  reviews: ReviewTable;
  awards: AwardTable;
  level_totals: LevelTotalTable;

  audit_log: AuditLogTable;

  backups: BackupTable;
}

/** A column that has a default in the database and never changes afterwards. */
type Fixed<T> = ColumnType<T, T, never>;

export interface SettingTable {
  key: string;
  /** JSON. */
  value: string;
}

export interface CounterTable {
  name: string;
  value: number;
}

export interface OrganisationTable {
  id: Fixed<string>;
  parent_id: string | null;
  /** `ministry`, `province`, `city`, `county` or `school`. */
  level: string;
  name: string;
  /** Ids from the root to this one, each followed by `/`: everything below starts with it. */
  path: string;
  /** Schools only: `public` or `private`. */
  nature: string | null;
  /** Schools only: `town`, `rural` or `teaching-point`. */
  place: string | null;
  created_at: Fixed<string>;
}

export interface GroupTable {
  id: Fixed<string>;
  name: string;
  /** `group` 教育集团 or `district` 学区. */
  kind: string;
  created_at: Fixed<string>;
}

export interface GroupSchoolTable {
  group_id: string;
  school_id: string;
  from_date: string;
  until_date: string | null;
}

export interface PersonTable {
  id: Fixed<string>;
  /** What is typed to sign in: unique, lower case. */
  name: string;
  display_name: string;
  /** PHC string of argon2id; null: may not sign in yet. */
  password_hash: string | null;
  disabled_at: string | null;
  created_at: Fixed<string>;
}

/** A role somebody has at an organisation, with dates: past figures do not change when people move. */
export interface MembershipTable {
  id: Fixed<string>;
  person_id: string;
  organisation_id: string;
  /** `teacher`, `school-administrator`, `reviewer`, `bureau-administrator` or `operator`. */
  role: string;
  from_date: string;
  until_date: string | null;
}

export interface SessionTable {
  /** SHA-256 of the token in the cookie, hexadecimal. */
  token_hash: Fixed<string>;
  person_id: Fixed<string>;
  created_at: Fixed<string>;
  seen_at: string;
  expires_at: string;
  user_agent: string | null;
  /** Truncated address (IPv4 /24, IPv6 /48). */
  network: string | null;
}

export interface SignInAttemptTable {
  /** Account name and truncated address. */
  key: string;
  failures: number;
  last_at: string;
  /** No attempt is looked at before. */
  next_at: string;
}

/** A one-time link with which somebody sets a name and a password. */
export interface InvitationTable {
  token_hash: Fixed<string>;
  /** `first-administrator` or `password`. */
  purpose: string;
  person_id: string | null;
  created_at: Fixed<string>;
  expires_at: string;
  used_at: string | null;
  /** The administrator who made it; null for one made on the server itself. */
  made_by: Fixed<string | null>;
}

export interface RequestLimitTable {
  /** Class of requests, and who asks. */
  key: string;
  /** Milliseconds since 1970. */
  used_until: number;
}

export interface SecondFactorTable {
  person_id: Fixed<string>;
  /** Base 32. */
  secret: string;
  /** Null: shown, but no code has been typed yet. */
  confirmed_at: string | null;
  /** The 30-second step of the last code taken: none before it is taken again. */
  last_step: Generated<number>;
  /** JSON list of SHA-256 of the recovery codes that are left. */
  recovery_codes: Generated<string>;
  created_at: Fixed<string>;
}

export interface NodeTable {
  id: Fixed<string>;
  parent_id: string | null;
  /** `stage`, `subject`, `edition`, `grade`, `volume`, `unit` or `topic`. */
  kind: string;
  path: string;
  name: string;
  /** The printed number: 第3课, Unit 4. */
  label: string | null;
  sort: number;
  stage: string;
  subject: string | null;
  edition: string | null;
  grade: string | null;
  volume: string | null;
  unit: string | null;
  topic: string | null;
  /** `shipped`, `file`, `hand` or `local`: `NodeSource` in `curriculum/plan-import.ts`. */
  source: string;
  retired_at: string | null;
}

export interface CurriculumImportTable {
  id: Fixed<string>;
  person_id: Fixed<string>;
  created_at: Fixed<string>;
  /** The file's, for people. */
  name: Fixed<string>;
  /** `named-books` or `everything`. */
  scope: Fixed<string>;
  /** The file's text; null once it is carried out. */
  content: string | null;
  /** Of the plan that `report` tells. */
  digest: string;
  /** JSON; null where the file is faulty. */
  report: string | null;
  /** JSON list: what is wrong with the file. */
  problems: Fixed<string>;
  applied_at: string | null;
}

export interface LessonTable {
  id: Fixed<string>;
  title: string;
  /** `micro` or `recording`. */
  kind: string;
  node_id: string | null;
  summary: string;
  /** JSON list of words. */
  keywords: string;
  licence: string;
  programme_id: string | null;
  year: number | null;
  teacher_id: string;
  /** The school the teacher belonged to when the lesson was made: it stays. */
  school_id: string;
  /** `draft`, `submitted`, `returned`, `published` or `withdrawn`. */
  state: string;
  /** `none`, `queued`, `processing`, `ready`, `rejected` or `failed`. */
  media_state: string;
  media_progress: Generated<number>;
  /** Seconds the running step will still take, as far as it is known. */
  media_seconds_left: number | null;
  media_reason: string | null;
  /** The version that plays. */
  media_version_id: string | null;
  /** The file that the newest version is, or is being, made from. */
  original_id: string | null;
  duplicate_of: string | null;
  /** JSON: an uploaded picture that is not the cover, yet or at all (`lessons/cover-upload.ts`). */
  cover_upload: Generated<string | null>;
  /** 1: a program was to make captions, and could not. */
  captions_failed: Generated<number>;
  return_note: string | null;
  /** Seconds into the lesson that the note points at. */
  return_at: number | null;
  /** Signed into every play address: adding one closes all that were given out. */
  address_epoch: Generated<number>;
  /** How often what is typed was saved, and the page that did it last (`count-revision.ts`). */
  revision: Generated<number>;
  saved_by: Generated<string | null>;
  submitted_at: string | null;
  published_at: string | null;
  created_at: Fixed<string>;
  updated_at: string;
}

/** A whole uploaded file, kept as it came; several lessons may share one. */
export interface OriginalTable {
  id: Fixed<string>;
  person_id: Fixed<string>;
  sha256: Fixed<string>;
  bytes: Fixed<number>;
  filename: Fixed<string>;
  store_key: Fixed<string>;
  created_at: Fixed<string>;
}

export interface UploadTable {
  id: Fixed<string>;
  person_id: Fixed<string>;
  filename: Fixed<string>;
  filetype: Fixed<string>;
  /** The school whose space it takes; null for uploads from before there were quotas. */
  school_id: string | null;
  /** The lesson named in Upload-Metadata, if any; after the last byte, the lesson that has the file. */
  lesson_id: string | null;
  length: Fixed<number>;
  offset: Generated<number>;
  /** `open`, `finished` or `ended`. */
  state: string;
  original_id: string | null;
  /** Token of the one request that may write now (`uploads/upload-locks.ts`). */
  writer: Generated<string | null>;
  /** Counted up while the writer lives. */
  writer_beat: Generated<number>;
  /** Token of a newer request that asks the writer to leave. */
  writer_wanted: Generated<string | null>;
  /** Code of the problem that ended it; null where its teacher ended it or it expired. */
  end_reason: Generated<string | null>;
  /** What the client noted of the file's bytes, to know it again; null: nothing. */
  fingerprint: Generated<string | null>;
  created_at: Fixed<string>;
  active_at: string;
  expires_at: string;
}

export interface MediaVersionTable {
  id: Fixed<string>;
  lesson_id: Fixed<string>;
  original_id: Fixed<string>;
  duration_seconds: Fixed<number>;
  bytes: Fixed<number>;
  /** JSON: what the transcoder wrote about the folder (`version.json`). */
  manifest: Fixed<string>;
  store_prefix: Fixed<string>;
  created_at: Fixed<string>;
}

/** What can be watched of a lesson while its video waits or is being made; its files stand under its id. */
export interface EarlySightTable {
  id: Fixed<string>;
  lesson_id: Fixed<string>;
  original_id: Fixed<string>;
  lesson_seconds: Fixed<number>;
  /** So many of its segments, from the first, are of the opening; the others of the whole. */
  opening_segments: number;
  segments: number;
  /** JSON: what each of them lasts. */
  segment_lengths: string;
  created_at: Fixed<string>;
}

export interface AttachmentTable {
  id: Fixed<string>;
  lesson_id: Fixed<string>;
  kind: string;
  filename: string;
  media_type: string;
  bytes: number;
  sha256: string;
  store_key: string;
  created_at: Fixed<string>;
  /** `checking`, `ready` or `refused` (`lessons/lesson-life.ts`). */
  state: Generated<string>;
  /** JSON: code and detail of a refusal (`lessons/check-attachment.ts`). */
  reason: string | null;
}

export interface CoverTable {
  lesson_id: string;
  store_key: string;
  /** `chosen` from the candidates, or `uploaded`. */
  source: string;
  updated_at: string;
}

export interface CaptionTable {
  lesson_id: string;
  /** BCP 47. */
  language: string;
  store_key: string;
  updated_at: string;
  /** 1: a program made them (`lessons/automatic-captions.ts`). */
  automatic: Generated<number>;
}

/** What an attachment says, once a worker has read it; gone with the attachment. */
export interface AttachmentTextTable {
  attachment_id: string;
  /** A paragraph a line; empty where there is none or none can be read. */
  text: string;
  read_at: string;
}

/** What a lesson's captions say; gone with them. */
export interface CaptionTextTable {
  lesson_id: string;
  language: string;
  /** JSON: `[seconds, text]` of each cue, in order. */
  cues: string;
  read_at: string;
}

/** Numbered changes of what the public may see. Numbers are given in the order of commit (`feed.ts`). */
export interface FeedTable {
  sequence: number;
  lesson_id: string;
  created_at: string;
}

/**
 * Work to be done, on both queues. On SQLite this table is the queue itself (the lease columns); on
 * PostgreSQL pg-boss delivers, and this row holds what both must count and show alike.
 */
export interface JobTable {
  id: Fixed<string>;
  /** `transcode`, `cover`, … (`jobs/job.ts`). */
  kind: string;
  /** What it is about, usually a lesson's id. */
  subject_id: string;
  /** JSON, parsed by the kind's own schema. */
  payload: string;
  /** `queued`, `running`, `split` (its parts are done first), `done` or `failed`. */
  state: string;
  /** The job that goes on once its parts are done. */
  part_of: string | null;
  /** JSON: what a part hands on to that job, and that job to its parts. */
  made: string | null;
  /** Whose work it is, for fairness. */
  group_id: string | null;
  priority: Generated<number>;
  /** Of equal priority, lower ones first (`jobs/plan-turn.ts`). */
  turn: Generated<number>;
  /** Counted at every claim; limit 10. */
  starts: Generated<number>;
  /** Counted when the work itself failed. */
  attempts: Generated<number>;
  progress: Generated<number>;
  error: string | null;
  run_at: string;
  lease_owner: string | null;
  /** The fence: only the holder of the newest token may settle. */
  lease_token: string | null;
  lease_until: string | null;
  created_at: Fixed<string>;
  updated_at: string;
}

/** A process that does jobs, with its last sign of life; the row of one that ended as it should is gone. */
export interface WorkerTable {
  /** Host and process id, as in `lease_owner`. */
  name: string;
  host: string;
  /** Of the program. */
  version: string;
  /** `bubblewrap` or `none`. */
  sandbox: string;
  /** Version; null while it cannot transcode. */
  ffmpeg: string | null;
  /** Why it cannot, and what to do. */
  problem: string | null;
  /** JSON of `WorkerLimits`; null of an older version. */
  limits: string | null;
  /** Both by the database's clock. */
  started_at: string;
  beat_at: string;
}

export interface OpenPeriodTable {
  id: Fixed<string>;
  name: string;
  /** `winter`, `summer`, `national` or `other`. */
  kind: string;
  /** First and last day, both open, in the region's time zone. */
  from_date: string;
  until_date: string;
  created_at: Fixed<string>;
}

export interface ProgrammeTable {
  id: Fixed<string>;
  slug: string;
  name: string;
  name_en: string;
  created_at: Fixed<string>;
}

export interface ProgrammeTargetTable {
  programme_id: string;
  year: number;
  lessons: number;
}

/** A version never changes once a round uses it. */
export interface RubricTable {
  id: Fixed<string>;
  slug: string;
  version: number;
  /** JSON: name, source, dimensions with maxima, vetoes (`reviews/rubric.ts`). */
  body: Fixed<string>;
  created_at: Fixed<string>;
}

export interface RoundTable {
  id: Fixed<string>;
  programme_id: string;
  year: number;
  /** `school`, `county`, `city`, `province` or `ministry`. */
  level: string;
  organisation_id: string;
  name: string;
  rubric_id: string;
  /** How many lessons may be awarded. */
  awards: number;
  reviews_per_entry: number;
  /** First and last day, both in, in the region's time zone. */
  opens_on: string;
  entries_until: string;
  reviews_until: string;
  /** `entering`, `reviewing` or `closed`. */
  state: string;
  closed_at: string | null;
  created_by: string;
  created_at: Fixed<string>;
}

export interface RoundReviewerTable {
  round_id: string;
  person_id: string;
}

export interface EntryTable {
  id: Fixed<string>;
  round_id: Fixed<string>;
  lesson_id: Fixed<string>;
  /** Shown instead of names: 2026-C-0417. */
  number: string;
  teacher_id: Fixed<string>;
  school_id: Fixed<string>;
  media_version_id: string;
  /** Set when the round is closed: mean of the submitted reviews, and the place in the ranking. */
  score: number | null;
  rank: number | null;
  withdrawn_at: string | null;
  created_at: Fixed<string>;
}

export interface AssignmentTable {
  id: Fixed<string>;
  entry_id: Fixed<string>;
  reviewer_id: Fixed<string>;
  created_at: Fixed<string>;
}

export interface ReviewTable {
  assignment_id: string;
  /** JSON: points by dimension. */
  scores: string;
  /** JSON: the vetoes that apply. */
  vetoes: string;
  total: number;
  comment: string;
  /** JSON: [{at, text}], seconds into the lesson. */
  remarks: string;
  /** `draft` or `submitted`. */
  state: string;
  /** How often what is typed was saved, and the page that did it last (`count-revision.ts`). */
  revision: Generated<number>;
  saved_by: Generated<string | null>;
  updated_at: string;
}

export interface AwardTable {
  id: Fixed<string>;
  lesson_id: string;
  level: string;
  year: number;
  programme_id: string;
  /** Null: decided elsewhere and entered by hand. */
  round_id: string | null;
  organisation_id: string;
  created_at: Fixed<string>;
}

/** The whole of which a level's awards are a share (for instance all of the province's). */
export interface LevelTotalTable {
  programme_id: string;
  year: number;
  level: string;
  total: number;
}

/** Append-only: the database itself refuses to change or delete a row. */
export interface AuditLogTable {
  sequence: Generated<number>;
  at: string;
  person_id: string | null;
  action: string;
  subject: string;
  /** JSON, no secrets. */
  detail: string;
  network: string | null;
}

/** One run of `npm run backup`, also of those that did not come to an end. */
export interface BackupTable {
  id: Fixed<string>;
  /** Names the snapshot in its target. */
  name: Fixed<string>;
  /** A folder, or `media-store`. */
  target: Fixed<string>;
  /** `running`, `done` or `failed`. */
  state: string;
  started_at: Fixed<string>;
  /** Last sign of life of a running one: what its snapshot names is not swept meanwhile. */
  beat_at: string;
  ended_at: string | null;
  row_count: Generated<number>;
  file_count: Generated<number>;
  /** Of all files that belong to it. */
  bytes: Generated<number>;
  /** Of those that the target did not have yet. */
  copied_bytes: Generated<number>;
  /** Files that were missing or not as they came, and so are not in it. */
  damaged: Generated<number>;
  error: string | null;
}

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;
export type Change<Table extends keyof Schema> = Updateable<Schema[Table]>;
