import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { grades } from '../contract/terms/grades.ts';
import { type StageSlug, stages } from '../contract/terms/stages.ts';
import { subjects } from '../contract/terms/subjects.ts';
import { findTerm } from '../contract/terms/term.ts';
import { findEdition, findSubject, findVolumeNamed } from './place.ts';

/** Labels as the national platform tags its books: github.com/hantang/smartedu-dl-py, commit 1fa2a86 (March 2025). */
const platform = {
  stages: '小学 初中 高中 小学（五•四学制） 初中（五•四学制）',
  subjects:
    '英语 数学 科学 音乐 美术 艺术·音乐 艺术·美术 语文·书法练习指导 物理 生物学 地理 体育与健康 通用技术 信息技术 艺术 ' +
    '化学 语文 道德与法治 艺术·舞蹈/影视/戏剧 地理图册 劳动与技术 历史 思想政治 俄语 日语 信息科技 人文地理 中国历史 ' +
    '生活语文 西班牙语 德语 生活数学 英语（三年级起点） 美工 世界历史 沟通与交往 生活适应 法语',
  grades:
    '一年级 二年级 三年级 四年级 五年级 六年级 七年级 八年级 九年级 高一 高二 高三 一至二年级 三至四年级 五至六年级 ' +
    '七至九年级 水平一 水平二 水平三',
  editions:
    '人教版 沪教版 统编版 青岛版 教科版 苏教版 鲁教版 北师大版 北京版 苏少版 粤教版 辽海版 湘美版 冀教版 人美版 人音版 ' +
    '粤教花城版 湘文艺版 华东师大版 鲁科版 沪科技版 浙教版 沪科教版 冀美版 鄂教版 冀少版 科普版 湘教版 苏科版 西南师大版 ' +
    '外研社版 大象社版 赣美版 湘科版 浙人美版 人音版（五线谱） 桂美版 岭南美版 冀人版 人教版（五线谱） 西南大学版 译林版 ' +
    '沪书画版 牛津上海版 沪外教版 重庆大学版 粤教科技版 粤教粤科版 沪音版 人教鄂教版 新世纪版 外研社版（一年级起点） ' +
    '人教版（一年级起点） 清华大学版 冀教版（一年级起点） 接力社版 粤教粤人版 豫科版 地质社版 中图版 人音版（简谱） 湘少版 ' +
    '人教版（简谱） 陕旅版 鲁教湘教版 苏少版（五线谱） 沪少版 川教版 西泠印社版 晋人版 冀教版（三年级起点） 人教中图版 ' +
    '华文社版 辽宁师大版 教科版（EEC学院） 人教版（B版） 科学社版 鲁美版 苏少版（简谱） 桂教版 闽教版 人教版（精通） ' +
    '人教版（PEP） 济南版 配套中图版 沪科技粤教版 中图中华地图版 晋教版 配套湘教版 配套人教版 译林版三年级起点 接力版 ' +
    '接力版三年级起点 华中师大版 浙科版 外研社版（三年级起点） 人教版（PEP）（三年级起点） 沪音乐版 科学粤教版 武汉社版 ' +
    '武汉版 商务星球版 人教A版 人教版（精通）（三年级起点） 配套鲁教版 配套晋教版 配套科普版 人大附中实验小学版 商务星图版 ' +
    '鄂教版三年级起点 配套商务星图版 配套中图中华地图版 配套粤教粤人版 人教版（A版） 沪教版（美术） 未来出版社 人教大同版 ' +
    '广西师大版 粤教沪外教版 中华中图版 沪教版（音乐） 教科外研版 教科外研社版 配套商务星球版 外研社版(主编：张祖春） 未来社版',
};
/** As document services tag what teachers write. */
const written =
  '部编 人教PEP版 人教版（新起点） 人教新目标版 北师大版（一起） 北师大版（三起） 沪教牛津版 牛津译林版 外研版 外研版（三起） ' +
  '湘艺版 鲁人版 鲁湘版 粤沪版 科粤版 西师大版 京教版 北京课改版 陕教版 语文版 人民版 岳麓版 重大版 仁爱版 商务版 大象版 ' +
  '河大版 花城版 人教版（主编：吴欣） 人音版（主编：赵季平，杜永寿） 沪科版 人教版（2019） 鲁教版（五四制） 统编版（五·四学制）';

/** What subjects were called before the curricula of 2022 and 2017/2020, and what they are in a stage today. */
const oldNames: [string, StageSlug, string][] = [
  ['思想品德', 'junior', 'morality-law'],
  ['品德与社会', 'primary', 'morality-law'],
  ['品德与生活', 'primary', 'morality-law'],
  ['思品', 'junior', 'morality-law'],
  ['政治', 'junior', 'morality-law'],
  ['思想政治', 'junior-54', 'morality-law'],
  ['政治', 'senior', 'politics'],
  ['道德与法治', 'senior', 'politics'],
  ['信息技术', 'primary', 'information-technology'],
  ['信息科技', 'senior', 'information-technology'],
  ['生物', 'junior', 'biology'],
  ['体育', 'primary', 'sport'],
  ['体育与保健', 'junior', 'sport'],
  ['劳动与技术', 'primary', 'labour'],
  ['劳技', 'junior', 'labour'],
  ['综合实践', 'primary', 'practice'],
  ['中国历史', 'junior-54', 'history'],
  ['外语', 'junior', 'english'],
];

const unknownOf = (labels: string, find: (label: string) => unknown) =>
  labels.split(' ').filter((label) => !find(label));
const editionTerm = (label: string) => {
  const found = findEdition(label);
  return found !== undefined && !found.segment.startsWith('e-');
};

describe('labels of books', () => {
  it('are stages, subjects and grades', () => {
    assert.deepEqual(
      unknownOf(platform.stages, (label) => findTerm(stages, label)),
      [],
    );
    assert.deepEqual(
      unknownOf(platform.subjects, (label) => findTerm(subjects, label)),
      [],
    );
    assert.deepEqual(
      unknownOf(platform.grades, (label) => findTerm(grades, label)),
      [],
    );
  });

  it('are editions, as the platform writes them and as people do', () => {
    assert.deepEqual(unknownOf(`${platform.editions} ${written}`, editionTerm), []);
  });

  for (const [name, stage, subject] of oldNames) {
    it(`${name} in ${stage} is ${subject} today`, () => assert.equal(findSubject(name, stage), subject));
  }

  it('name volumes by what their titles begin with, and keep what is none', () => {
    const cases = [
      ['上册', 'v1'],
      ['全一册（下）', 'v2'],
      ['必修（上）', 'required-a'],
      ['必修 中外历史纲要（下）', 'required-b'],
      ['选择性必修6 智能家居应用设计', 'elective-6'],
      ['选择性必修11 产品三维设计与制造', 'elective-11'],
      ['学生读本（小学低年级）', 'v-学生读本小学低年级'],
    ] as const;
    for (const [label, segment] of cases) assert.equal(findVolumeNamed(label)?.segment, segment, label);
  });
});
