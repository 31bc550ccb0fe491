import type { Person } from '../access/actor.ts';
import { requirePerson } from '../access/policy.ts';
import { proposeHolidays } from '../access/propose-holidays.ts';
import { readCalendar } from '../access/read-calendar.ts';
import { dayIn } from '../clock.ts';
import type { PageContent } from '../contract/pages.ts';
import { countPublishedLessonsUnder, countSubmittedLessons, listSubmittedLessons } from '../db/lessons.ts';
import { countSchoolsUnder } from '../db/organisations.ts';
import { countPeopleUnder } from '../db/people.ts';
import { countOpenRoundsUnder } from '../db/rounds.ts';
import { pathsToCheck } from '../lessons/paths-to-check.ts';
import { presentLessonsToPlay } from '../lessons/present-lessons.ts';
import type { Call } from '../route.ts';

/** What waits for whoever administers a school or a bureau, and how much there is below them. */
export async function buildManagePage(call: Call): Promise<Extract<PageContent, { page: 'manage' }>> {
  const { db } = call.context.database;
  const person = requirePerson(call.actor);
  const paths = pathsLookedAfter(person);
  const [toCheck, rounds, lessons, schools, people] = await Promise.all([
    countSubmittedLessons(db, pathsToCheck(person)),
    countOpenRoundsUnder(db, paths),
    countPublishedLessonsUnder(db, paths),
    countSchoolsUnder(db, paths),
    countPeopleUnder(db, paths),
  ]);
  return { page: 'manage', tasks: { toCheck, rounds, lessons, schools, people } };
}

/** An operator looks after everything below, though without checking lessons. */
function pathsLookedAfter(person: Person): string[] {
  const operated = person.roles.filter(({ role }) => role === 'operator');
  return [...pathsToCheck(person), ...operated.map((held) => held.organisationPath)];
}

const mostToCheck = 50;

/** The queue to check, each lesson with what it takes to watch it. */
export async function buildCheckPage(call: Call): Promise<Extract<PageContent, { page: 'manage-lessons' }>> {
  const { context, actor, language } = call;
  const paths = pathsToCheck(requirePerson(actor));
  const queue = await listSubmittedLessons(context.database.db, paths, { limit: mostToCheck });
  const ids = queue.map(({ id }) => id);
  return { page: 'manage-lessons', lessons: await presentLessonsToPlay(context, actor, language, ids) };
}

export async function buildOpenPeriodsPage({
  context,
  language,
}: Call): Promise<Extract<PageContent, { page: 'manage-open-periods' }>> {
  const { config, clock } = context;
  const { periods } = await readCalendar(context);
  const today = dayIn(config.timeZone, clock.now());
  return {
    page: 'manage-open-periods',
    items: periods,
    proposed: proposeHolidays(today, periods, language),
    timeZone: config.timeZone,
    today,
  };
}
