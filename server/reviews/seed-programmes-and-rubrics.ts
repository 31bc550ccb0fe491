import { type Clock, systemClock } from '../clock.ts';
import { toJson } from '../db/json-column.ts';
import { newId } from '../db/new-id.ts';
import type { Db } from '../db/open-database.ts';
import { insertMissingProgramme } from '../db/programmes.ts';
import { insertMissingRubric } from '../db/rubrics.ts';
import { shippedRubrics } from './rubrics/shipped-rubrics.ts';

const shippedProgrammes = [
  { slug: 'qianke', name: '千课计划', name_en: 'Thousand Lessons' },
  { slug: 'yishi-youke', name: '一师一优课', name_en: 'One Teacher, One Excellent Lesson' },
  { slug: 'jingpinke', name: '基础教育精品课', name_en: 'Select Lessons of Basic Education' },
] as const;

/** Adds what the library ships with and does not have yet; what is there stays as it is. For every start. */
export async function seedProgrammesAndRubrics(db: Db, clock: Clock = systemClock): Promise<void> {
  const created_at = clock.now().toISOString();
  for (const programme of shippedProgrammes) {
    await insertMissingProgramme(db, { id: newId(), ...programme, created_at });
  }
  for (const { slug, version, body } of shippedRubrics) {
    await insertMissingRubric(db, { id: newId(), slug, version, body: toJson(body), created_at });
  }
}
