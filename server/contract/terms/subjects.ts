import type { StageSlug } from './stages.ts';
import type { SlugOf, Term } from './term.ts';

/** The hues of the look; a subject's hue is only ever shown beside its name. */
export type Hue =
  | 'blue'
  | 'plum'
  | 'teal'
  | 'indigo'
  | 'ochre'
  | 'green'
  | 'brown'
  | 'cyan'
  | 'rose'
  | 'moss'
  | 'violet'
  | 'orange';

export interface SubjectTerm extends Term {
  hue: Hue;
  /** Where it is taught. */
  stages: readonly StageSlug[];
  /** Names that differ by stage: what is 信息科技 up to grade 9 is 信息技术 in senior school. */
  zhInStage?: Partial<Record<StageSlug, string>>;
}

/**
 * 学科 of the 2022 curriculum (grades 1 to 9), the 2017/2020 one (senior school) and the 2016 one for
 * schools of special education. Names of earlier curricula are aliases of what took their place.
 */
export const subjects = [
  {
    slug: 'chinese',
    zh: '语文',
    en: 'Chinese',
    hue: 'plum',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'math',
    zh: '数学',
    en: 'Mathematics',
    aliases: ['maths'],
    hue: 'blue',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'english',
    zh: '英语',
    en: 'English',
    aliases: ['外语', '英语（三年级起点）', '英语（一年级起点）'],
    hue: 'teal',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'morality-law',
    zh: '道德与法治',
    en: 'Morality and law',
    aliases: ['道法', '思想品德', '思品', '品德与社会', '品德与生活', '品德', '品社'],
    hue: 'rose',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'special'],
  },
  {
    slug: 'politics',
    zh: '思想政治',
    en: 'Politics',
    aliases: ['政治', '思政'],
    hue: 'rose',
    stages: ['senior'],
  },
  {
    slug: 'history',
    zh: '历史',
    en: 'History',
    aliases: ['中国历史', '世界历史'],
    hue: 'brown',
    stages: ['junior', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'geography',
    zh: '地理',
    en: 'Geography',
    hue: 'cyan',
    stages: ['junior', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'physics',
    zh: '物理',
    en: 'Physics',
    hue: 'indigo',
    stages: ['junior', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'chemistry',
    zh: '化学',
    en: 'Chemistry',
    hue: 'ochre',
    stages: ['junior', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'biology',
    zh: '生物学',
    en: 'Biology',
    aliases: ['生物'],
    hue: 'green',
    stages: ['junior', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'science',
    zh: '科学',
    en: 'Science',
    hue: 'moss',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'special'],
  },
  {
    slug: 'information-technology',
    zh: '信息科技',
    en: 'Information technology',
    aliases: ['信息技术', '计算机'],
    hue: 'indigo',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
    zhInStage: { senior: '信息技术', special: '信息技术' },
  },
  {
    slug: 'general-technology',
    zh: '通用技术',
    en: 'General technology',
    hue: 'ochre',
    stages: ['senior'],
  },
  {
    slug: 'music',
    zh: '音乐',
    en: 'Music',
    aliases: ['艺术·音乐', '艺术（音乐）'],
    hue: 'violet',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'art',
    zh: '美术',
    en: 'Art',
    aliases: ['艺术·美术', '艺术（美术）'],
    hue: 'violet',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'arts',
    zh: '艺术',
    en: 'Arts',
    hue: 'violet',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior'],
  },
  {
    slug: 'performing-arts',
    zh: '艺术·舞蹈/影视/戏剧',
    en: 'Dance, film and drama',
    aliases: ['艺术（舞蹈、影视、戏剧）'],
    hue: 'violet',
    stages: ['primary', 'junior', 'primary-54', 'junior-54'],
  },
  {
    slug: 'sport',
    zh: '体育与健康',
    en: 'Physical education',
    aliases: ['体育', '体育与保健', '体健'],
    hue: 'orange',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'labour',
    zh: '劳动',
    en: 'Labour education',
    aliases: ['劳动教育', '劳动与技术', '劳动技术', '劳技'],
    hue: 'ochre',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'practice',
    zh: '综合实践活动',
    en: 'Integrated practice',
    aliases: ['综合实践', '研究性学习'],
    hue: 'moss',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'calligraphy',
    zh: '书法',
    en: 'Calligraphy',
    aliases: ['语文·书法练习指导', '书法练习指导'],
    hue: 'plum',
    stages: ['primary', 'primary-54'],
  },
  {
    slug: 'history-society',
    zh: '历史与社会',
    en: 'History and society',
    hue: 'brown',
    stages: ['junior'],
  },
  {
    slug: 'human-geography',
    zh: '人文地理',
    en: 'Human geography',
    hue: 'cyan',
    stages: ['junior'],
  },
  {
    slug: 'geography-atlas',
    zh: '地理图册',
    en: 'Geography atlas',
    hue: 'cyan',
    stages: ['junior', 'junior-54', 'senior'],
  },
  { slug: 'japanese', zh: '日语', en: 'Japanese', hue: 'teal', stages: ['junior', 'senior'] },
  { slug: 'russian', zh: '俄语', en: 'Russian', hue: 'teal', stages: ['junior', 'senior'] },
  { slug: 'german', zh: '德语', en: 'German', hue: 'teal', stages: ['senior'] },
  { slug: 'french', zh: '法语', en: 'French', hue: 'teal', stages: ['senior'] },
  { slug: 'spanish', zh: '西班牙语', en: 'Spanish', hue: 'teal', stages: ['senior'] },
  {
    slug: 'mental-health',
    zh: '心理健康',
    en: 'Mental health',
    aliases: ['心理', '心理健康教育'],
    hue: 'rose',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'artificial-intelligence',
    zh: '人工智能教育',
    en: 'Artificial intelligence',
    aliases: ['人工智能', 'AI'],
    hue: 'indigo',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior'],
  },
  {
    slug: 'reading',
    zh: '阅读',
    en: 'Reading',
    aliases: ['整本书阅读课程'],
    hue: 'plum',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior'],
  },
  {
    slug: 'class-meeting',
    zh: '主题班会',
    en: 'Class meeting',
    aliases: ['班会', '班队活动', '德育'],
    hue: 'rose',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  {
    slug: 'local-studies',
    zh: '地方课程',
    en: 'Local studies',
    hue: 'brown',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior'],
  },
  {
    slug: 'school-studies',
    zh: '校本课程',
    en: 'School-based studies',
    hue: 'brown',
    stages: ['primary', 'junior', 'primary-54', 'junior-54', 'senior', 'special'],
  },
  { slug: 'life-chinese', zh: '生活语文', en: 'Chinese for life', hue: 'plum', stages: ['special'] },
  { slug: 'life-math', zh: '生活数学', en: 'Mathematics for life', hue: 'blue', stages: ['special'] },
  { slug: 'life-skills', zh: '生活适应', en: 'Life skills', hue: 'rose', stages: ['special'] },
  { slug: 'labour-skills', zh: '劳动技能', en: 'Labour skills', hue: 'ochre', stages: ['special'] },
  { slug: 'singing-rhythm', zh: '唱游与律动', en: 'Singing and rhythm', hue: 'violet', stages: ['special'] },
  { slug: 'drawing-craft', zh: '绘画与手工', en: 'Drawing and craft', hue: 'violet', stages: ['special'] },
  {
    slug: 'movement-health',
    zh: '运动与保健',
    en: 'Movement and health',
    hue: 'orange',
    stages: ['special'],
  },
  {
    slug: 'rehabilitation',
    zh: '康复训练',
    en: 'Rehabilitation',
    aliases: ['综合康复'],
    hue: 'green',
    stages: ['special'],
  },
  { slug: 'communication', zh: '沟通与交往', en: 'Communication', hue: 'teal', stages: ['special'] },
  { slug: 'rhythm', zh: '律动', en: 'Rhythm', hue: 'violet', stages: ['special'] },
  { slug: 'craft', zh: '美工', en: 'Arts and crafts', hue: 'violet', stages: ['special'] },
  { slug: 'orientation', zh: '定向行走', en: 'Orientation and mobility', hue: 'orange', stages: ['special'] },
  { slug: 'social-adaptation', zh: '社会适应', en: 'Social adaptation', hue: 'rose', stages: ['special'] },
] as const satisfies readonly SubjectTerm[];

export type SubjectSlug = SlugOf<typeof subjects>;

/** A subject's Chinese name as a stage has it. */
export function subjectName(subject: SubjectTerm, stage?: StageSlug): string {
  return (stage && subject.zhInStage?.[stage]) ?? subject.zh;
}
