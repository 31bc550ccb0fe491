import type { PageOf } from '../../../server/contract/pages.ts';
import { Island } from '../../islands/island.tsx';
import type { Locale } from '../../ui/locale.ts';
import type { PageDocument } from '../page-document.ts';
import { composeManage } from './compose-manage.tsx';
import { rolesToGive } from './organisation-tree.ts';
import { OrganisationsDesk } from './organisations-desk.tsx';
import { PeopleDesk } from './people-desk.tsx';

export function composeManagePeoplePage(model: PageOf<'manage-people'>, locale: Locale): PageDocument {
  const { shell, people, organisations } = model;
  const words = { people: locale.words.people, common: locale.words.common };
  const own = shell.session?.roles ?? [];
  const roles = rolesToGive(own);
  const { language } = locale;
  return composeManage({
    ...{ shell, locale, place: 'people', title: words.people.title, intro: words.people.intro },
    children: (
      <>
        <Island
          name="people-desk"
          component={PeopleDesk}
          props={{ people, organisations, roles, self: shell.session?.name ?? '', language, words }}
        />
        <Island
          name="organisations-desk"
          component={OrganisationsDesk}
          props={{ organisations, mayAdd: own.includes('bureau-administrator'), language, words }}
        />
      </>
    ),
  });
}
