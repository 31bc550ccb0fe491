import type { IslandName } from './islands.ts';

/** Where each island's code stands, as the browser build's manifest names it: pages load it ahead. */
export const islandSources: Readonly<Record<IslandName, string>> = {
  player: 'player/player.tsx',
  'lesson-watch': 'pages/lesson-watch.tsx',
  'search-box': 'search-box/search-box.tsx',
  'setup-form': 'pages/setup/setup-form.tsx',
  'password-form': 'pages/setup/password-form.tsx',
  'account-desk': 'pages/account/account-desk.tsx',
  'teach-desk': 'pages/teach/teach-desk.tsx',
  'lesson-editor': 'pages/teach/lesson-editor.tsx',
  'check-queue': 'pages/manage/check-queue.tsx',
  'open-periods-desk': 'pages/manage/open-periods-desk.tsx',
  'round-form': 'pages/manage/round-form.tsx',
  'round-change-form': 'pages/manage/round-change-form.tsx',
  'assign-form': 'pages/manage/assign-form.tsx',
  'close-form': 'pages/manage/close-form.tsx',
  'people-desk': 'pages/manage/people-desk.tsx',
  'organisations-desk': 'pages/manage/organisations-desk.tsx',
  'totals-form': 'pages/manage/totals-form.tsx',
  'settings-form': 'pages/manage/settings-form.tsx',
  'upload-settings-form': 'pages/manage/upload-settings-form.tsx',
  'synonyms-form': 'pages/manage/synonyms-form.tsx',
  'system-desk': 'pages/manage/system-desk.tsx',
  'review-desk': 'pages/review/review-desk.tsx',
};

export function isIslandName(name: string | undefined): name is IslandName {
  return name !== undefined && name in islandSources;
}
