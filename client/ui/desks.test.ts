import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressInLanguage } from './desks.ts';

test('a page in the other language stays on this site, whatever its address begins with', () => {
  assert.equal(addressInLanguage('/search?q=水&lang=zh', 'en'), '/search?q=%E6%B0%B4&lang=en');
  for (const address of ['//', '///', '/\\', '//[', '//site.invalid:99999/x', '//elsewhere.example/a']) {
    assert.match(addressInLanguage(address, 'en'), /^\/(?!\/)[^\\]*lang=en$/, address);
  }
});
