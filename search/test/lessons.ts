import type { LessonDocument } from '../document.ts';
import type { SearchTerm, SearchTerms } from '../search.ts';

const term = (slug: string, zh: string, en: string, ...aliases: string[]): SearchTerm => ({
  slug,
  zh,
  en,
  aliases,
});

/** Terms as a library has them, a few of each. */
export const terms: SearchTerms = {
  stages: [
    term('primary', '小学', 'Primary school'),
    term('junior', '初中', 'Junior secondary school', '初级中学'),
    term('senior', '高中', 'Senior secondary school'),
    term('primary-54', '小学（五•四学制）', 'Primary school (5-4)'),
  ],
  subjects: [
    term('chinese', '语文', 'Chinese'),
    term('math', '数学', 'Mathematics', 'math', 'maths'),
    term('english', '英语', 'English', '外语'),
    term('physics', '物理', 'Physics'),
    term('biology', '生物学', 'Biology', '生物'),
    term('morality-law', '道德与法治', 'Morality and law', '思想品德', '品德与社会', '道法'),
    term('politics', '思想政治', 'Politics', '政治', '思想品德'),
    term('labour', '劳动', 'Labour'),
    { ...term('science', '科学', 'Science', '自然'), everydayNames: ['自然'] },
    term('it', '信息科技', 'Information technology', '信息技术'),
  ],
  grades: ['一', '二', '三', '四', '五', '六', '七', '八', '九']
    .map((numeral, index) => term(`g${index + 1}`, `${numeral}年级`, `Grade ${index + 1}`))
    .concat([
      { ...term('g10', '高一', 'Grade 10'), ungradedOf: 'senior' },
      { ...term('g11', '高二', 'Grade 11'), ungradedOf: 'senior' },
      { ...term('g12', '高三', 'Grade 12'), ungradedOf: 'senior' },
    ]),
  editions: [
    term('pep', '人教版', 'PEP', '人民教育出版社'),
    term('tongbian', '统编版', 'National edition', '部编版', '部编', '统编'),
    term('bnu', '北师大版', 'BNU', '北师版', '北京师范大学版'),
    term('sujiao', '苏教版', 'Jiangsu'),
  ],
  volumes: [
    term('a', '上册', 'Volume 1'),
    term('b', '下册', 'Volume 2'),
    term('whole', '全一册', 'One volume'),
    term('required-1', '必修 第一册', 'Required 1', '必修一', '必修1'),
  ],
  kinds: [term('micro', '微课', 'Micro-lesson'), term('recording', '课堂实录', 'Class recording')],
  awards: [
    term('county', '县级优课', 'County award', '县级'),
    term('city', '市级优课', 'City award', '市级'),
    term('province', '省级优课', 'Province award', '省级', '省优'),
    term('ministry', '部级优课', 'Ministry award', '部级', '部优'),
  ],
};

/** A lesson document with plain values for all that a test does not care about. */
export function lesson(id: string, values: Partial<LessonDocument> = {}): LessonDocument {
  return {
    id,
    title: `课 ${id}`,
    kind: 'micro',
    nodeId: 'node',
    nodeIds: ['node'],
    nodePath: '',
    stage: 'primary',
    subject: 'math',
    grade: 'g3',
    edition: 'pep',
    volume: 'a',
    unit: null,
    topic: null,
    units: [],
    topicLabel: null,
    summary: '',
    keywords: [],
    captionText: '',
    attachmentText: '',
    teacherId: 'teacher',
    teacher: '李老师',
    schoolId: 'school',
    school: '实验学校',
    organisationIds: ['school', 'county', 'city'],
    programme: null,
    year: null,
    award: null,
    awardRank: 0,
    durationSeconds: 600,
    hasCaptions: false,
    completeness: 0.5,
    publishedAt: '2026-01-01T00:00:00.000Z',
    ...values,
  };
}
