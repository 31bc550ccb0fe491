import type { AuditEntry, AuditFilter } from './audit.ts';
import type { CurriculumImport } from './curriculum.ts';
import type { Lesson } from './lessons.ts';
import type { NewOpenPeriod, OpenPeriod, OpenState } from './open-periods.ts';
import type { ManagedPerson, Organisation, PersonSummary, Programme } from './people.ts';
import type { Problem } from './problem.ts';
import type { Assignment, AwardsReport, Entry, ResultList, Round, Rubric } from './rounds.ts';
import type { SearchHit } from './search.ts';
import type { OpenSession, SecondFactor, Session } from './session.ts';
import type { Synonyms } from './synonyms.ts';
import type { SystemStatus } from './system.ts';
import type { OpenUploadList, UploadSettings } from './uploads.ts';

/** What the server hands to the renderer, one shape per page. Names in them are in the page's language. */
export type PageModel = { shell: Shell } & PageContent;

/** What every page shows around its content. */
export interface Shell {
  library: LibrarySettings;
  open: OpenState;
  session: Session | null;
  /** Path and query of this page, for links that come back to it. */
  address: string;
  /** Plain http from another machine: passwords can be read on the way. */
  insecure: boolean;
  /** IANA name of the region's time zone: instants are shown by its clock. */
  timeZone: string;
}

/** What the footer must say; all of it is set by the bureau. */
export interface LibrarySettings {
  name: string;
  /** Short name of the place in the seal beside the name: 滨城. */
  place: string;
  organiser: string;
  icp: string;
  publicSecurity: string;
  reportAddress: string;
}

export interface Choice {
  slug: string;
  name: string;
}

/** One value of a filter with the address that toggles it. */
export interface FacetChoice extends Choice {
  count: number;
  chosen: boolean;
  href: string;
}

/** A place in a book by the address of its page. */
export interface PlaceLink {
  href: string;
  name: string;
  /** The names above it, from the stage down. */
  above: string;
}

export interface NodeLink {
  id: string;
  name: string;
  label: string | null;
}

/** A node as whoever keeps the curriculum sees it. */
export interface ManagedNode extends NodeLink {
  kind: string;
  /** Published ones at or below it. */
  lessons: number;
  retired: boolean;
  /** Set by the bureau: a program update leaves it alone; of a book that came from a file, all of it. */
  own: 'file' | 'hand' | null;
  /** Only teachers' drafts name it. */
  draft: boolean;
  may: { rename: boolean; retire: boolean; extend: boolean };
}

/** The forms of the curriculum's page that have names in them: one adds a child, one changes the node. */
export type NodeFormName = 'add' | 'change';

export interface BookLink extends NodeLink {
  subject: string;
  subjectName: string;
  edition: string;
  lessons: number;
}

/** The books of one subject in one stage. */
export interface BookShelf {
  stage: Choice & { href: string };
  subject: Choice & { href: string };
  /** The grades there are books of; one can be chosen. */
  grades: (Choice & { href: string; chosen: boolean })[];
  /** By grade; books that stand at none by edition, which is empty for what a standard lists without one. */
  groups: { name: string; books: BookLink[] }[];
  /** Other editions, by name. */
  others: { name: string; books: BookLink[] }[];
}

export interface UnitModel extends NodeLink {
  topics: (NodeLink & { lessons: Lesson[] })[];
  /** Lessons that stand at the unit itself. */
  lessons: Lesson[];
}

export interface RoundChoice {
  id: string;
  name: string;
  entriesUntil: string;
  entered: boolean;
  /** What to withdraw; null until entered. */
  entryId: string | null;
}

export type PageContent =
  | {
      page: 'home';
      grades: (Choice & { href: string; chosen: boolean })[];
      /** Of the chosen grade, in the editions in use here; those with lessons first. */
      books: BookLink[];
      /** The same in other editions. */
      otherBooks: BookLink[];
      newest: Lesson[];
      awarded: Lesson[];
      examples: string[];
      totals: { lessons: number; awarded: number; schools: number };
    }
  | {
      /** `/search` and `/lessons`. */
      page: 'search';
      q: string;
      hits: SearchHit[];
      nearest: SearchHit[];
      /** The names of what was understood and need not hold for what comes near. */
      nearestBeyond: string[];
      total: number;
      engine: 'embedded' | 'meilisearch';
      /** The main engine is down and the embedded one answers. */
      fallback: boolean;
      /** What was recognised in the words, each with the address of the search without it. */
      understood: { name: string; removeHref: string }[];
      /** What was looked for instead of words by which nothing was found. */
      corrected?: { typed: string; text: string };
      /** The words as they were typed, with nothing understood in them; null where nothing was. */
      literalHref: string | null;
      /** Every filter that is chosen; `name` is null where the id is nobody's. */
      chosen: { field: string; name: string | null; removeHref: string }[];
      /** Where nothing was found: searches that find something with one filter less; `field` null: with none. */
      instead: { field: string | null; name: string | null; count: number; href: string }[];
      /** Where nothing was found: where in the books it would stand. */
      places: PlaceLink[];
      facets: { field: string; choices: FacetChoice[] }[];
      sort: { slug: string; chosen: boolean; href: string }[];
      nextHref: string | null;
      clearHref: string;
    }
  | {
      page: 'lesson';
      lesson: Lesson;
      /** The second at which it begins to play; null: where this device was, or at the start. */
      startAt: number | null;
      siblings: Lesson[];
      book: NodeLink | null;
      structuredData: string;
      /** Asked for by its teacher, who does not teach at its school any more. */
      left: boolean;
    }
  | { page: 'embed'; lesson: Lesson }
  | {
      page: 'books';
      /** Every stage with its subjects, or the one that was asked for. */
      stages: (Choice & { href: string; subjects: (Choice & { href: string; lessons: number })[] })[];
      /** The books of one subject. */
      shelf: BookShelf | null;
    }
  | {
      page: 'book';
      book: NodeLink;
      /** From the stage down; those with a list of books have an address. */
      path: (NodeLink & { href?: string })[];
      subject: string;
      units: UnitModel[];
      /** Retired units and topics at which lessons still stand. */
      former: (NodeLink & { lessons: Lesson[] })[];
      /** Of its topics, or of its units where no topics are known. */
      totals: { of: 'topics' | 'units'; count: number; covered: number };
    }
  | {
      page: 'sign-in';
      next: string;
      /** After a refused attempt: why, and the name that was given. */
      problem: Problem | null;
      name: string;
      /** The password was right: only the code is asked for, and this goes with it. */
      ticket: string | null;
    }
  | {
      page: 'account';
      sessions: OpenSession[];
      secondFactor: SecondFactor;
      /** Some of the person's roles wait for it. */
      needsSecondFactor: boolean;
      /** Said once, after the form that ends them. */
      othersEnded: boolean;
    }
  | { page: 'setup'; token: string; valid: boolean }
  | {
      page: 'set-password';
      token: string;
      /** Why the link does not work. */
      refused: 'link-used' | 'link-maker' | null;
      name: string;
    }
  | {
      page: 'teach';
      lessons: Lesson[];
      uploads: OpenUploadList;
      maxUploadBytes: number;
      rounds: RoundChoice[];
      /** False: they teach nowhere today, and only see the lessons that they made. */
      mayUpload: boolean;
    }
  | {
      page: 'teach-lesson';
      lesson: Lesson;
      choices: LessonChoices;
      rounds: RoundChoice[];
      maxUploadBytes: number;
      attachmentLimitBytes: number;
    }
  | {
      page: 'manage';
      tasks: { toCheck: number; rounds: number; lessons: number; schools: number; people: number };
    }
  | { page: 'manage-lessons'; lessons: Lesson[] }
  | {
      page: 'manage-open-periods';
      items: OpenPeriod[];
      proposed: NewOpenPeriod[];
      timeZone: string;
      today: string;
    }
  | {
      page: 'manage-rounds';
      rounds: Round[];
      programmes: Programme[];
      rubrics: Rubric[];
      organisations: Organisation[];
      today: string;
    }
  | {
      page: 'manage-round';
      round: Round;
      entries: Entry[];
      reviewers: PersonSummary[];
      results: ResultList | null;
    }
  | { page: 'manage-people'; people: ManagedPerson[]; organisations: Organisation[] }
  | { page: 'manage-reports'; report: AwardsReport; programmes: Programme[]; years: number[] }
  | { page: 'manage-synonyms'; synonyms: Synonyms }
  | { page: 'manage-settings'; settings: LibrarySettings; uploadSettings: UploadSettings }
  | {
      page: 'manage-curriculum';
      /** From the stage down, the node itself last; empty at the top. */
      path: ManagedNode[];
      children: ManagedNode[];
      retired: ManagedNode[];
      /** Of a subject: its editions, and which the region uses now. */
      editions: (Choice & { current: boolean })[];
      /** At the top: what the region uses now, of every subject for which it has said so. */
      currentEditions: { id: string; name: string; editions: string[] }[];
      /** At the top: the last files that were brought in. */
      imports: { id: string; name: string; appliedAt: string }[];
      /** What was refused, in words, and what had been typed. */
      problem: string | null;
      typed: { form: NodeFormName | null; name: string; label: string };
      saved: boolean;
      mostFileBytes: number;
      mostLines: number;
    }
  | {
      page: 'manage-curriculum-import';
      upload: CurriculumImport;
      /** The curriculum has changed since this was read before. */
      changed: boolean;
      /** It retires much, and who confirmed it did not say so. */
      unconfirmed: boolean;
    }
  | {
      page: 'manage-audit';
      filter: AuditFilter;
      entries: AuditEntry[];
      nextCursor: string | null;
      mostExported: number;
    }
  | { page: 'manage-system'; system: SystemStatus; backups: BackupStatus }
  | {
      page: 'review';
      rounds: {
        round: Round;
        total: number;
        submitted: number;
        nextHref: string | null;
        assignments: Assignment[];
      }[];
    }
  | {
      page: 'review-entry';
      round: Round;
      assignment: Assignment;
      playback: NonNullable<Lesson['playback']>;
      attachments: Lesson['attachments'];
      position: { index: number; total: number; previousHref: string | null; nextHref: string | null };
    }
  | { page: 'privacy' }
  | { page: 'problem'; problem: Problem };

export type PageName = PageContent['page'];
export type PageOf<Name extends PageName> = Extract<PageContent, { page: Name }> & { shell: Shell };

/** What the lesson form offers. Deeper levels come from `GET /api/nodes?parent=`. */
export interface LessonChoices {
  kinds: Choice[];
  licences: Choice[];
  programmes: Choice[];
  attachmentKinds: Choice[];
  /** BCP 47 tags that are offered. */
  captionLanguages: Choice[];
  stages: NodeLink[];
  years: number[];
}

/** Times are instants, sizes bytes. */
export interface BackupStatus {
  /** The newest that came to its end. */
  last: {
    name: string;
    at: string;
    target: string;
    files: number;
    bytes: number;
    /** What was new in it. */
    copiedBytes: number;
    /** Files that were missing or damaged when it was made. */
    damaged: number;
  } | null;
  running: boolean;
  /** The newest attempt, if it failed; without `error` it was killed. */
  failed: { at: string; error: string | null } | null;
  /** There is none, or it is older than `warnDays`. */
  tooOld: boolean;
  warnDays: number;
  /** Where the next one goes: a folder, or `media-store`. */
  target: string;
  /** A broken disk would take it along. */
  sameDisk: boolean;
  /** When the program makes one by itself: times of the day, or every hour. */
  automatic: 'hourly' | string[] | null;
}
