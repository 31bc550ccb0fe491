import { NewProgramme, Programme } from '../../contract/people.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { newId } from '../../db/new-id.ts';
import { isDuplicateKey } from '../../db/open-database.ts';
import { insertProgramme } from '../../db/programmes.ts';
import { ConflictError } from '../../errors.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';
import { presentProgramme } from './present-programme.ts';

export const createProgramme = defineRoute({
  method: 'POST',
  path: '/api/programmes',
  summary: 'Add a programme',
  rule: 'programmes.manage',
  body: NewProgramme,
  answer: Programme,
  status: 201,
  async handle(call) {
    const { slug, name, nameEn } = call.body;
    const trace = traceOf(call);
    const programme = { id: newId(), slug, name, name_en: nameEn, created_at: trace.at };
    try {
      await call.context.database.transaction(async (trx) => {
        await insertProgramme(trx, programme);
        await appendAudit(trx, { ...trace, action: 'programme.create', subject: programme.id });
      });
    } catch (cause) {
      if (isDuplicateKey(cause)) throw new ConflictError('already-there', {}, { cause });
      throw cause;
    }
    return presentProgramme(programme);
  },
});
