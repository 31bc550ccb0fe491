import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { offeredLanguages, readLanguageTag } from './caption-language.ts';
import { captionLabel, languageName } from './caption-names.ts';

const names: [tag: string, zh: string, en: string][] = [
  ['zh', '中文', 'Chinese'],
  ['zh-Hant', '繁体中文', 'Traditional Chinese'],
  ['en', '英语', 'English'],
  ['ug', '维吾尔语', 'Uyghur'],
  ['bo', '藏语', 'Tibetan'],
  ['mn', '蒙古语', 'Mongolian'],
  ['mn-Mong', '蒙古语（蒙古文）', 'Mongolian (Mongolian)'],
  ['kk', '哈萨克语', 'Kazakh'],
  ['ko', '朝鲜语', 'Korean'],
  ['ky-Arab', '柯尔克孜语（阿拉伯文）', 'Kyrgyz (Arabic)'],
  ['za', '壮语', 'Zhuang'],
  ['ii', '彝语', 'Sichuan Yi'],
];

describe('the name of a language', () => {
  for (const [tag, zh, en] of names) {
    it(`of ${tag} is ${zh}, ${en}`, () =>
      assert.deepEqual([languageName(tag, 'zh'), languageName(tag, 'en')], [zh, en]));
  }

  it('says beside it that a program wrote the captions', () => {
    assert.equal(captionLabel({ language: 'bo', automatic: 1 }, 'zh'), '藏语（自动生成）');
    assert.equal(captionLabel({ language: 'bo', automatic: 0 }, 'en'), 'Tibetan');
  });

  it('is there, in Chinese, for each language that is offered', () => {
    for (const tag of offeredLanguages) {
      assert.equal(readLanguageTag(tag), tag);
      assert.match(languageName(tag, 'zh'), /^\p{Script=Han}+$/u);
    }
  });
});
