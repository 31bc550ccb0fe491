import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { indexFormat, type LessonDocument } from '../document.ts';
import { type FilterField, type SearchFilters, ungraded } from '../query.ts';
import { lesson } from '../test/lessons.ts';
import { loosen, planInitials, planSuggestions, planWords } from '../understanding/plan-words.ts';
import { askContents } from './content-tokens.ts';
import type { Engine, EngineRequest } from './engine.ts';

const signal = new AbortController().signal;

/** What every engine has to do; `open` gives one without an index, `close` removes all it left. */
export function testEngine(
  name: string,
  place: { open: () => Promise<Engine>; close: (engine: Engine) => Promise<void> },
): void {
  describe(`the ${name} engine`, () => {
    let engine: Engine;
    beforeEach(async () => {
      engine = await place.open();
    });
    afterEach(async () => {
      await place.close(engine);
    });

    const build = (...documents: LessonDocument[]) => engine.rebuild(pages(documents), 1, signal);

    const find = async (q: string, request: Partial<EngineRequest> & { filters?: SearchFilters } = {}) => {
      const words = planWords(q);
      const { filters = {}, ...rest } = request;
      return await engine.search(
        {
          readings: [{ words: words.words.length > 0 ? words : null, filters }],
          near: null,
          sort: 'relevance',
          offset: 0,
          limit: 20,
          ...rest,
        },
        signal,
      );
    };

    const ids = async (q: string, request: Parameters<typeof find>[1] = {}) =>
      (await find(q, request)).hits.map(({ id }) => id);

    test('has no index before one is built', async () => {
      assert.equal(await engine.state(signal), null);
    });

    test('knows its format, position and number of documents once built', async () => {
      assert.equal(await build(lesson('1'), lesson('2')), 2);
      assert.deepEqual(
        { ...(await engine.state(signal)) },
        { ...(await engine.state(signal)), format: indexFormat, position: 1, documents: 2 },
      );
    });

    test('says in which lessons it differs from what it should hold', async () => {
      const held = [lesson('1'), lesson('2'), lesson('3', { keywords: ['分数'] })];
      await build(...held);
      const nothing = { missing: [], surplus: [], stale: [] };
      assert.deepEqual(await engine.compare(pages(held), signal), nothing);
      const wanted = [lesson('1'), lesson('3', { keywords: ['小数'] }), lesson('4')];
      assert.deepEqual(await engine.compare(pages(wanted), signal), {
        missing: ['4'],
        surplus: ['2'],
        stale: ['3'],
      });
    });

    test('an index of no lessons answers everything with nothing', async () => {
      await build();
      const { hits, total, facets } = await find('分数');
      assert.deepEqual([hits, total, facets.subject], [[], 0, {}]);
    });

    test('adds, replaces and removes lessons and moves its position', async () => {
      await build(lesson('1', { title: '认识分数' }));
      await engine.apply([{ kind: 'put', document: lesson('2', { title: '分数加法' }) }], 2, signal);
      assert.deepEqual((await ids('分数')).sort(), ['1', '2']);
      await engine.apply(
        [
          { kind: 'put', document: lesson('1', { title: '认识小数' }) },
          { kind: 'remove', lessonId: '2' },
        ],
        4,
        signal,
      );
      assert.deepEqual(await ids('分数'), []);
      assert.deepEqual(await ids('小数'), ['1']);
      assert.equal((await engine.state(signal))?.position, 4);
      assert.equal((await engine.state(signal))?.documents, 1);
    });

    test('the same changes again change nothing', async () => {
      await build(lesson('1'), lesson('2', { title: '圆的面积' }));
      for (let time = 0; time < 2; time++) {
        const changes = [
          { kind: 'put', document: lesson('2', { title: '圆的周长' }) },
          { kind: 'remove', lessonId: '1' },
          { kind: 'remove', lessonId: 'never there' },
        ] as const;
        await engine.apply(changes, 5, signal);
      }
      assert.deepEqual(await ids(''), ['2']);
      assert.deepEqual(await ids('面积'), []);
    });

    test('a rebuild replaces all there was', async () => {
      await build(lesson('1', { title: '旧的' }));
      await engine.rebuild(pages([lesson('2', { title: '新的' })]), 9, signal);
      assert.deepEqual(await ids(''), ['2']);
      assert.equal((await engine.state(signal))?.position, 9);
    });

    test('a rebuild that breaks off leaves the index in use as it was', async () => {
      await build(lesson('1'));
      async function* broken() {
        yield [lesson('2')];
        throw new Error('the database went away');
      }
      await assert.rejects(engine.rebuild(broken(), 9, signal), /the database went away/);
      assert.deepEqual(await ids(''), ['1']);
    });

    test('ids of any characters come back as they were', async () => {
      const strange = ['a/b', '课 1', '_x', '"; drop table lesson; --', 'a'.repeat(300)];
      await build(...strange.map((id) => lesson(id)));
      assert.deepEqual((await ids('')).sort(), [...strange].sort());
      await engine.apply(
        strange.map((id) => ({ kind: 'remove', lessonId: id })),
        2,
        signal,
      );
      assert.deepEqual(await ids(''), []);
    });

    test('finds any two neighbouring characters inside longer words', async () => {
      await build(
        lesson('1', { title: '反比例函数的图象' }),
        lesson('2', { title: '待处理的数据' }),
        lesson('3', { title: '在建工程' }),
      );
      assert.deepEqual(await ids('比例'), ['1']);
      assert.deepEqual(await ids('处理'), ['2']);
      assert.deepEqual(await ids('工程'), ['3']);
      assert.deepEqual(await ids('例比'), []);
    });

    test('finds a single character wherever it stands', async () => {
      await build(
        lesson('1', { title: '立春' }),
        lesson('2', { title: '春' }),
        lesson('3', { title: '秋天' }),
      );
      assert.deepEqual(await ids('春'), ['2', '1']);
    });

    test('every word has to be there, side by side or not', async () => {
      await build(
        lesson('1', { title: '分数的加法' }),
        lesson('2', { title: '分数' }),
        lesson('3', { title: '小数的加法', teacher: '王分数' }),
      );
      assert.deepEqual((await ids('分数加法')).sort(), ['1', '3']);
      assert.equal((await ids('分数加法'))[0], '1');
    });

    test('finds by keyword, place, teacher, school and summary', async () => {
      await build(
        lesson('1', { keywords: ['数形结合'] }),
        lesson('2', { nodePath: '小学 数学 人教版 三年级 上册 第八单元 分数的初步认识' }),
        lesson('3', { teacher: '欧阳婧𬭎' }),
        lesson('4', { school: '青泥洼小学' }),
        lesson('5', { summary: '从折纸开始' }),
      );
      assert.deepEqual(await ids('数形结合'), ['1']);
      assert.deepEqual(await ids('初步认识'), ['2']);
      assert.deepEqual(await ids('婧𬭎'), ['3']);
      assert.deepEqual(await ids('青泥洼'), ['4']);
      assert.deepEqual(await ids('折纸'), ['5']);
    });

    test('numbered lessons and units are found in either writing, and only by their own number', async () => {
      await build(
        lesson('1', { title: '第十二课 山行', nodePath: '第二单元' }),
        lesson('2', { title: '第2课 桥', nodePath: '第十二单元' }),
      );
      assert.deepEqual(await ids('第12课'), ['1']);
      assert.deepEqual(await ids('第十二课'), ['1']);
      assert.deepEqual(await ids('第二课'), ['2']);
      assert.deepEqual(await ids('第12单元'), ['2']);
      assert.deepEqual(await ids('二单元'), ['1']);
    });

    test('numbers that only the book prints are found as people write them', async () => {
      await build(
        lesson('1', { title: '山行', units: ['第二单元'], topicLabel: '4' }),
        lesson('2', { title: 'My home', units: ['Unit 4 My home'], topicLabel: null }),
        lesson('3', { title: '12.花的学校', units: ['第四章 声现象'], topicLabel: null }),
      );
      assert.deepEqual(await ids('第四课'), ['1']);
      assert.deepEqual(await ids('课文4'), ['1']);
      assert.deepEqual(await ids('12课'), ['3']);
      assert.deepEqual((await ids('Unit four')).sort(), ['2', '3']);
      assert.deepEqual((await ids('第4单元')).sort(), ['2', '3']);
      assert.deepEqual(await ids('第四章'), ['3']);
    });

    test('what is read aloud so is found by syllables and by initials, with tones and traditional characters', async () => {
      await build(
        lesson('1', { title: '分数的初步认识', teacher: '单雪' }),
        lesson('2', { title: '音樂之聲', teacher: '王芳', units: ['第二单元 西游记'], topic: null }),
        lesson('3', { title: 'Fences', teacher: '李强' }),
      );
      assert.deepEqual(await ids('fenshu'), ['1']);
      assert.deepEqual(await ids('chubu'), ['1']);
      assert.deepEqual(await ids('fēnshù'), ['1']);
      assert.deepEqual(await ids('yinyue'), ['2']);
      assert.deepEqual(await ids('xiyouji'), ['2']);
      assert.deepEqual(await ids('shanxue'), ['1']);
      assert.deepEqual(await ids('wangfang'), ['2']);
      assert.deepEqual((await ids('fen')).sort(), ['1', '3']);
      assert.deepEqual(await ids('enshu'), []);
      assert.deepEqual(await ids('fenshudechuburenshi'), ['1']);
      const initials = (letters: string) =>
        ids('', { readings: [{ words: planInitials(letters), filters: {} }] });
      assert.deepEqual(await initials('fsdcbrs'), ['1']);
      assert.deepEqual(await initials('cbrs'), ['1']);
      assert.deepEqual(await initials('yyzs'), ['2']);
      assert.deepEqual(await initials('sdbrs'), []);
    });

    test('traditional characters are found by simplified ones and the other way round', async () => {
      await build(lesson('1', { title: '電路與磁場' }), lesson('2', { title: '分数' }));
      assert.deepEqual(await ids('电路'), ['1']);
      assert.deepEqual(await ids('分數'), ['2']);
    });

    test('English words are found in any case and width, the last one while it is typed', async () => {
      await build(lesson('1', { title: 'Unit 4 My Home' }), lesson('2', { title: 'Unit 5 Dinner’s ready' }));
      assert.deepEqual(await ids('unit 4'), ['1']);
      assert.deepEqual(await ids('ＭＹ　ＨＯＭＥ'), ['1']);
      assert.deepEqual(await ids('unit din'), ['2']);
      assert.deepEqual(await ids('din unit'), []);
    });

    test('the lesson whose title is the query stands first, then those that contain it, then the others', async () => {
      await build(
        lesson('1', { title: '画图', summary: '比例', awardRank: 5, award: 'ministry' }),
        lesson('2', { title: '反比例', awardRank: 5, award: 'ministry' }),
        lesson('3', { title: '比例' }),
      );
      assert.deepEqual(await ids('比例'), ['3', '2', '1']);
    });

    test('equal texts are ordered by award, completeness and freshness', async () => {
      const title = '勾股定理';
      await build(
        lesson('old', { title, publishedAt: '2024-01-01T00:00:00.000Z' }),
        lesson('new', { title, publishedAt: '2026-01-01T00:00:00.000Z' }),
        lesson('complete', { title, completeness: 0.9, publishedAt: '2023-01-01T00:00:00.000Z' }),
        lesson('awarded', { title, award: 'city', awardRank: 3, completeness: 0.1 }),
      );
      assert.deepEqual(await ids(title), ['awarded', 'complete', 'new', 'old']);
      assert.deepEqual(await ids(''), ['awarded', 'complete', 'new', 'old']);
    });

    test('sorts by newest and by award before all else', async () => {
      await build(
        lesson('1', { title: '比例', publishedAt: '2024-01-01T00:00:00.000Z' }),
        lesson('2', { title: '反比例函数', publishedAt: '2026-01-01T00:00:00.000Z' }),
        lesson('3', {
          title: '按比例分配',
          publishedAt: '2025-01-01T00:00:00.000Z',
          award: 'city',
          awardRank: 3,
        }),
      );
      assert.deepEqual(await ids('比例', { sort: 'newest' }), ['2', '3', '1']);
      assert.equal((await ids('比例', { sort: 'award' }))[0], '3');
    });

    const filtered: {
      field: FilterField;
      yes: Partial<LessonDocument>;
      no: Partial<LessonDocument>;
      value: string | number;
    }[] = [
      { field: 'stage', yes: { stage: 'junior' }, no: { stage: 'primary' }, value: 'junior' },
      { field: 'subject', yes: { subject: 'physics' }, no: { subject: 'math' }, value: 'physics' },
      { field: 'grade', yes: { grade: 'g8' }, no: { grade: null }, value: 'g8' },
      { field: 'edition', yes: { edition: 'bnu' }, no: { edition: null }, value: 'bnu' },
      { field: 'volume', yes: { volume: 'b' }, no: { volume: null }, value: 'b' },
      { field: 'node', yes: { nodeIds: ['n1', 'n2'] }, no: { nodeIds: ['n1'] }, value: 'n2' },
      { field: 'kind', yes: { kind: 'recording' }, no: { kind: 'micro' }, value: 'recording' },
      { field: 'programme', yes: { programme: 'p' }, no: { programme: null }, value: 'p' },
      { field: 'school', yes: { schoolId: 's2' }, no: { schoolId: 's1' }, value: 's2' },
      {
        field: 'organisation',
        yes: { organisationIds: ['s', 'c'] },
        no: { organisationIds: ['s'] },
        value: 'c',
      },
      { field: 'teacher', yes: { teacherId: 't2' }, no: { teacherId: 't1' }, value: 't2' },
      { field: 'award', yes: { award: 'ministry' }, no: { award: null }, value: 'ministry' },
      { field: 'year', yes: { year: 2026 }, no: { year: 2025 }, value: 2026 },
    ];
    test('filters by every field, with text and without', async () => {
      const documents = filtered.flatMap(({ field, yes, no }) => [
        lesson(`${field}-yes`, { subject: 'art', title: `${field} 彩虹`, ...yes }),
        lesson(`${field}-no`, { subject: 'art', title: `${field} 彩虹`, ...no }),
      ]);
      await build(...documents);
      for (const { field, value } of filtered) {
        const filters: SearchFilters = { [field]: [value] };
        assert.deepEqual(await ids('', { filters }), [`${field}-yes`], field);
        assert.deepEqual(await ids('彩虹', { filters }), [`${field}-yes`], field);
        assert.deepEqual(await ids('山行', { filters }), [], field);
      }
    });

    test('values of one field widen, fields narrow', async () => {
      await build(
        lesson('1', { subject: 'math', grade: 'g3' }),
        lesson('2', { subject: 'chinese', grade: 'g3' }),
        lesson('3', { subject: 'chinese', grade: 'g4' }),
        lesson('4', { subject: 'english', grade: 'g3' }),
      );
      const filters = { subject: ['math', 'chinese'], grade: ['g3'] };
      assert.deepEqual((await ids('', { filters })).sort(), ['1', '2']);
    });

    test('lessons of a stage without a grade can be asked for beside a grade, and count as none', async () => {
      await build(
        lesson('1', { stage: 'senior', grade: null }),
        lesson('2', { stage: 'senior', grade: 'g10' }),
        lesson('3', { stage: 'senior', grade: 'g11' }),
        lesson('4', { stage: 'junior', grade: null }),
      );
      const filters = { grade: ['g10', ungraded('senior')] };
      const { hits, facets } = await find('', { filters });
      assert.deepEqual(hits.map(({ id }) => id).sort(), ['1', '2']);
      assert.deepEqual(facets.grade, { g10: 1, g11: 1 });
      assert.deepEqual((await find('')).facets.grade, { g10: 1, g11: 1 });
    });

    test('filter values of any characters only mean themselves', async () => {
      const values = ['a"b', "a'b", 'a\\', 'a\\" OR subject EXISTS', '") AND subject = "math"', '课', '😀'];
      await build(lesson('0'), ...values.map((programme, index) => lesson(`${index + 1}`, { programme })));
      for (const [index, value] of values.entries()) {
        assert.deepEqual(await ids('', { filters: { programme: [value] } }), [`${index + 1}`], value);
      }
      assert.deepEqual(await ids('', { filters: { programme: ['nothing" OR subject = "math'] } }), []);
    });

    test('every facet ignores its own filter and follows the others', async () => {
      await build(
        lesson('1', { title: '分数', subject: 'math', grade: 'g3', award: 'city', year: 2025 }),
        lesson('2', { title: '分数', subject: 'math', grade: 'g4', year: 2026 }),
        lesson('3', { title: '分数', subject: 'science', grade: 'g3', award: 'city' }),
        lesson('4', { title: '小数', subject: 'math', grade: 'g3' }),
      );
      const { facets, total } = await find('分数', { filters: { subject: ['math'], grade: ['g3'] } });
      assert.equal(total, 1);
      assert.deepEqual(facets.subject, { math: 1, science: 1 });
      assert.deepEqual(facets.grade, { g3: 1, g4: 1 });
      assert.deepEqual(facets.award, { city: 1 });
      assert.deepEqual(facets.year, { '2025': 1 });
      assert.deepEqual((await find('')).facets.subject, { math: 3, science: 1 });
      assert.deepEqual((await find('')).facets.edition, { pep: 4 });
    });

    test('counts follow changes', async () => {
      await build(lesson('1'), lesson('2', { subject: 'chinese' }));
      await engine.apply([{ kind: 'put', document: lesson('1', { subject: 'art' }) }], 2, signal);
      assert.deepEqual((await find('')).facets.subject, { art: 1, chinese: 1 });
    });

    test('pages hold every hit once', async () => {
      const all = Array.from({ length: 45 }, (_, number) => lesson(`${number}`, { title: `练习 ${number}` }));
      await build(...all);
      const seen: string[] = [];
      for (let offset = 0; offset < 60; offset += 20) {
        seen.push(...(await ids('练习', { offset, limit: 20 })));
      }
      assert.equal(seen.length, 45);
      assert.equal(new Set(seen).size, 45);
      assert.equal((await find('练习', { limit: 5 })).total, 45);
    });

    test('the first reading that matches is answered, and counted', async () => {
      await build(lesson('1', { title: '劳动最光荣', subject: 'music' }), lesson('2', { subject: 'labour' }));
      const answer = await find('', {
        readings: [
          { words: planWords('最光荣'), filters: { subject: ['labour'] } },
          { words: planWords('劳动最光荣'), filters: {} },
        ],
      });
      assert.equal(answer.reading, 1);
      assert.deepEqual(
        answer.hits.map(({ id }) => id),
        ['1'],
      );
      assert.deepEqual(answer.facets.subject, { music: 1 });
    });

    test('what shares some of the words comes near, within the filters, and is no hit', async () => {
      await build(
        lesson('1', { title: '圆的面积' }),
        lesson('2', { title: '圆的周长' }),
        lesson('3', { title: '面积单位', subject: 'science' }),
      );
      const answer = await find('圆的面积公式', {
        near: { words: loosen(planWords('圆的面积公式')), filters: { subject: ['math'] } },
      });
      assert.deepEqual([answer.hits, answer.total], [[], 0]);
      assert.equal(answer.nearest[0]?.id, '1');
      assert.ok(!answer.nearest.some(({ id }) => id === '3'));
      const found = await find('面积', { near: { words: loosen(planWords('面积')), filters: {} } });
      assert.deepEqual(found.hits.map(({ id }) => id).sort(), ['1', '3']);
      assert.deepEqual(found.nearest, []);
    });

    test('gives back the texts in which words are marked', async () => {
      const texts = {
        title: '比例',
        nodePath: '小学 数学',
        teacher: '王芳',
        school: '二小',
        summary: '简介',
      };
      await build(lesson('1', { ...texts, keywords: ['一', '二'] }));
      const { id, title, nodePath, keywords, teacher, school, summary } = (await find('比例')).hits[0]!;
      assert.deepEqual([id, keywords], ['1', '一　二']);
      assert.deepEqual({ title, nodePath, teacher, school, summary }, texts);
    });

    describe('what captions and attachments say', () => {
      const inContents = (q: string, besides: string[] = [], request: Parameters<typeof find>[1] = {}) => {
        const words = planWords(q);
        const question = askContents(words.words);
        assert.ok(question, q);
        const contents = { question, besides };
        return find(q, { readings: [{ words, filters: request.filters ?? {}, contents }], ...request });
      };
      const idsIn = async (...asked: Parameters<typeof inContents>) =>
        (await inContents(...asked)).hits.map(({ id }) => id);
      const spoken = lesson('spoken', {
        title: '第一课时',
        captionText: '把蛋糕平均分成两份\n每份是它的二分之一',
        grade: 'g3',
      });
      const written = lesson('written', {
        title: '第二课时',
        attachmentText: '教学目标\n理解平均分，会写 Fraction',
        grade: 'g4',
        awardRank: 2,
        award: 'county',
      });
      const plain = lesson('plain', { title: '平均分' });

      test('is found only where it is asked for', async () => {
        await build(spoken, written, plain);
        assert.deepEqual(await ids('平均分'), ['plain']);
        assert.deepEqual(await ids('蛋糕'), []);
        assert.deepEqual(await idsIn('蛋糕'), ['spoken']);
        assert.deepEqual(await idsIn('平均分'), ['written', 'spoken'], 'award first: all are worth the same');
        assert.deepEqual(await idsIn('平均分', ['written']), ['spoken']);
        assert.deepEqual(await idsIn('圆规'), []);
      });

      test('goes with what the lesson itself says, in any order, and the last word may go on', async () => {
        await build(spoken, written, plain);
        assert.deepEqual(await idsIn('二分之一 第一课时'), ['spoken']);
        assert.deepEqual(await idsIn('第一课时 教学目标'), []);
        assert.deepEqual(await idsIn('教学目标 fract'), ['written']);
      });

      test('obeys filters, counts, pages and sorting', async () => {
        await build(spoken, written, plain, {
          ...written,
          id: 'newer',
          publishedAt: '2027-01-01T00:00:00.000Z',
        });
        const found = await inContents('平均分', [], { filters: { grade: ['g4'] } });
        assert.deepEqual([found.total, found.facets.grade], [2, { g3: 1, g4: 2 }]);
        assert.deepEqual(await idsIn('平均分', [], { sort: 'newest', limit: 1 }), ['newer']);
        assert.deepEqual(await idsIn('平均分', [], { sort: 'newest', offset: 1, limit: 1 }), [
          spoken.publishedAt > written.publishedAt ? 'spoken' : 'written',
        ]);
        const counted = await inContents('平均分', ['newer'], { limit: 0 });
        assert.deepEqual([counted.hits, counted.total], [[], 2]);
      });

      test('follows its lesson, and is compared with it', async () => {
        await build(spoken, written);
        const changed = { ...spoken, captionText: '用圆规画圆' };
        assert.deepEqual((await engine.compare(pages([changed, written]), signal)).stale, ['spoken']);
        await engine.apply([{ kind: 'put', document: changed }], 2, signal);
        assert.deepEqual(await idsIn('蛋糕'), []);
        assert.deepEqual(await idsIn('圆规'), ['spoken']);
        assert.deepEqual((await engine.compare(pages([changed, written]), signal)).stale, []);
        const silent = { ...changed, captionText: '' };
        assert.deepEqual((await engine.compare(pages([silent, written]), signal)).stale, ['spoken']);
        await engine.apply(
          [
            { kind: 'put', document: silent },
            { kind: 'remove', lessonId: 'written' },
          ],
          3,
          signal,
        );
        assert.deepEqual(await idsIn('圆规'), []);
        assert.deepEqual(await idsIn('教学目标'), []);
      });

      test('may be as long as a book, and anything', async () => {
        const book = Array.from({ length: 30_000 }, (_, index) =>
          String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
        ).join('');
        await build(
          lesson('book', { attachmentText: book, captionText: '"; drop table lesson; --\u0000 \ud800' }),
          plain,
        );
        assert.deepEqual(await idsIn('drop table'), ['book']);
        assert.deepEqual(await idsIn(book.slice(0, 12)), ['book']);
        assert.deepEqual(await ids('平均分'), ['plain']);
      });
    });

    const hostile = [
      '"',
      '""',
      '" OR 1=1 --',
      "'; drop table lesson; --",
      'title: *',
      '{title} : "x',
      'a AND OR NOT NEAR(',
      '^ * + - ~ ( ) [ ] { } < > = ! \\ / | & % $ # @',
      '-分数',
      'subject = math',
      '😀👨‍👩‍👧🇨🇳',
      '\u0000\uFFFF\uD800',
      'zqabcdefgh',
      '分'.repeat(3400),
      'a '.repeat(5000),
      '%_%',
      '<script>alert(1)</script>',
    ];
    test('queries of any characters and length are answered, and mean nothing but themselves', async () => {
      await build(lesson('1', { title: '分数' }), lesson('2', { title: '小数' }));
      for (const q of hostile) {
        const begun = performance.now();
        const { hits } = await find(q, { near: { words: loosen(planWords(`${q} 天`)), filters: {} } });
        assert.ok(performance.now() - begun < 1000, `${q.slice(0, 20)} is slow`);
        const all = planWords(q).words.length === 0;
        assert.ok(all ? hits.length === 2 : hits.length <= 1, q.slice(0, 40));
      }
      assert.deepEqual((await ids('')).sort(), ['1', '2']);
    });

    test('suggests lessons, the nodes and the teachers they have, while one types', async () => {
      const nodePath = '小学 数学 三年级 分数的初步认识';
      await build(
        lesson('1', {
          title: '分数的初步认识',
          nodeId: 'n1',
          nodePath,
          teacherId: 't1',
          teacher: '分田芳',
          school: '一小',
        }),
        lesson('2', {
          title: '几分之一',
          nodeId: 'n1',
          nodePath,
          teacherId: 't1',
          teacher: '分田芳',
          school: '一小',
        }),
        lesson('3', { title: 'My family', nodeId: 'n2', nodePath: '英语', teacherId: 't2', teacher: '王强' }),
      );
      const suggest = (text: string, limit = 5) => engine.suggest(planSuggestions(text), limit, signal);
      const found = await suggest('分');
      assert.deepEqual(found.lessons.map(({ id }) => id).sort(), ['1', '2']);
      assert.deepEqual(found.nodes, [{ id: 'n1', name: nodePath }]);
      assert.deepEqual(found.teachers, [{ id: 't1', name: '分田芳', school: '一小' }]);
      assert.deepEqual((await suggest('分数的初')).lessons, [{ id: '1', title: '分数的初步认识' }]);
      assert.deepEqual((await suggest('my fam')).lessons, [{ id: '3', title: 'My family' }]);
      assert.equal((await suggest('分', 1)).lessons.length, 1);
      for (const letters of ['fenshu', 'fen shu de', 'fsdcb']) {
        assert.deepEqual((await suggest(letters)).lessons, [{ id: '1', title: '分数的初步认识' }], letters);
      }
      assert.deepEqual(
        (await suggest('wangqiang')).teachers.map(({ id }) => id),
        ['t2'],
      );
      assert.deepEqual(
        (await suggest('wq')).teachers.map(({ id }) => id),
        ['t2'],
      );
      await engine.apply([{ kind: 'remove', lessonId: '3' }], 2, signal);
      assert.deepEqual((await suggest('王强')).teachers, []);
    });

    test('a search that is aborted throws its reason', async () => {
      await build(lesson('1'));
      const reason = new Error('the visitor left');
      const request: EngineRequest = {
        readings: [{ words: null, filters: {} }],
        near: null,
        sort: 'relevance',
        offset: 0,
        limit: 1,
      };
      await assert.rejects(engine.search(request, AbortSignal.abort(reason)), (error) => {
        assert.ok(error === reason || (error instanceof Error && error.cause === reason));
        return true;
      });
    });
  });
}

async function* pages(documents: readonly LessonDocument[]): AsyncGenerator<LessonDocument[]> {
  for (let at = 0; at < documents.length; at += 20) yield documents.slice(at, at + 20);
}
