import type { Lesson } from '../../server/contract/lessons.ts';
import type { BookLink, FacetChoice, PageModel, Shell } from '../../server/contract/pages.ts';

/** Page models as the server would hand them out, for the tests of rendering. Everything in them is made up. */

export const sampleShell: Shell = {
  library: {
    name: '千课',
    place: '滨城',
    organiser: '滨城市教育局',
    icp: '滨ICP备20260001号',
    publicSecurity: '滨公网安备 21020002000001号',
    reportAddress: '0411-12345678',
  },
  open: {
    open: true,
    period: { id: 'p1', name: '寒假', kind: 'winter', from: '2026-01-17', until: '2026-02-28' },
    daysLeft: 21,
  },
  session: null,
  address: '/',
  insecure: false,
  timeZone: 'Asia/Shanghai',
};

/** A school's holidays are over: visitors watch the first minute. */
export const closedShell: Shell = {
  ...sampleShell,
  open: {
    open: false,
    next: { id: 'p2', name: '暑假', kind: 'summer', from: '2026-07-11', until: '2026-08-31' },
  },
};

interface SampleLesson extends Partial<Lesson> {
  title: string;
  subject: string;
  subjectName: string;
  book?: [edition: string, grade: string, volume: string];
  unit: [label: string | null, name: string];
}

export function sampleLesson({ subjectName, book, unit, ...rest }: SampleLesson): Lesson {
  const [edition, grade, volume] = book ?? ['人教版', '三年级', '上册'];
  const [label, unitName] = unit;
  return {
    id: `lesson-${rest.title}`,
    kind: 'micro',
    state: 'published',
    media: { state: 'ready', progress: 1, secondsLeft: null },
    nodes: [
      { id: 'n1', kind: 'stage', name: '小学', label: null },
      { id: 'n2', kind: 'subject', name: subjectName, label: null },
      { id: 'n3', kind: 'edition', name: edition, label: null },
      { id: 'n4', kind: 'grade', name: grade, label: null },
      { id: 'n5', kind: 'volume', name: volume, label: null },
      { id: 'n6', kind: 'unit', name: unitName, label },
    ],
    stage: 'primary',
    grade: 'g3',
    edition: 'pep',
    volume: 'v1',
    summary: '',
    keywords: [],
    licence: 'cc-by-nc-sa-4.0',
    programme: { slug: 'thousand', name: '千课计划' },
    year: 2026,
    teacher: { id: 't1', name: '李敏' },
    school: { id: 's1', name: '中山区实验小学' },
    awards: [],
    durationSeconds: 728,
    cover: null,
    attachments: [],
    captionLanguages: [],
    captions: [],
    duplicateOf: null,
    returned: null,
    warnings: [],
    may: [],
    submittedAt: '2026-01-10T02:00:00Z',
    publishedAt: '2026-01-11T02:00:00Z',
    createdAt: '2026-01-09T02:00:00Z',
    updatedAt: '2026-01-11T02:00:00Z',
    revision: 0,
    ...rest,
  };
}

const award = (level: Lesson['awards'][number]['level']) => [{ level, year: 2026, programme: '一师一优课' }];

export const fractions = sampleLesson({
  id: 'fractions',
  title: '分数的初步认识（一）',
  subject: 'math',
  subjectName: '数学',
  unit: ['第八单元', '分数的初步认识'],
  awards: [...award('ministry'), ...award('province')],
  summary:
    '从分月饼说起，认识“平均分”和几分之一；用折纸、涂色比较大小，最后用三道小题检查自己学会了没有。\n观看前请准备一张长方形纸和彩笔。',
  keywords: ['平均分', '几分之一', '折纸'],
  attachments: [
    {
      id: 'a1',
      kind: 'design',
      filename: '分数的初步认识（一）教学设计.docx',
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes: 86_016,
      url: '/attachments/a1',
      state: 'ready',
    },
    {
      id: 'a2',
      kind: 'slides',
      filename: '分数的初步认识——几分之一（第一课时，2026 年修订）.pptx',
      mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      bytes: 4_718_592,
      url: '/attachments/a2',
      state: 'ready',
    },
    {
      id: 'a3',
      kind: 'tasks',
      filename: '学习任务单.pdf',
      mediaType: 'application/pdf',
      bytes: 214_016,
      url: '/attachments/a3',
      state: 'ready',
    },
  ],
});

export const sampleLessons: Lesson[] = [
  fractions,
  sampleLesson({
    title: '大青树下的小学',
    subject: 'chinese',
    subjectName: '语文',
    book: ['统编版', '三年级', '上册'],
    unit: ['第一单元', '学校生活'],
    durationSeconds: 521,
    teacher: { id: 't2', name: '王建华' },
    school: { id: 's2', name: '西岗区育才小学' },
  }),
  sampleLesson({
    title: "Unit 3 Look at me! · Let's talk",
    subject: 'english',
    subjectName: '英语',
    book: ['人教版（PEP）', '三年级', '上册'],
    unit: ['Unit 3', 'Look at me!'],
    durationSeconds: 380,
    teacher: { id: 't3', name: '陈静' },
    school: { id: 's3', name: '旅顺口区水师营中心小学' },
  }),
  sampleLesson({
    title: '水到哪里去了',
    subject: 'science',
    subjectName: '科学',
    book: ['教科版', '三年级', '上册'],
    unit: ['第一单元', '水'],
    awards: award('province'),
    durationSeconds: 933,
    teacher: { id: 't4', name: '赵磊' },
    school: { id: 's4', name: '普兰店区大谭教学点' },
  }),
  sampleLesson({
    title: '光的折射：筷子为什么“弯”了？用一杯水看清入射角与折射角的关系',
    subject: 'physics',
    subjectName: '物理',
    book: ['人教版', '八年级', '上册'],
    unit: ['第四章', '光现象'],
    awards: award('city'),
    durationSeconds: 1104,
    teacher: { id: 't5', name: '欧阳文静' },
    school: { id: 's5', name: '滨城市第四十二中学' },
  }),
  sampleLesson({
    title: '沉与浮',
    subject: 'science',
    subjectName: '科学',
    book: ['教科版', '五年级', '下册'],
    unit: [null, '物体在水中沉浮的规律与应用'],
    durationSeconds: 2710,
    kind: 'recording',
    teacher: { id: 't6', name: '刘洋' },
    school: { id: 's6', name: '新疆维吾尔自治区巴音郭楞蒙古自治州第一中学附属小学' },
  }),
];

const book = (
  name: string,
  subject: string,
  subjectName: string,
  edition: string,
  lessons: number,
): BookLink => ({
  id: `book-${name}-${subjectName}`,
  name,
  label: null,
  subject,
  subjectName,
  edition,
  lessons,
});

export const sampleBooks: BookLink[] = [
  book('三年级上册', 'chinese', '语文', '统编版', 24),
  book('三年级上册', 'math', '数学', '人教版', 31),
  book('三年级上册', 'english', '英语', '人教版（PEP）', 12),
  book('三年级上册', 'science', '科学', '教科版', 1),
  book('三年级上册', 'morality-law', '道德与法治', '统编版', 0),
  book('三年级上册', 'music', '音乐', '人音版', 0),
];

const gradeNames = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

export const homeModel = {
  page: 'home',
  shell: sampleShell,
  grades: [
    ...gradeNames.map((name, index) => ({
      slug: `g${index + 1}`,
      name: `${name}年级`,
      href: `/?grade=g${index + 1}`,
      chosen: index === 2,
    })),
    ...['高一', '高二', '高三'].map((name, index) => ({
      slug: `g${index + 10}`,
      name,
      href: `/?grade=g${index + 10}`,
      chosen: false,
    })),
  ],
  books: sampleBooks,
  otherBooks: sampleBooks.slice(0, 1),
  newest: sampleLessons,
  awarded: sampleLessons.filter((lesson) => lesson.awards.length > 0),
  examples: ['分数的初步认识', '草船借箭', '光的折射', 'Unit 3'],
  totals: { lessons: 1024, awarded: 96, schools: 83 },
} satisfies PageModel;

const choice = (slug: string, name: string, count: number, chosen = false): FacetChoice => ({
  slug,
  name,
  count,
  chosen,
  href: `/search?q=光&toggle=${slug}`,
});

export const searchModel = {
  page: 'search',
  shell: { ...sampleShell, address: '/search?q=光&subject=physics' },
  q: '光',
  hits: sampleLessons.map((lesson, index) => ({
    lesson,
    highlights: { title: lesson.title.startsWith('光') ? [[0, 1]] : [] },
    passages: [{ field: 'summary', text: '…一束光进入水里…', ranges: [[3, 4]] }],
    moments:
      index === 2
        ? [{ seconds: 133.5, text: '光在同一种介质里沿直线传播', ranges: [[0, 1]], language: 'zh' }]
        : [],
    excerpts:
      index === 3
        ? [
            {
              attachment: { id: 'a1', kind: 'slides', filename: '第3课 光的传播.pptx' },
              text: '…为什么会有影子？因为光被挡住了…',
              ranges: [[11, 12]],
            },
          ]
        : [],
  })),
  nearest: [],
  nearestBeyond: [],
  total: 6,
  engine: 'embedded',
  fallback: false,
  understood: [{ name: '八年级', removeHref: '/search?q=光' }],
  literalHref: '/search?q=%22光%22',
  chosen: [{ field: 'subject', name: '物理', removeHref: '/search?q=光' }],
  instead: [],
  places: [],
  facets: [
    { field: 'stage', choices: [choice('primary', '小学', 5), choice('junior', '初中', 1)] },
    {
      field: 'subject',
      choices: [
        choice('physics', '物理', 1, true),
        choice('math', '数学', 12),
        choice('chinese', '语文', 9),
        choice('english', '英语', 7),
        choice('science', '科学', 6),
        choice('chemistry', '化学', 5),
        choice('biology', '生物学', 4),
        choice('history', '历史', 3),
        choice('information-technology', '信息科技', 2),
        choice('performing-arts', '艺术·舞蹈/影视/戏剧', 1),
      ],
    },
    { field: 'grade', choices: [choice('g3', '三年级', 4), choice('g8', '八年级', 1)] },
    { field: 'edition', choices: [choice('pep', '人教版', 3), choice('tongbian', '统编版', 1)] },
    { field: 'kind', choices: [choice('micro', '微课', 5), choice('recording', '课堂实录', 1)] },
    { field: 'award', choices: [choice('ministry', '部级优课', 1), choice('province', '省级优课', 1)] },
  ],
  sort: [
    { slug: 'relevance', chosen: true, href: '/search?q=光' },
    { slug: 'newest', chosen: false, href: '/search?q=光&sort=newest' },
    { slug: 'award', chosen: false, href: '/search?q=光&sort=award' },
  ],
  nextHref: '/search?q=光&cursor=x',
  clearHref: '/search?q=光',
} satisfies PageModel;

/** Nothing was found, and everything that may help is offered. */
export const nothingFoundModel: PageModel = {
  ...searchModel,
  hits: [],
  total: 0,
  nextHref: null,
  nearest: searchModel.hits.slice(0, 2),
  nearestBeyond: [],
  chosen: [{ field: 'teacher', name: null, removeHref: '/search?q=八年级光的色散' }],
  instead: [
    { field: 'grade', name: '八年级', count: 12, href: '/search?q=光的色散' },
    { field: null, name: null, count: 1200, href: '/search?q=光的色散' },
  ],
  places: [
    { href: '/books/b#u', name: '第五节 光的色散', above: '初中 物理 人教版 八年级上册 第四章 光现象' },
  ],
};

export const lessonModel = {
  page: 'lesson',
  startAt: null,
  shell: { ...sampleShell, address: '/lessons/fractions' },
  lesson: {
    ...fractions,
    playback: { hls: '/play/v/full/master.m3u8', mp4: '/play/v/full/plain.mp4', captions: [] },
  },
  siblings: [fractions, ...sampleLessons.slice(1, 5)],
  book: { id: 'n5', name: '三年级上册', label: null },
  left: false,
  structuredData: JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'VideoObject',
    name: '</script>',
  }),
} satisfies PageModel;

const subjectLink = (slug: string, name: string, lessons: number) => ({
  ...{ slug, name, lessons },
  href: `/books?stage=primary&subject=${slug}`,
});

export const booksModel: PageModel = {
  page: 'books',
  shell: { ...sampleShell, address: '/books' },
  shelf: null,
  stages: [
    {
      ...{ slug: 'primary', name: '小学', href: '/books?stage=primary' },
      subjects: [subjectLink('chinese', '语文', 28), subjectLink('math', '数学', 0)],
    },
    {
      ...{ slug: 'senior', name: '高中', href: '/books?stage=senior' },
      subjects: [subjectLink('biology', '生物学', 8)],
    },
  ],
};

export const shelfModel: PageModel = {
  page: 'books',
  shell: { ...sampleShell, address: '/books?stage=primary&subject=math' },
  stages: [],
  shelf: {
    stage: { slug: 'primary', name: '小学', href: '/books?stage=primary' },
    subject: { slug: 'math', name: '数学', href: '/books?stage=primary&subject=math' },
    grades: gradeNames.slice(0, 6).map((name, index) => ({
      slug: `g${index + 1}`,
      name: `${name}年级`,
      chosen: index === 2,
      href: `/books?stage=primary&subject=math&grade=g${index + 1}`,
    })),
    groups: [
      {
        name: '三年级',
        books: [
          book('三年级上册', 'math', '数学', '人教版', 7),
          book('三年级下册', 'math', '数学', '人教版', 0),
        ],
      },
    ],
    others: [{ name: '北师大版', books: [book('三年级下册', 'math', '数学', '北师大版', 3)] }],
  },
};

export const bookModel: PageModel = {
  page: 'book',
  shell: { ...sampleShell, address: '/books/n5' },
  book: { id: 'n5', name: '三年级上册', label: null },
  path: [
    { id: 'n1', name: '小学', label: null },
    { id: 'n2', name: '数学', label: null },
    { id: 'n3', name: '人教版', label: null },
    { id: 'n5', name: '三年级上册', label: null },
  ],
  subject: 'math',
  former: [{ id: 'u9', name: '第九单元 总复习', label: null, lessons: [sampleLessons[0]!] }],
  units: [
    {
      id: 'u7',
      name: '长方形和正方形',
      label: '第七单元',
      lessons: [],
      topics: [
        { id: 't71', name: '四边形', label: null, lessons: [] },
        { id: 't72', name: '周长', label: null, lessons: [sampleLessons[3]!] },
      ],
    },
    {
      id: 'u8',
      name: '分数的初步认识',
      label: '第八单元',
      lessons: [sampleLessons[4]!],
      topics: [
        { id: 't81', name: '几分之一', label: null, lessons: [fractions, sampleLessons[5]!] },
        { id: 't82', name: '几分之几', label: null, lessons: [] },
        { id: 't83', name: '分数的简单计算', label: null, lessons: [] },
      ],
    },
  ],
  totals: { of: 'topics', count: 5, covered: 2 },
};

export const signInModel = {
  page: 'sign-in',
  shell: { ...closedShell, address: '/sign-in?next=%2Fteach' },
  next: '/teach',
  name: '',
  problem: null,
  ticket: null,
} satisfies PageModel;

export const notFoundModel: PageModel = {
  page: 'problem',
  shell: { ...sampleShell, address: '/lessons/nothing' },
  problem: {
    type: 'about:blank',
    title: '没有找到您要的内容。',
    status: 404,
    code: 'not-found',
    requestId: '0d8f4f5e-7c55-4f8e-a6a1-6a3f2f0c9b11',
  },
};
