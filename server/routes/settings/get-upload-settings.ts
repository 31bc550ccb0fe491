import { UploadSettings } from '../../contract/uploads.ts';
import { defineRoute } from '../../route.ts';
import { readUploadSettings } from '../../uploads/upload-settings.ts';

export const getUploadSettings = defineRoute({
  method: 'GET',
  path: '/api/settings/uploads',
  summary: 'Quotas of teachers and schools, and how long incomplete uploads are kept',
  rule: 'settings.manage',
  answer: UploadSettings,
  handle: ({ context }) => readUploadSettings(context.database.db),
});
