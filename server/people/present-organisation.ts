import { Organisation } from '../contract/people.ts';
import type { Row } from '../db/schema.ts';
import { InvalidRequestError } from '../errors.ts';

export function presentOrganisation(row: Row<'organisations'>): Organisation {
  return {
    id: row.id,
    parent: row.parent_id,
    level: Organisation.shape.level.parse(row.level),
    name: row.name,
    nature: row.nature,
    place: row.place,
  };
}

/** Throws `InvalidRequestError` when a nature or place is given to what is no school. */
export function requireSchool(
  level: string,
  given: { nature?: string | null | undefined; place?: string | null | undefined },
): void {
  if (level === 'school') return;
  const fields = (['nature', 'place'] as const).filter((field) => given[field]);
  if (fields.length === 0) return;
  throw new InvalidRequestError(
    fields.map((path) => ({ path, code: 'schools-only' })),
    'schools-only',
  );
}
