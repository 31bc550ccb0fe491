import { ForbiddenError, NotFoundError, NotSignedInError } from '../errors.ts';
import { type Actor, hasRole, hasRoleOver, type Person } from './actor.ts';
import { mayGiveRole, type RolePlace } from './giving-roles.ts';

/**
 * Who may do what: the only place that decides. Every route names its rule, and a test lists every
 * route × role × ownership × state from the route table.
 *
 * A rule answers `allow`; `deny` (may see it, but not do this: 403); `left` (the same, since their role where it
 * belongs has ended, and they are told so); or `hide` (may not know of it: 404).
 */
export type Verdict = 'allow' | 'deny' | 'left' | 'hide';

/** What the rules need to know of a lesson. */
export interface LessonFacts {
  state: 'draft' | 'submitted' | 'returned' | 'published' | 'withdrawn';
  teacherId: string;
  schoolPath: string;
}

export interface RoundFacts {
  organisationPath: string;
  state: 'entering' | 'reviewing' | 'closed';
}

/** Somebody as those who manage people see them: the roles they have, will have and have had. */
export interface PersonFacts {
  memberships: (RolePlace & { ended: boolean })[];
}

export interface EntryFacts {
  teacherId: string;
  round: RoundFacts;
}

export interface AssignmentFacts {
  reviewerId: string;
}

const isPerson = (actor: Actor): Verdict => (actor.kind === 'person' ? 'allow' : 'deny');

function owns(actor: Actor, lesson: LessonFacts): boolean {
  return actor.kind === 'person' && actor.id === lesson.teacherId;
}

/** Those who keep the people of an organisation: its bureaus, and a school's own administrators. */
function managesPeople(actor: Actor, organisationPath: string): boolean {
  return (
    hasRoleOver(actor, 'bureau-administrator', organisationPath) ||
    hasRoleOver(actor, 'school-administrator', organisationPath)
  );
}

function knowsPerson(actor: Actor, { memberships }: PersonFacts): boolean {
  return memberships.some(({ organisationPath }) => managesPeople(actor, organisationPath));
}

function managesRound(actor: Actor, round: RoundFacts): boolean {
  return (
    hasRoleOver(actor, 'bureau-administrator', round.organisationPath) ||
    hasRoleOver(actor, 'school-administrator', round.organisationPath)
  );
}

/** Those it is held for, and those who administer above it. */
function isConcernedBy(actor: Actor, round: RoundFacts): boolean {
  return (
    managesRound(actor, round) ||
    (actor.kind === 'person' &&
      actor.roles.some((held) => held.organisationPath.startsWith(round.organisationPath)))
  );
}

/** Those who check a lesson: its school's administrators, and the bureaus above the school. */
function checks(actor: Actor, lesson: LessonFacts): boolean {
  return (
    hasRoleOver(actor, 'school-administrator', lesson.schoolPath) ||
    hasRoleOver(actor, 'bureau-administrator', lesson.schoolPath)
  );
}

/** What holds for everybody (calendar, name, curriculum, programmes, totals) is kept by the bureau at the top of the tree. */
function governsLibrary(actor: Actor): boolean {
  return (
    actor.kind === 'person' &&
    actor.roles.some(
      ({ role, organisationId, organisationPath }) =>
        role === 'bureau-administrator' && organisationPath === `${organisationId}/`,
    )
  );
}

function seesLesson(actor: Actor, lesson: LessonFacts): boolean {
  if (lesson.state === 'published') return true;
  if (owns(actor, lesson)) return true;
  return lesson.state !== 'draft' && checks(actor, lesson);
}

/** Wraps a rule about a lesson: who may not see it is told that it is not there. */
function onLesson(allowed: (actor: Actor, lesson: LessonFacts) => boolean) {
  return (actor: Actor, lesson: LessonFacts): Verdict => {
    if (!seesLesson(actor, lesson)) return 'hide';
    return allowed(actor, lesson) ? 'allow' : 'deny';
  };
}

/**
 * What is a lesson's teacher's to do, or that of `others`. A lesson stays with the school it came from: of a teacher
 * who has left it is only to be seen, and its school decides what becomes of it.
 */
function onOwnLesson(others: (actor: Actor, lesson: LessonFacts) => boolean = () => false) {
  return (actor: Actor, lesson: LessonFacts): Verdict => {
    if (!seesLesson(actor, lesson)) return 'hide';
    if (others(actor, lesson)) return 'allow';
    if (!owns(actor, lesson)) return 'deny';
    return hasRoleOver(actor, 'teacher', lesson.schoolPath) ? 'allow' : 'left';
  };
}

export const rules = {
  /** Pages, lists and answers that hold nothing but what is public. */
  public: (): Verdict => 'allow',
  /** Anybody signed in, about themselves. */
  'signed-in': isPerson,
  /** Holding the one-time link is the permission; the handler checks the token. */
  'with-token': (): Verdict => 'allow',
  /** Holding a signed address is the permission; the handler checks the signature and the lesson. */
  'signed-address': (): Verdict => 'allow',

  'lesson.see': onLesson(() => true),
  'lesson.create': (actor: Actor): Verdict => (hasRole(actor, 'teacher') ? 'allow' : 'deny'),
  /** Lessons outlive the role: whoever has made some and teaches nowhere today still finds them. */
  'teach.desk': (actor: Actor, own: { lessons: number }): Verdict =>
    hasRole(actor, 'teacher') || (isPerson(actor) === 'allow' && own.lessons > 0) ? 'allow' : 'deny',
  'lesson.edit': onOwnLesson(),
  'lesson.submit': onOwnLesson(),
  /** A draft is nobody else's: whoever has left may still take it away, and the file they uploaded. */
  'lesson.delete': onLesson(owns),
  'lesson.check': onLesson(checks),
  'lesson.withdraw': onOwnLesson(checks),
  'lesson.retry': onOwnLesson(checks),
  'lesson.original': onLesson((actor, lesson) => owns(actor, lesson) || checks(actor, lesson)),
  'lesson.enter': onOwnLesson(),
  'manage.desk': (actor: Actor): Verdict =>
    hasRole(actor, 'school-administrator') ||
    hasRole(actor, 'bureau-administrator') ||
    hasRole(actor, 'operator')
      ? 'allow'
      : 'deny',
  'lessons.check-queue': (actor: Actor): Verdict =>
    hasRole(actor, 'school-administrator') || hasRole(actor, 'bureau-administrator') ? 'allow' : 'deny',

  'upload.create': (actor: Actor): Verdict => (hasRole(actor, 'teacher') ? 'allow' : 'deny'),
  'upload.use': (actor: Actor, upload: { personId: string }): Verdict =>
    actor.kind === 'person' && actor.id === upload.personId ? 'allow' : 'hide',

  'open-periods.manage': (actor: Actor): Verdict => (governsLibrary(actor) ? 'allow' : 'deny'),

  'organisations.see': isPerson,
  'organisation.manage': (actor: Actor, organisation: { path: string }): Verdict =>
    hasRoleOver(actor, 'bureau-administrator', organisation.path) ? 'allow' : 'deny',
  'groups.manage': (actor: Actor): Verdict => (hasRole(actor, 'bureau-administrator') ? 'allow' : 'deny'),
  'people.manage': (actor: Actor, organisation: { path: string }): Verdict =>
    managesPeople(actor, organisation.path) ? 'allow' : 'deny',
  'person.see': (actor: Actor, person: PersonFacts): Verdict =>
    knowsPerson(actor, person) ? 'allow' : 'hide',
  /**
   * New password, name, closing the account: only who could have given every role the person has or is
   * going to have, or a school administrator would become whoever also teaches there.
   */
  'person.manage': (actor: Actor, person: PersonFacts): Verdict => {
    if (!knowsPerson(actor, person)) return 'hide';
    return person.memberships.every((held) => held.ended || mayGiveRole(actor, held)) ? 'allow' : 'deny';
  },
  'role.give': (actor: Actor, place: RolePlace): Verdict => (mayGiveRole(actor, place) ? 'allow' : 'deny'),

  'curriculum.manage': (actor: Actor): Verdict => (governsLibrary(actor) ? 'allow' : 'deny'),
  'programmes.manage': (actor: Actor): Verdict => (governsLibrary(actor) ? 'allow' : 'deny'),
  'rounds.create': (actor: Actor, organisation: { path: string }): Verdict =>
    hasRoleOver(actor, 'bureau-administrator', organisation.path) ||
    hasRoleOver(actor, 'school-administrator', organisation.path)
      ? 'allow'
      : 'deny',
  'rounds.see': isPerson,
  /** Those whom it concerns, and its reviewers: as `listRounds` finds them. */
  'round.see': (actor: Actor, round: RoundFacts & { reviewerIds: readonly string[] }): Verdict => {
    if (actor.kind === 'visitor') return 'deny';
    return isConcernedBy(actor, round) || round.reviewerIds.includes(actor.id) ? 'allow' : 'hide';
  },
  'round.manage': (actor: Actor, round: RoundFacts): Verdict => {
    if (managesRound(actor, round)) return 'allow';
    return actor.kind === 'visitor' || isConcernedBy(actor, round) ? 'deny' : 'hide';
  },
  /** Everybody, once nothing can change any more; until then nobody else need know of it. */
  'round.results': (actor: Actor, round: RoundFacts): Verdict => {
    if (round.state === 'closed' || managesRound(actor, round)) return 'allow';
    return isConcernedBy(actor, round) ? 'deny' : 'hide';
  },
  'entry.withdraw': (actor: Actor, entry: EntryFacts): Verdict =>
    (actor.kind === 'person' && actor.id === entry.teacherId) || managesRound(actor, entry.round)
      ? 'allow'
      : 'hide',
  'review.desk': (actor: Actor): Verdict => (hasRole(actor, 'reviewer') ? 'allow' : 'deny'),
  /** Whom it was assigned to, for as long as they review. */
  'review.write': (actor: Actor, assignment: AssignmentFacts): Verdict =>
    hasRole(actor, 'reviewer') && actor.kind === 'person' && actor.id === assignment.reviewerId
      ? 'allow'
      : 'hide',
  'reports.see': (actor: Actor): Verdict =>
    hasRole(actor, 'bureau-administrator') || hasRole(actor, 'school-administrator') ? 'allow' : 'deny',

  'settings.manage': (actor: Actor): Verdict =>
    governsLibrary(actor) || hasRole(actor, 'operator') ? 'allow' : 'deny',
  'audit.see': (actor: Actor): Verdict =>
    governsLibrary(actor) || hasRole(actor, 'operator') ? 'allow' : 'deny',
  'system.see': (actor: Actor): Verdict => (hasRole(actor, 'operator') ? 'allow' : 'deny'),
  'job.retry': (actor: Actor): Verdict => (hasRole(actor, 'operator') ? 'allow' : 'deny'),
  /** `local`: a program on this machine, such as a Prometheus that collects. */
  'metrics.see': (actor: Actor, caller: { local: boolean }): Verdict =>
    caller.local || hasRole(actor, 'operator') ? 'allow' : 'deny',
} as const;

export type Rule = keyof typeof rules;

/** The rules that can allow somebody who is not signed in; all others refuse before a request is even read. */
const openToVisitors: ReadonlySet<Rule> = new Set<Rule>([
  'public',
  'with-token',
  'signed-address',
  'lesson.see',
  'metrics.see',
  'round.results',
]);

/** Throws `NotSignedInError` for a visitor under a rule that never allows one. */
export function refuseVisitor(actor: Actor, rule: Rule): void {
  if (actor.kind === 'visitor' && !openToVisitors.has(rule)) throw new NotSignedInError();
}

type Arguments<R extends Rule> = (typeof rules)[R] extends (actor: Actor, ...rest: infer Rest) => Verdict
  ? Rest
  : never;

/**
 * Asks a rule and throws unless it allows: `NotFoundError` for what must stay hidden,
 * `NotSignedInError` for a visitor (signing in might help), `ForbiddenError` otherwise.
 */
export function authorise<R extends Rule>(actor: Actor, rule: R, ...about: Arguments<R>): void {
  const verdict = ask(actor, rule, ...about);
  if (verdict === 'allow') return;
  if (verdict === 'hide') throw new NotFoundError();
  if (actor.kind === 'visitor') throw new NotSignedInError();
  if (verdict === 'left') throw new ForbiddenError('left-school');
  throw new ForbiddenError(actor.needsSecondFactor ? 'second-factor-needed' : 'forbidden');
}

/** The same question without the throw: which buttons to show. */
export function may<R extends Rule>(actor: Actor, rule: R, ...about: Arguments<R>): boolean {
  return ask(actor, rule, ...about) === 'allow';
}

function ask<R extends Rule>(actor: Actor, rule: R, ...about: Arguments<R>): Verdict {
  const decide = rules[rule] as (actor: Actor, ...about: unknown[]) => Verdict;
  return decide(actor, ...about);
}

/** For handlers whose rule let only signed-in people through. */
export function requirePerson(actor: Actor): Person {
  if (actor.kind === 'visitor') throw new NotSignedInError();
  return actor;
}
