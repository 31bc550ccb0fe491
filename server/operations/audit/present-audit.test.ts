import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AuditAction } from '../../contract/audit.ts';
import { presentDetail, presentSubject } from './present-audit.ts';

describe('the detail of an act in words', () => {
  const names = new Map([['0123456789abcdef', '中山区实验小学']]);
  const cases: [Record<string, unknown>, string, string, string, string][] = [
    [{ role: 'reviewer' }, '角色', '评审专家', 'role', 'Reviewer'],
    [{ kind: 'district' }, '类型', '学区', 'kind', 'School district'],
    [{ kind: 'transcode' }, '类型', '视频处理', 'kind', 'Video'],
    [{ kind: 'winter' }, '类型', '寒假', 'kind', 'Winter holidays'],
    [{ action: 'lesson.return' }, '操作', '退回课程', 'what', 'Returned a lesson'],
    [{ nature: 'private' }, '性质', '民办', 'nature', 'Private'],
    [
      { vetoes: ['territory'] },
      '一票否决',
      '方向性错误：领土、国界与地图',
      'vetoes',
      '方向性错误：领土、国界与地图',
    ],
    [{ scores: { goals: 7.5 } }, '得分', '教学目标：7.5', 'scores', '教学目标: 7.5'],
    [
      { fields: ['title', 'node'] },
      '改动的项目',
      '标题，教材位置',
      'fields',
      'title, place in the curriculum',
    ],
    [{ before: { until: '2027-01-31' } }, '原来', '到：2027-01-31', 'before', 'until: 2027-01-31'],
    [{ organisation: '0123456789abcdef' }, '机构', '中山区实验小学', 'organisation', '中山区实验小学'],
    [{ note: 'reviewer' }, '原因', 'reviewer', 'reason', 'reviewer'],
    [{ keepDays: 7 }, '没传完的上传保留几天', '7', 'days an open upload is kept', '7'],
  ];
  for (const [detail, name, value, nameEn, valueEn] of cases) {
    it(`says ${JSON.stringify(detail)}`, () => {
      assert.deepEqual(presentDetail(detail, names, 'zh'), [{ name, value }]);
      assert.deepEqual(presentDetail(detail, names, 'en'), [{ name: nameEn, value: valueEn }]);
    });
  }
});

/** What each act puts on record, as the program does it, with names that people gave in Chinese. */
const id = '0123456789abcdef';
const samples: Record<AuditAction, [string, Record<string, unknown>]> = {
  'library.set-up': [id, { name: '信息中心', organisation: '滨城市教育局' }],
  'session.open': [id, {}],
  'session.close': [id, {}],
  'session.end': [id, {}],
  'session.end-others': [id, { ended: 2 }],
  'session.delay': [id, { account: '李老师', failures: 10 }],
  'person.create': [id, { name: '李老师', role: 'teacher', organisation: id }],
  'person.change': [id, { displayName: '李敏', disabled: true }],
  'person.link': [id, {}],
  'person.set-password': [id, {}],
  'person.change-password': [id, { ended: 1 }],
  'person.end-sessions': [id, { ended: 3 }],
  'second-factor.on': [id, {}],
  'second-factor.off': [id, {}],
  'second-factor.reset': [id, { ended: 1 }],
  'membership.add': [
    id,
    { membership: id, role: 'bureau-administrator', organisation: id, from: null, until: null },
  ],
  'membership.end': [id, { membership: id, role: 'reviewer', until: '2026-11-26' }],
  'lesson.submit': [id, {}],
  'lesson.publish': [id, {}],
  'lesson.return': [id, { note: '第 3 分钟有误' }],
  'lesson.withdraw': [id, { note: '有学生的脸' }],
  'lesson.change': [id, { fields: ['title', 'node', 'licence', 'uploadId'] }],
  'lesson.delete': [id, { title: '分数的初步认识' }],
  'lesson.retry': [id, {}],
  'entry.make': [id, { entry: id, lesson: id }],
  'entry.withdraw': [id, { entry: id, lesson: id }],
  'round.open': [id, { programme: 'qianke', year: 2026, level: 'city', organisation: id, rubric: id }],
  'round.change': [id, { opensOn: '2026-11-26', reviewsPerEntry: 3 }],
  'round.assign': [id, { reviewers: [id], added: 3 }],
  'round.close': [id, { force: true, missing: 0, awarded: ['2026-C-0001'] }],
  'review.submit': [id, { scores: { goals: 7.5 }, vetoes: ['territory'] }],
  'level-total.enter': [id, { year: 2026, level: 'province', total: 40 }],
  'programme.create': [id, { name: '一师一优课' }],
  'open-period.create': [id, { name: '寒假', kind: 'winter', from: '2027-01-16', until: '2027-02-28' }],
  'open-period.change': [id, { before: { kind: 'winter' }, after: { kind: 'summer' } }],
  'open-period.delete': [id, { name: '寒假' }],
  'settings.change': ['editions', { stage: 'primary', subject: 'math', editions: ['pep'] }],
  'curriculum.import': ['curriculum', { file: ['目录.csv'], scope: 'named-books', added: 3 }],
  'node.add': [id, { name: '第一单元 分数' }],
  'node.change': [id, { before: '第一单元 分数', after: '第二单元 分数' }],
  'node.retire': [id, { name: '分数' }],
  'node.revive': [id, { name: '分数' }],
  'organisation.create': [id, { name: '实验小学', level: 'school' }],
  'organisation.change': [id, { nature: 'private', place: 'rural' }],
  'group.create': [id, { name: '实验集团', kind: 'district', organisation: id }],
  'group.schools': [id, { put: 2, removed: 1 }],
  'report.export': ['awards', { year: 2026, programme: 'qianke' }],
  'audit.export': ['audit-log', { action: 'lesson.publish', about: 'library', format: 'xlsx', rows: 5 }],
  'job.retry': [id, { kind: 'transcode', job: id }],
  'backup.make': ['20261125-183000Z', { target: 'media-store', row_count: 5, damaged: 0 }],
  'backup.restore': ['20261125-183000Z', { from: 'media-store', at: '2026-11-25T18:30:00.000Z', copy: true }],
  'library.verify': ['library', { findings: 0, files: 5, bytes: 5, quick: true }],
};

describe('every act that can be on record', () => {
  const names = new Map([
    [id, '中山区实验小学'],
    ['qianke', '千课计划'],
  ]);
  const slug = /(?<![A-Za-z])[a-z][a-z-]+/;
  for (const [action, [subject, detail]] of Object.entries(samples)) {
    it(`${action} shows no slug`, () => {
      assert.doesNotMatch(presentSubject(subject, names, 'zh') ?? '', slug);
      for (const { name, value } of presentDetail(detail, names, 'zh')) {
        assert.doesNotMatch(name, slug);
        assert.doesNotMatch(value.replace('目录.csv', ''), slug);
      }
    });
  }
});
