import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IslandName } from './islands/islands.ts';
import { type ClientManifest, planAssets } from './manifest.ts';

const file = (name: string, imports: readonly string[] = []) => ({ file: `assets/${name}`, imports });
const manifest: ClientManifest = {
  'icon.svg': file('icon.svg'),
  'styles/site.css': file('site.css'),
  'styles/desk.css': file('desk.css'),
  'styles/player.css': file('player.css'),
  'islands/main.ts': file('main.js'),
  _panel: file('panel.js', ['player/player.tsx']),
  'player/player.tsx': file('player.js'),
  'search-box/search-box.tsx': file('search-box.js'),
  'pages/teach/teach-desk.tsx': file('teach-desk.js'),
  'pages/teach/lesson-editor.tsx': file('lesson-editor.js', ['_panel']),
};

describe('the styles of a page', () => {
  const cases: [string, 'public' | 'desk', IslandName[], string[]][] = [
    ['those of the site', 'public', [], ['site']],
    ['those of desks on a desk', 'desk', ['teach-desk'], ['site', 'desk']],
    ['no player’s where none can come', 'public', ['search-box'], ['site']],
    ['the player’s with a player', 'public', ['search-box', 'player'], ['site', 'player']],
    [
      'the player’s where its code is in another island',
      'desk',
      ['lesson-editor'],
      ['site', 'desk', 'player'],
    ],
  ];
  for (const [what, kind, islands, styles] of cases) {
    it(`are ${what}`, () => {
      const expected = styles.map((name) => `/assets/${name}.css`);
      assert.deepEqual(planAssets(manifest, { kind, islands }).styles, expected);
    });
  }
});
