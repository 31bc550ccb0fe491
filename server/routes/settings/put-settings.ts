import { appendAudit } from '../../db/audit-log.ts';
import { LibrarySettingsSchema, writeLibrarySettings } from '../../library-settings.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';

export const putSettings = defineRoute({
  method: 'PUT',
  path: '/api/settings',
  summary: 'Set what the library says about itself; what is left out becomes empty',
  rule: 'settings.manage',
  body: LibrarySettingsSchema,
  answer: LibrarySettingsSchema,
  async handle(call) {
    await call.context.database.transaction(async (trx) => {
      await writeLibrarySettings(trx, call.body);
      await appendAudit(trx, {
        ...traceOf(call),
        action: 'settings.change',
        subject: 'library',
        detail: call.body,
      });
    });
    return call.body;
  },
});
