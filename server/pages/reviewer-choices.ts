import { dayIn } from '../clock.ts';
import type { AppContext } from '../context.ts';
import type { PersonSummary } from '../contract/people.ts';
import { listMembers } from '../db/people.ts';

/** Reviewers of an organisation and of those below it today: who can be given lessons of its rounds. */
export async function listReviewersFor(
  { database, clock, config }: Pick<AppContext, 'database' | 'clock' | 'config'>,
  organisationPath: string,
): Promise<PersonSummary[]> {
  const members = await listMembers(database.db, organisationPath, dayIn(config.timeZone, clock.now()));
  const reviewers = members.filter(({ role }) => role === 'reviewer');
  const byId = Map.groupBy(reviewers, ({ id }) => id);
  return [...byId.values()].flatMap((held) => {
    const [first] = held;
    if (!first) return [];
    return {
      id: first.id,
      name: first.name,
      displayName: first.display_name,
      hasPassword: first.password_hash !== null,
      memberships: held.map((one) => ({
        role: 'reviewer' as const,
        organisation: { id: one.organisation_id, name: one.organisation_name },
      })),
    };
  });
}
