import type { Programme } from '../../contract/people.ts';
import type { Row } from '../../db/schema.ts';

export function presentProgramme({ id, slug, name, name_en }: Row<'programmes'>): Programme {
  return { id, slug, name, nameEn: name_en };
}
