import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { PageModel } from '../../server/contract/pages.ts';
import type { Language } from '../../server/contract/words/words.ts';
import type { Renderer } from '../../server/pages/renderer.ts';
import {
  bookModel,
  booksModel,
  closedShell,
  fractions,
  homeModel,
  lessonModel,
  notFoundModel,
  nothingFoundModel,
  sampleShell,
  searchModel,
  shelfModel,
  signInModel,
} from './sample-models.ts';
import { loadRenderer } from './serve-build.ts';

/** Needs a built client (`dist/`). */

const models: Record<string, PageModel> = {
  home: homeModel,
  search: searchModel,
  'search without hits': nothingFoundModel,
  lesson: lessonModel,
  embed: { page: 'embed', shell: sampleShell, lesson: lessonModel.lesson },
  books: booksModel,
  'books-of-a-subject': shelfModel,
  book: bookModel,
  'sign-in': signInModel,
  privacy: { page: 'privacy', shell: sampleShell },
  problem: notFoundModel,
};

describe('the built renderer', () => {
  let renderer: Renderer;
  const render = (model: PageModel, language: Language = 'zh') => renderer.render(model, language);

  before(async () => {
    renderer = await loadRenderer();
  });

  for (const [name, model] of Object.entries(models)) {
    for (const language of ['zh', 'en'] as const) {
      test(`${name} in ${language} is a whole document that the content policy allows`, () => {
        const html = render(model, language);
        assert.match(html, /^<!DOCTYPE html><html lang="(zh-CN|en)"><head>/);
        assert.doesNotMatch(html, / style="| on[a-z]+="|<style|javascript:/);
        for (const [script] of html.matchAll(/<script[^>]*>/g)) {
          assert.match(script, / src="\/assets\/|type="application\/(ld\+)?json"/);
        }
        // The words of islands travel with their blanks; what is shown has none.
        const shown = html.replace(/<script type="application[^>]*>.*?<\/script>/gs, '');
        assert.doesNotMatch(shown, /\{\w+\}|undefined|\[object |NaN/);
        assert.equal(shown.match(/<h1[ >]/g)?.length, name === 'embed' ? undefined : 1);
      });
    }
  }

  test('only pages with islands run a script, and only those with a player’s code carry its styles', () => {
    assert.doesNotMatch(render({ page: 'privacy', shell: sampleShell }), /<script/);
    assert.doesNotMatch(render(homeModel), /assets\/player|island-player/);
    assert.match(render(homeModel), /<link rel="modulepreload" href="\/assets\/island-search-box-/);
    assert.match(render(lessonModel), /<link rel="modulepreload" href="\/assets\/island-player-[\w-]+\.js"/);
    assert.match(render(lessonModel), /<link rel="stylesheet" href="\/assets\/player-/);
  });

  test('what people wrote cannot break out of the page, its structured data or its props', () => {
    const title = '</title></script><script>alert(1)</script>" onclick="x';
    const html = render({ ...lessonModel, lesson: { ...lessonModel.lesson, title, summary: title } });
    assert.doesNotMatch(html, /<script>alert/);
    assert.doesNotMatch(html, / onclick="x"/);
    assert.doesNotMatch(html.slice(html.indexOf('ld+json'), html.indexOf('</head>')), /"<\/script>"/);
  });

  test('the header says what holds today', () => {
    const text = (model: PageModel) => render(model).replace(/<[^>]+>/g, '');
    assert.match(text(homeModel), /寒假开放中.*到 2 月 28 日，还有 21 天/);
    assert.match(
      text({ ...homeModel, shell: closedShell }),
      /现在不在开放时段.*前 1 分钟.*暑假从 7 月 11 日起/,
    );
    const untilToday = { ...sampleShell, open: { ...sampleShell.open, daysLeft: 0 } } as typeof sampleShell;
    assert.match(text({ ...homeModel, shell: untilToday }), /今天是最后一天/);
    const noCalendar = { ...sampleShell, open: { open: true, period: null, daysLeft: null } } as const;
    assert.match(text({ ...homeModel, shell: noCalendar }), /全部课程免费观看，不用登录/);
  });

  test('who is signed in finds their desks and the way out', () => {
    const session = {
      name: 'limin',
      displayName: '李敏',
      roles: ['teacher' as const, 'reviewer' as const],
      organisation: { id: 's1', name: '中山区实验小学' },
      governs: false,
    };
    const html = render({ ...homeModel, shell: { ...closedShell, session } });
    assert.match(html, /href="\/teach"/);
    assert.match(html, /href="\/review"/);
    assert.doesNotMatch(html, /href="\/manage"|教师登录/);
    assert.match(html, /action="\/sign-out" method="post"/);
    assert.match(html, /您已登录/);
  });

  test('the language switch keeps the address', () => {
    assert.match(render(searchModel), /href="\/search\?q=[^"]+&amp;subject=physics&amp;lang=en"/);
    assert.match(render(searchModel, 'en'), /lang=zh" hreflang="zh-CN"/);
  });

  test('a lesson says what can be played and why not more', () => {
    const { playback, ...unplayable } = lessonModel.lesson;
    const limit = { seconds: 60, reason: 'outside-open-period' as const, until: '2026-07-11' };
    const limited = {
      ...lessonModel,
      shell: closedShell,
      lesson: { ...lessonModel.lesson, playback: { ...playback, limit } },
    };
    assert.match(render(limited), /现在可以看前 60 秒/);
    const rejected = {
      state: 'rejected' as const,
      progress: 0,
      secondsLeft: null,
      reason: { code: 'no-video', text: '文件里没有画面。' },
    };
    const html = render({ ...lessonModel, lesson: { ...unplayable, media: rejected } });
    assert.match(html, /视频没有通过检查.*文件里没有画面。/);
    assert.doesNotMatch(html, /<video/);
  });

  test('a lesson offers only what can be had, also to those who know of more', () => {
    const [first, ...others] = lessonModel.lesson.attachments;
    const attachments = [{ ...first!, filename: '坏的.docx', state: 'refused' as const }, ...others];
    const html = render({ ...lessonModel, lesson: { ...lessonModel.lesson, attachments } });
    assert.doesNotMatch(html, /坏的\.docx/);
    assert.match(html, new RegExp(others[0]!.filename));
    const none = { ...lessonModel.lesson, attachments: attachments.slice(0, 1) };
    assert.doesNotMatch(render({ ...lessonModel, lesson: none }), /id="attachments"/);
  });

  test('marks what matched a search in titles', () => {
    assert.match(render(searchModel), /<mark>光<\/mark>的折射/);
  });

  test('a search without hits offers one condition less, the places meant and what comes near', () => {
    const text = render(nothingFoundModel)
      .replace(/<script.*?<\/script>/gs, '')
      .replace(/<[^>]+>/g, ' ');
    assert.match(text, /已理解为：八年级。.*去掉“八年级”有 12 个结果.*去掉全部条件有 1,200 个结果/s);
    assert.match(text, /第五节 光的色散.*第四章 光现象.*意思相近的课/s);
    assert.match(render(nothingFoundModel), /aria-label="去掉“老师”"/, 'an id that is nobody’s');
  });

  test('a refused sign-in keeps the name and says why; a second factor asks for its code', () => {
    const problem = {
      type: 'about:blank' as const,
      title: '请输入动态验证码。',
      status: 401,
      code: 'totp-required',
      requestId: 'r',
    };
    const keepsName = /name="name"[^>]*value="limin"|value="limin"[^>]*name="name"/;
    assert.match(
      render({ ...signInModel, name: 'limin', problem: { ...problem, code: 'wrong-name-or-password' } }),
      keepsName,
    );
    const html = render({ ...signInModel, name: 'limin', problem, ticket: 'ticket' });
    assert.match(html, keepsName);
    assert.match(html, /name="code"/);
    assert.doesNotMatch(html, /name="password"/, 'it was right');
    assert.doesNotMatch(render(signInModel), /name="code"/);
  });

  test('a card shows the highest award and nothing of a lesson without a cover is a broken picture', () => {
    const html = render({ ...homeModel, newest: [fractions], awarded: [] });
    assert.equal(html.match(/class="seal seal-small"/g)?.length, 1);
    assert.match(html, /部优/);
    assert.doesNotMatch(html, /<img/);
  });
});
