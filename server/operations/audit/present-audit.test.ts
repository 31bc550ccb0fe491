import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { presentDetail } from './present-audit.ts';

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
