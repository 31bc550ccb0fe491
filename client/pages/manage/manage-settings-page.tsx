import type { PageOf } from '../../../server/contract/pages.ts';
import { Island } from '../../islands/island.tsx';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';
import { SettingsForm } from './settings-form.tsx';
import { UploadSettingsForm } from './upload-settings-form.tsx';

export function composeManageSettingsPage(
  { shell, settings: values, uploadSettings }: PageOf<'manage-settings'>,
  locale: Locale,
): PageDocument {
  const { settings, common } = locale.words;
  const words = { settings, common };
  return composeManage({
    ...{ shell, locale, place: 'settings', title: settings.title, intro: settings.intro },
    children: (
      <>
        <Island name="settings-form" component={SettingsForm} props={{ settings: values, words }} />
        <div class="section">
          <Island
            name="upload-settings-form"
            component={UploadSettingsForm}
            props={{ settings: uploadSettings, words }}
          />
        </div>
      </>
    ),
  });
}
