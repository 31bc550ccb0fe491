import { LibrarySettingsSchema, readLibrarySettings } from '../../library-settings.ts';
import { defineRoute } from '../../route.ts';

export const getSettings = defineRoute({
  method: 'GET',
  path: '/api/settings',
  summary: 'What the library says about itself in header and footer',
  rule: 'public',
  answer: LibrarySettingsSchema,
  handle: ({ context }) => readLibrarySettings(context.database.db),
});
