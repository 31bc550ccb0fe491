import { UploadSettings } from '../../contract/uploads.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';
import { writeUploadSettings } from '../../uploads/upload-settings.ts';

export const putUploadSettings = defineRoute({
  method: 'PUT',
  path: '/api/settings/uploads',
  summary: 'Set quotas (null: none) and how long incomplete uploads are kept',
  rule: 'settings.manage',
  body: UploadSettings,
  answer: UploadSettings,
  async handle(call) {
    await call.context.database.transaction(async (trx) => {
      await writeUploadSettings(trx, call.body);
      await appendAudit(trx, {
        ...traceOf(call),
        action: 'settings.change',
        subject: 'uploads',
        detail: call.body,
      });
    });
    return call.body;
  },
});
