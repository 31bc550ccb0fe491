import { hasRole } from '../access/actor.ts';
import { authorise, requirePerson } from '../access/policy.ts';
import type { PageContent } from '../contract/pages.ts';
import type { AwardsReportQuery } from '../contract/rounds.ts';
import { listAwardYears } from '../db/awards.ts';
import { findOrganisation } from '../db/organisations.ts';
import { listPeopleUnder } from '../db/people.ts';
import { listProgrammes } from '../db/programmes.ts';
import { ForbiddenError } from '../errors.ts';
import { readLibrarySettings } from '../library-settings.ts';
import { describeBackups } from '../operations/backup/describe-backups.ts';
import { readSystemStatus } from '../operations/system/read-system-status.ts';
import { presentPeople } from '../people/present-people.ts';
import { readAwardsReport } from '../reports/awards-report.ts';
import type { Call } from '../route.ts';
import { presentSynonyms, readSynonyms } from '../search-synonyms.ts';
import { readUploadSettings } from '../uploads/upload-settings.ts';
import { toOrganisations } from './organisation-choices.ts';

const mostPeople = 200;

export async function buildPeoplePage(call: Call): Promise<Extract<PageContent, { page: 'manage-people' }>> {
  const { context, actor } = call;
  const { db } = context.database;
  const organisations = await toOrganisations(db, actor);
  const role = hasRole(actor, 'bureau-administrator') ? 'bureau-administrator' : 'school-administrator';
  const held = requirePerson(actor).roles.find((one) => one.role === role);
  const own = held && (await findOrganisation(db, held.organisationId));
  if (!own) throw new ForbiddenError();
  authorise(actor, 'people.manage', own);
  const people = await listPeopleUnder(db, own.path, { limit: mostPeople });
  return { page: 'manage-people', people: await presentPeople(db, people), organisations };
}

export async function buildReportsPage(
  call: Call<unknown, AwardsReportQuery>,
): Promise<Extract<PageContent, { page: 'manage-reports' }>> {
  const { db } = call.context.database;
  const [report, programmes, years] = await Promise.all([
    readAwardsReport(call.context, call.query),
    listProgrammes(db),
    listAwardYears(db),
  ]);
  return {
    page: 'manage-reports',
    report,
    programmes: programmes.map(({ id, slug, name, name_en }) => ({ id, slug, name, nameEn: name_en })),
    years: [...new Set([report.year, ...years])].sort((a, b) => b - a),
  };
}

export async function buildSettingsPage({
  context,
}: Call): Promise<Extract<PageContent, { page: 'manage-settings' }>> {
  const { db } = context.database;
  return {
    page: 'manage-settings',
    settings: await readLibrarySettings(db),
    uploadSettings: await readUploadSettings(db),
  };
}

export async function buildSynonymsPage({
  context,
  language,
}: Call): Promise<Extract<PageContent, { page: 'manage-synonyms' }>> {
  const kept = await readSynonyms(context.database.db);
  return { page: 'manage-synonyms', synonyms: presentSynonyms(kept, language) };
}

/** What the operator looks at when something is wrong. */
export async function buildSystemPage({
  context,
  language,
}: Call): Promise<Extract<PageContent, { page: 'manage-system' }>> {
  const backups = await describeBackups(context);
  return { page: 'manage-system', backups, system: await readSystemStatus(context, language, backups) };
}
