import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../../server/contract/words/words.ts';
import { sampleModels } from '../pages/test/sample-models.ts';
import { launchChromium } from './launch-chromium.ts';
import { loadRenderer, serveBuild } from './serve-build.ts';

/** Needs a built client (`dist/`). */

test('every page behind a sign-in is as wide as the screen at 360 pixels, in both languages', async () => {
  const renderer = await loadRenderer();
  const pages = new Map(
    sampleModels.flatMap(({ name, model }) =>
      languages.map((language) => [`/${name}/${language}`, renderer.render(model, language)] as const),
    ),
  );
  await using server = await serveBuild(pages, import.meta.dirname);
  await using browser = await launchChromium();
  // As the server sends it: what islands do afterwards is looked at in their own tests.
  const context = await browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, javaScriptEnabled: false },
  });
  const page = await context.newPage();
  const wide: string[] = [];
  for (const path of pages.keys()) {
    await page.goto(server.url + path);
    const width = await page.evaluate(() => {
      for (const fold of document.querySelectorAll('details')) fold.open = true;
      return document.documentElement.scrollWidth;
    });
    if (width > 360) wide.push(`${path} is ${width} wide`);
  }
  assert.deepEqual(wide, []);
});
