import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allTerms } from './all-terms.ts';
import { editions } from './editions.ts';
import { grades, gradesOfStage } from './grades.ts';
import { kinds } from './lesson-kinds.ts';
import { awards } from './levels.ts';
import { searchTerms } from './search-terms.ts';
import { stages } from './stages.ts';
import { subjectName, subjects } from './subjects.ts';
import { findTerm, keysOfTerm, type Term } from './term.ts';
import { findVolume } from './volumes.ts';

const lists: [string, readonly Term[]][] = Object.entries(allTerms);

describe('terms', () => {
  for (const [name, list] of lists) {
    it(`${name}: no way of writing leads to two terms`, () => {
      const owner = new Map<string, string>();
      for (const term of list) {
        assert.match(term.slug, /^[a-z0-9]+([-.][a-z0-9]+)*$/u);
        assert.ok(term.zh.trim() && term.en.trim());
        for (const key of keysOfTerm(term)) {
          assert.equal(
            owner.get(key) ?? term.slug,
            term.slug,
            `${key} is ${owner.get(key)} and ${term.slug}`,
          );
          owner.set(key, term.slug);
        }
      }
    });
  }

  const cases: [readonly Term[], string, string | undefined][] = [
    [stages, 'primary-54', 'primary-54'],
    [stages, '小学（五•四学制）', 'primary-54'],
    [stages, '小学(五·四学制)', 'primary-54'],
    [stages, ' 初 中 ', 'junior'],
    [stages, '大学', undefined],
    [subjects, '思想品德', 'morality-law'],
    [subjects, '品德与社会', 'morality-law'],
    [subjects, '信息技术', 'information-technology'],
    [subjects, '生物', 'biology'],
    [subjects, '艺术•音乐', 'music'],
    [subjects, 'MATH', 'math'],
    [grades, '３年级', 'g3'],
    [grades, '初一', 'g7'],
    [grades, '高一', 'g10'],
    [grades, '1—2年级', 'g1-2'],
    [grades, '12年级', 'g12'],
    [grades, '三角形', undefined],
    [editions, '部编版', 'tongbian'],
    [editions, '人教版(PEP)', 'pep-english'],
    [editions, '沪科版', 'huke'],
    [kinds, '课堂实录', 'recording'],
    [awards, '部优', 'ministry'],
  ];
  for (const [list, text, slug] of cases) {
    it(`${text} is ${slug ?? 'no term'}`, () => assert.equal(findTerm(list, text)?.slug, slug));
  }

  const titles: [string, string | undefined][] = [
    ['上', 'v1'],
    ['必修1 分子与细胞', 'required-1'],
    ['选择性必修10 科技人文融合创新专题', 'elective-10'],
    ['选择性必修 3 工程设计基础', 'elective-3'],
    ['必修 中外历史纲要（下）', 'required-b'],
    ['选择性必修 中册', 'elective-m'],
    ['上海', undefined],
    ['拓展型课程', undefined],
  ];
  for (const [title, slug] of titles) {
    it(`volume ${title} is ${slug ?? 'no term'}`, () => assert.equal(findVolume(title)?.slug, slug));
  }

  it('every stage has grades, every subject a stage', () => {
    for (const stage of stages) assert.ok(gradesOfStage[stage.slug].length > 0);
    for (const subject of subjects) assert.ok(subject.stages.length > 0, subject.slug);
  });

  it('a subject is called what its stage calls it', () => {
    const subject = subjects.find((term) => term.slug === 'information-technology');
    assert.ok(subject);
    assert.equal(subjectName(subject, 'primary'), '信息科技');
    assert.equal(subjectName(subject, 'senior'), '信息技术');
  });

  it('search is handed every list with aliases', () => {
    const handed = searchTerms();
    assert.deepEqual(Object.keys(handed), [
      'stages',
      'subjects',
      'grades',
      'editions',
      'volumes',
      'kinds',
      'awards',
    ]);
    assert.ok(handed.subjects.find((term) => term.slug === 'biology')?.aliases.includes('生物'));
    const { stages, subjects, grades, editions, volumes, kinds, awards } = handed;
    for (const term of [stages, subjects, grades, editions, volumes, kinds, awards].flat()) {
      assert.ok(!term.aliases.includes(term.zh), term.zh);
      assert.ok(
        term.aliases.every((alias) => alias.length > 1),
        `${term.zh} has an alias of one character, which would be found in other words`,
      );
    }
  });
});
