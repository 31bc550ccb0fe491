import { requirePerson } from '../access/policy.ts';
import { proposeHolidays } from '../access/propose-holidays.ts';
import { readCalendar } from '../access/read-calendar.ts';
import { dayIn } from '../clock.ts';
import type { PageContent } from '../contract/pages.ts';
import { countLessons, listSubmittedLessonIds } from '../db/lessons.ts';
import { countSchools } from '../db/organisations.ts';
import { countPeople } from '../db/people.ts';
import { countOpenRounds } from '../db/rounds.ts';
import { pathsToCheck } from '../lessons/paths-to-check.ts';
import { presentLesson } from '../lessons/present-lessons.ts';
import type { Call } from '../route.ts';

/** What waits for whoever administers a school or a bureau. */
export async function buildManagePage(call: Call): Promise<Extract<PageContent, { page: 'manage' }>> {
  const { db } = call.context.database;
  const person = requirePerson(call.actor);
  const [toCheck, rounds, lessons, schools, people] = await Promise.all([
    listSubmittedLessonIds(db, pathsToCheck(person)),
    countOpenRounds(db),
    countLessons(db),
    countSchools(db),
    countPeople(db),
  ]);
  return {
    page: 'manage',
    tasks: { toCheck: toCheck.length, rounds, lessons: lessons.published, schools, people },
  };
}

const mostToCheck = 50;

/** The queue to check, each lesson with what it takes to watch it. */
export async function buildCheckPage(call: Call): Promise<Extract<PageContent, { page: 'manage-lessons' }>> {
  const { context, actor, language } = call;
  const ids = await listSubmittedLessonIds(context.database.db, pathsToCheck(requirePerson(actor)));
  const lessons = await Promise.all(
    ids.slice(0, mostToCheck).map((id) => presentLesson(context, actor, language, id)),
  );
  return { page: 'manage-lessons', lessons: lessons.filter((lesson) => lesson !== null) };
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
