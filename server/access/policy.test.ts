import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Role } from '../contract/session.ts';
import { type Actor, visitor } from './actor.ts';
import { type LessonFacts, type PersonFacts, type RoundFacts, rules, type Verdict } from './policy.ts';

/** A province with a city, the city with two counties, each county with a school. */
const paths = {
  province: 'p/',
  city: 'p/c/',
  county: 'p/c/k1/',
  school: 'p/c/k1/s1/',
  otherSchool: 'p/c/k2/s2/',
};

function person(id: string, role: Role, organisationPath: string): Actor {
  const organisationId = organisationPath.split('/').at(-2) ?? '';
  const held = { role, organisationId, organisationName: '', organisationPath };
  return { kind: 'person', id, name: id, displayName: id, roles: [held] };
}

/** In the order of the columns below. */
const actors = {
  visitor,
  teacher: person('teacher', 'teacher', paths.school),
  otherTeacher: person('otherTeacher', 'teacher', paths.otherSchool),
  school: person('school', 'school-administrator', paths.school),
  otherSchool: person('otherSchool', 'school-administrator', paths.otherSchool),
  county: person('county', 'bureau-administrator', paths.county),
  city: person('city', 'bureau-administrator', paths.city),
  province: person('province', 'bureau-administrator', paths.province),
  reviewer: person('reviewer', 'reviewer', paths.city),
  operator: person('operator', 'operator', paths.province),
} as const satisfies Record<string, Actor>;

const lesson = (state: LessonFacts['state']): LessonFacts => ({
  state,
  teacherId: 'teacher',
  schoolPath: paths.school,
});
/** Of somebody who teaches at another school by now. */
const leftBehind = (state: LessonFacts['state']): LessonFacts => ({
  ...lesson(state),
  teacherId: 'otherTeacher',
});
const held = (role: Role, organisationPath: string, ended = false) => ({ role, organisationPath, ended });
const colleague: PersonFacts = { memberships: [held('teacher', paths.school)] };
const alsoBureau: PersonFacts = {
  memberships: [held('teacher', paths.school), held('bureau-administrator', paths.county)],
};
const onceBureau: PersonFacts = {
  memberships: [held('teacher', paths.school), held('bureau-administrator', paths.county, true)],
};
const cityRound = (state: RoundFacts['state']): RoundFacts => ({ organisationPath: paths.city, state });
const seen = (organisationPath: string, ...reviewerIds: string[]) => ({
  organisationPath,
  state: 'entering' as const,
  reviewerIds,
});
const entry = { teacherId: 'teacher', round: cityRound('entering') };

/**
 * Who may: `+` allow, `-` deny (403 or 401), `<` left the school (403), `·` hide (404). Columns: visitor, teacher, other teacher, school,
 * other school, county, city, province, reviewer, operator. The lesson is the teacher's, of the school.
 */
const table: [rule: keyof typeof rules, about: string, ask: (actor: Actor) => Verdict, expected: string][] = [
  ['public', '', () => rules.public(), '+ + + + + + + + + +'],
  ['with-token', '', () => rules['with-token'](), '+ + + + + + + + + +'],
  ['signed-address', '', () => rules['signed-address'](), '+ + + + + + + + + +'],
  ['signed-in', '', (a) => rules['signed-in'](a), '- + + + + + + + + +'],

  ['lesson.see', 'draft', (a) => rules['lesson.see'](a, lesson('draft')), '· + · · · · · · · ·'],
  ['lesson.see', 'submitted', (a) => rules['lesson.see'](a, lesson('submitted')), '· + · + · + + + · ·'],
  ['lesson.see', 'returned', (a) => rules['lesson.see'](a, lesson('returned')), '· + · + · + + + · ·'],
  ['lesson.see', 'published', (a) => rules['lesson.see'](a, lesson('published')), '+ + + + + + + + + +'],
  ['lesson.see', 'withdrawn', (a) => rules['lesson.see'](a, lesson('withdrawn')), '· + · + · + + + · ·'],
  ['lesson.create', '', (a) => rules['lesson.create'](a), '- + + - - - - - - -'],
  ['lesson.edit', 'draft', (a) => rules['lesson.edit'](a, lesson('draft')), '· + · · · · · · · ·'],
  ['lesson.edit', 'published', (a) => rules['lesson.edit'](a, lesson('published')), '- + - - - - - - - -'],
  ['lesson.edit', 'withdrawn', (a) => rules['lesson.edit'](a, lesson('withdrawn')), '· + · - · - - - · ·'],
  ['lesson.submit', 'draft', (a) => rules['lesson.submit'](a, lesson('draft')), '· + · · · · · · · ·'],
  ['lesson.delete', 'draft', (a) => rules['lesson.delete'](a, lesson('draft')), '· + · · · · · · · ·'],
  ['lesson.check', 'submitted', (a) => rules['lesson.check'](a, lesson('submitted')), '· - · + · + + + · ·'],
  [
    'lesson.withdraw',
    'published',
    (a) => rules['lesson.withdraw'](a, lesson('published')),
    '- + - + - + + + - -',
  ],
  ['lesson.retry', 'draft', (a) => rules['lesson.retry'](a, lesson('draft')), '· + · · · · · · · ·'],
  ['lesson.retry', 'submitted', (a) => rules['lesson.retry'](a, lesson('submitted')), '· + · + · + + + · ·'],
  [
    'lesson.original',
    'published',
    (a) => rules['lesson.original'](a, lesson('published')),
    '- + - + - + + + - -',
  ],
  ['lesson.enter', 'published', (a) => rules['lesson.enter'](a, lesson('published')), '- + - - - - - - - -'],
  ['lesson.see', 'left behind', (a) => rules['lesson.see'](a, leftBehind('draft')), '· · + · · · · · · ·'],
  [
    'lesson.edit',
    'left behind',
    (a) => rules['lesson.edit'](a, leftBehind('published')),
    '- - < - - - - - - -',
  ],
  [
    'lesson.submit',
    'left behind',
    (a) => rules['lesson.submit'](a, leftBehind('draft')),
    '· · < · · · · · · ·',
  ],
  [
    'lesson.delete',
    'left behind',
    (a) => rules['lesson.delete'](a, leftBehind('draft')),
    '· · + · · · · · · ·',
  ],
  [
    'lesson.withdraw',
    'left behind',
    (a) => rules['lesson.withdraw'](a, leftBehind('published')),
    '- - < + - + + + - -',
  ],
  [
    'lesson.retry',
    'left behind',
    (a) => rules['lesson.retry'](a, leftBehind('submitted')),
    '· · < + · + + + · ·',
  ],
  [
    'lesson.original',
    'left behind',
    (a) => rules['lesson.original'](a, leftBehind('published')),
    '- - + + - + + + - -',
  ],
  [
    'lesson.enter',
    'left behind',
    (a) => rules['lesson.enter'](a, leftBehind('published')),
    '- - < - - - - - - -',
  ],
  ['lessons.check-queue', '', (a) => rules['lessons.check-queue'](a), '- - - + + + + + - -'],
  ['manage.desk', '', (a) => rules['manage.desk'](a), '- - - + + + + + - +'],

  ['teach.desk', 'without a lesson', (a) => rules['teach.desk'](a, { lessons: 0 }), '- + + - - - - - - -'],
  ['teach.desk', 'with lessons', (a) => rules['teach.desk'](a, { lessons: 2 }), '- + + + + + + + + +'],
  ['upload.create', '', (a) => rules['upload.create'](a), '- + + - - - - - - -'],
  ['upload.use', '', (a) => rules['upload.use'](a, { personId: 'teacher' }), '· + · · · · · · · ·'],

  ['open-periods.manage', '', (a) => rules['open-periods.manage'](a), '- - - - - - - + - -'],
  ['curriculum.manage', '', (a) => rules['curriculum.manage'](a), '- - - - - - - + - -'],
  ['settings.manage', '', (a) => rules['settings.manage'](a), '- - - - - - - + - +'],

  ['organisations.see', '', (a) => rules['organisations.see'](a), '- + + + + + + + + +'],
  [
    'organisation.manage',
    'the school',
    (a) => rules['organisation.manage'](a, { path: paths.school }),
    '- - - - - + + + - -',
  ],
  [
    'organisation.manage',
    'the city',
    (a) => rules['organisation.manage'](a, { path: paths.city }),
    '- - - - - - + + - -',
  ],
  ['groups.manage', '', (a) => rules['groups.manage'](a), '- - - - - + + + - -'],

  [
    'people.manage',
    'the school',
    (a) => rules['people.manage'](a, { path: paths.school }),
    '- - - + - + + + - -',
  ],
  [
    'people.manage',
    'the city',
    (a) => rules['people.manage'](a, { path: paths.city }),
    '- - - - - - + + - -',
  ],
  ['person.see', 'a teacher', (a) => rules['person.see'](a, colleague), '· · · + · + + + · ·'],
  ['person.manage', 'a teacher', (a) => rules['person.manage'](a, colleague), '· · · + · + + + · ·'],
  [
    'person.manage',
    'a teacher who administers the county',
    (a) => rules['person.manage'](a, alsoBureau),
    '· · · - · - + + · ·',
  ],
  [
    'person.manage',
    'a teacher who did so once',
    (a) => rules['person.manage'](a, onceBureau),
    '· · · + · + + + · ·',
  ],
  ...(
    [
      ['teacher', 'school', '- - - + - + + + - -'],
      ['teacher', 'otherSchool', '- - - - + - + + - -'],
      ['school-administrator', 'school', '- - - - - + + + - -'],
      ['reviewer', 'city', '- - - - - - + + - -'],
      ['reviewer', 'county', '- - - - - + + + - -'],
      ['bureau-administrator', 'county', '- - - - - - + + - -'],
      ['bureau-administrator', 'city', '- - - - - - - + - -'],
      ['bureau-administrator', 'province', '- - - - - - - + - -'],
      ['operator', 'province', '- - - - - - - + - -'],
      ['operator', 'city', '- - - - - - - - - -'],
    ] as const
  ).map(
    ([role, at, expected]) =>
      [
        'role.give',
        `${role} at ${at}`,
        (a: Actor) => rules['role.give'](a, { role, organisationPath: paths[at] }),
        expected,
      ] as [keyof typeof rules, string, (actor: Actor) => Verdict, string],
  ),

  ['programmes.manage', '', (a) => rules['programmes.manage'](a), '- - - - - - - + - -'],
  [
    'rounds.create',
    'at the school',
    (a) => rules['rounds.create'](a, { path: paths.school }),
    '- - - + - + + + - -',
  ],
  [
    'rounds.create',
    'at the city',
    (a) => rules['rounds.create'](a, { path: paths.city }),
    '- - - - - - + + - -',
  ],
  ['rounds.see', '', (a) => rules['rounds.see'](a), '- + + + + + + + + +'],
  ['round.see', 'city', (a) => rules['round.see'](a, seen(paths.city)), '- + + + + + + + + ·'],
  ['round.see', 'school', (a) => rules['round.see'](a, seen(paths.school)), '- + · + · + + + · ·'],
  ['round.see', 'named', (a) => rules['round.see'](a, seen(paths.school, 'reviewer')), '- + · + · + + + + ·'],
  ['round.manage', '', (a) => rules['round.manage'](a, cityRound('entering')), '- - - - - - + + - ·'],
  ['round.results', 'open', (a) => rules['round.results'](a, cityRound('reviewing')), '· - - - - - + + - ·'],
  ['round.results', 'closed', (a) => rules['round.results'](a, cityRound('closed')), '+ + + + + + + + + +'],
  ['entry.withdraw', '', (a) => rules['entry.withdraw'](a, entry), '· + · · · · + + · ·'],
  ['review.desk', '', (a) => rules['review.desk'](a), '- - - - - - - - + -'],
  ['review.write', '', (a) => rules['review.write'](a, { reviewerId: 'reviewer' }), '· · · · · · · · + ·'],
  ['reports.see', '', (a) => rules['reports.see'](a), '- - - + + + + + - -'],

  ['audit.see', '', (a) => rules['audit.see'](a), '- - - - - - - + - +'],
  ['system.see', '', (a) => rules['system.see'](a), '- - - - - - - - - +'],
  ['job.retry', '', (a) => rules['job.retry'](a), '- - - - - - - - - +'],
  ['metrics.see', 'local', (a) => rules['metrics.see'](a, { local: true }), '+ + + + + + + + + +'],
  ['metrics.see', 'from elsewhere', (a) => rules['metrics.see'](a, { local: false }), '- - - - - - - - - +'],
];

const sign: Record<Verdict, string> = { allow: '+', deny: '-', left: '<', hide: '·' };

describe('rules', () => {
  for (const [rule, about, ask, expected] of table) {
    it([rule, about].filter((part) => part !== '').join(' '), () => {
      assert.equal(
        Object.values(actors)
          .map((actor) => sign[ask(actor)])
          .join(' '),
        expected,
      );
    });
  }

  it('all stand in this table', () => {
    const tested = new Set(table.map(([rule]) => rule));
    assert.deepEqual(
      Object.keys(rules).filter((rule) => !tested.has(rule as keyof typeof rules)),
      [],
    );
  });
});
