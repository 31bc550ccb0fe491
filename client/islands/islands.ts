import type { ComponentType } from 'preact';

/**
 * Every island by its name, with how the browser gets its code. A new one is a line here, a line in
 * island-sources.ts and an `<Island name component props>` on its page. Island code imports types of the
 * contract only: its words come with its props, and no zod goes to browsers.
 */
export const islands = {
  player: () => import('../player/player.tsx').then(({ Player }) => Player),
  'lesson-watch': () => import('../pages/lesson-watch.tsx').then(({ LessonWatch }) => LessonWatch),
  'search-box': () => import('../search-box/search-box.tsx').then(({ SearchBox }) => SearchBox),
  'setup-form': () => import('../pages/setup/setup-form.tsx').then(({ SetupForm }) => SetupForm),
  'password-form': () => import('../pages/setup/password-form.tsx').then(({ PasswordForm }) => PasswordForm),
  'account-desk': () => import('../pages/account/account-desk.tsx').then(({ AccountDesk }) => AccountDesk),
  'teach-desk': () => import('../pages/teach/teach-desk.tsx').then(({ TeachDesk }) => TeachDesk),
  'lesson-editor': () => import('../pages/teach/lesson-editor.tsx').then(({ LessonEditor }) => LessonEditor),
  'check-queue': () => import('../pages/manage/check-queue.tsx').then(({ CheckQueue }) => CheckQueue),
  'open-periods-desk': () =>
    import('../pages/manage/open-periods-desk.tsx').then(({ OpenPeriodsDesk }) => OpenPeriodsDesk),
  'round-form': () => import('../pages/manage/round-form.tsx').then(({ RoundForm }) => RoundForm),
  'round-change-form': () =>
    import('../pages/manage/round-change-form.tsx').then(({ RoundChangeForm }) => RoundChangeForm),
  'assign-form': () => import('../pages/manage/assign-form.tsx').then(({ AssignForm }) => AssignForm),
  'close-form': () => import('../pages/manage/close-form.tsx').then(({ CloseForm }) => CloseForm),
  'people-desk': () => import('../pages/manage/people-desk.tsx').then(({ PeopleDesk }) => PeopleDesk),
  'organisations-desk': () =>
    import('../pages/manage/organisations-desk.tsx').then(({ OrganisationsDesk }) => OrganisationsDesk),
  'totals-form': () => import('../pages/manage/totals-form.tsx').then(({ TotalsForm }) => TotalsForm),
  'settings-form': () => import('../pages/manage/settings-form.tsx').then(({ SettingsForm }) => SettingsForm),
  'upload-settings-form': () =>
    import('../pages/manage/upload-settings-form.tsx').then(({ UploadSettingsForm }) => UploadSettingsForm),
  'synonyms-form': () => import('../pages/manage/synonyms-form.tsx').then(({ SynonymsForm }) => SynonymsForm),
  'system-desk': () => import('../pages/manage/system-desk.tsx').then(({ SystemDesk }) => SystemDesk),
  'review-desk': () => import('../pages/review/review-desk.tsx').then(({ ReviewDesk }) => ReviewDesk),
} satisfies Record<string, () => Promise<ComponentType<never>>>;

export type IslandName = keyof typeof islands;
