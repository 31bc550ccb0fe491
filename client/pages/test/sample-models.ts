import type { CurriculumImport } from '../../../server/contract/curriculum.ts';
import type { Lesson } from '../../../server/contract/lessons.ts';
import type { OpenPeriod } from '../../../server/contract/open-periods.ts';
import type { ManagedNode, PageModel, PageName, Shell } from '../../../server/contract/pages.ts';
import type { ManagedPerson, Organisation, Programme } from '../../../server/contract/people.ts';
import type { Assignment, Entry, Round, RubricBody } from '../../../server/contract/rounds.ts';
import type { Role } from '../../../server/contract/session.ts';

/** One made-up library at one moment, and every page behind a sign-in as it would be shown there. */

const winter: OpenPeriod = {
  id: 'period-1',
  name: '寒假',
  kind: 'winter',
  from: '2027-01-23',
  until: '2027-02-28',
};

function shellFor(address: string, roles: Role[], displayName = '李敏'): Shell {
  return {
    library: {
      name: '千课',
      place: '滨城',
      organiser: '滨城市教育局',
      icp: '辽ICP备2026000001号',
      publicSecurity: '',
      reportAddress: '12345',
    },
    open: { open: true, period: winter, daysLeft: 21 },
    session: {
      name: 'limin',
      displayName,
      roles,
      organisation: { id: 'school-1', name: '中山区实验小学' },
      governs: roles.includes('bureau-administrator'),
    },
    address,
    insecure: false,
    timeZone: 'Asia/Shanghai',
  };
}

const bookOf = (unit: string, label: string): Lesson['nodes'] => [
  { id: 'n1', kind: 'stage', name: '小学', label: null },
  { id: 'n2', kind: 'subject', name: '数学', label: null },
  { id: 'n3', kind: 'edition', name: '人教版', label: null },
  { id: 'n4', kind: 'grade', name: '三年级', label: null },
  { id: 'n5', kind: 'volume', name: '上册', label: null },
  { id: 'n6', kind: 'unit', name: unit, label },
];

const fractions: Lesson = {
  id: 'lesson-1',
  title: '分数的初步认识（一）',
  kind: 'micro',
  state: 'published',
  media: { state: 'ready', progress: 1, secondsLeft: null },
  nodes: bookOf('分数的初步认识', '第八单元'),
  stage: 'primary',
  subject: 'math',
  grade: 'g3',
  edition: 'pep',
  volume: 'first',
  summary: '用折纸认识几分之一，会读、会写简单的分数。',
  keywords: ['分数', '平均分', '几分之一'],
  licence: 'cc-by-nc-sa-4.0',
  programme: { slug: 'fine-lessons', name: '一师一优课' },
  year: 2026,
  teacher: { id: 'person-1', name: '李敏' },
  school: { id: 'school-1', name: '中山区实验小学' },
  awards: [{ level: 'city', year: 2026, programme: '一师一优课' }],
  durationSeconds: 728,
  cover: null,
  attachments: [
    {
      id: 'attachment-1',
      kind: 'design',
      filename: '分数的初步认识（一）教学设计.docx',
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes: 389_120,
      url: '/api/lessons/lesson-1/attachments/attachment-1',
      state: 'ready',
    },
    {
      id: 'attachment-2',
      kind: 'slides',
      filename: '课件.pptx',
      mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      bytes: 5_242_880,
      url: '/api/lessons/lesson-1/attachments/attachment-2',
      state: 'ready',
    },
  ],
  captionLanguages: ['zh', 'ug'],
  captions: [
    { language: 'zh', name: '中文', automatic: false, beforeVideo: true },
    { language: 'ug', name: '维吾尔语', automatic: true },
  ],
  duplicateOf: null,
  returned: null,
  warnings: [],
  may: ['edit', 'replace-video', 'withdraw', 'enter', 'download-original'],
  submittedAt: '2026-11-18T02:00:00Z',
  publishedAt: '2026-11-19T02:00:00Z',
  createdAt: '2026-11-17T02:00:00Z',
  updatedAt: '2026-11-19T06:02:00Z',
  revision: 0,
  playback: {
    hls: '/play/version-1/ticket/master.m3u8',
    mp4: '/play/version-1/ticket/lesson.mp4',
    captions: [],
  },
};

const own = (part: Partial<Lesson>): Lesson => {
  const { playback: _, ...listed } = fractions;
  return { ...listed, awards: [], ...part };
};

const draft = own({
  id: 'lesson-2',
  title: '20261121_录屏_03',
  state: 'draft',
  media: { state: 'processing', progress: 0.63, secondsLeft: 140 },
  nodes: [],
  subject: null,
  durationSeconds: null,
  attachments: [],
  captionLanguages: [],
  captions: [],
  programme: null,
  year: null,
  summary: '',
  keywords: [],
  may: ['edit', 'replace-video', 'submit', 'delete', 'download-original'],
});

const returned = own({
  id: 'lesson-3',
  title: '长方形和正方形的周长',
  state: 'returned',
  nodes: bookOf('长方形和正方形', '第七单元'),
  durationSeconds: 645,
  returned: {
    note: '5 分 06 秒板书把“周长”写成了“面积”，请重录这一段。\n课件第 7 页的图也请一并更正。',
    at: 306,
  },
  warnings: [{ code: 'low-resolution', text: '原视频清晰度较低，文字可能看不清。' }],
  may: ['edit', 'replace-video', 'submit', 'withdraw', 'download-original'],
});

const lessons: Lesson[] = [
  fractions,
  draft,
  returned,
  own({
    id: 'lesson-4',
    title: '倍的认识',
    state: 'draft',
    nodes: bookOf('倍的认识', '第五单元'),
    media: {
      state: 'rejected',
      progress: 0,
      secondsLeft: null,
      reason: {
        code: 'truncated',
        text: '视频不完整，结尾缺失。请检查原文件能否播放到最后，重新导出或重新拷贝后再上传。',
      },
    },
    durationSeconds: null,
    may: ['edit', 'replace-video', 'submit', 'delete', 'retry'],
  }),
  own({
    id: 'lesson-5',
    title: '测量：毫米、分米的认识',
    state: 'submitted',
    nodes: bookOf('测量', '第三单元'),
    durationSeconds: 533,
    may: ['edit', 'withdraw'],
  }),
  own({
    id: 'lesson-6',
    title: '万以内的加法和减法（一）口算两位数加两位数',
    state: 'draft',
    nodes: bookOf('万以内的加法和减法（一）', '第二单元'),
    media: { state: 'queued', progress: 0, secondsLeft: null },
    durationSeconds: null,
    may: ['edit', 'replace-video', 'submit', 'delete'],
  }),
  own({
    id: 'lesson-7',
    title: '时、分、秒',
    state: 'draft',
    media: {
      state: 'failed',
      progress: 0,
      secondsLeft: null,
      reason: { code: 'error', text: '处理时服务器出错。请点“重试”；若仍不行，请联系管理员。' },
    },
    durationSeconds: null,
    may: ['edit', 'replace-video', 'submit', 'delete', 'retry'],
  }),
];

const rubric: RubricBody = {
  name: '微课评分标准（2024 版）',
  source: '微课评审参考标准，满分 100',
  kinds: ['micro'],
  dimensions: [
    { key: 'topic', name: '选题与目标', max: 20, step: 0.5, hint: '目标清楚、切口小，一课解决一个问题' },
    { key: 'content', name: '教学内容', max: 25, step: 0.5, hint: '科学、准确，层次分明' },
    { key: 'process', name: '教学过程', max: 30, step: 0.5, hint: '环节清楚，方法得当，学生学得会' },
    { key: 'technique', name: '技术与呈现', max: 25, step: 0.5, hint: '画面稳定清晰，声音清楚' },
  ],
  vetoes: [
    { key: 'wrong', name: '有科学性、政策性错误' },
    { key: 'map', name: '地图、国旗、国徽使用有误' },
    { key: 'copied', name: '抄袭或侵权' },
  ],
};

const organisations: Organisation[] = [
  { id: 'city', parent: null, level: 'city', name: '滨城市教育局', nature: null, place: null },
  { id: 'county', parent: 'city', level: 'county', name: '中山区教育局', nature: null, place: null },
  {
    id: 'school-1',
    parent: 'county',
    level: 'school',
    name: '中山区实验小学',
    nature: 'public',
    place: 'town',
  },
  {
    id: 'school-2',
    parent: 'city',
    level: 'school',
    name: '旅顺口区水师营中心小学',
    nature: 'public',
    place: 'rural',
  },
];

const programmes: Programme[] = [
  { id: 'programme-1', slug: 'thousand-lessons', name: '千课计划', nameEn: 'Thousand lessons' },
  { id: 'programme-2', slug: 'fine-lessons', name: '一师一优课', nameEn: 'Fine lessons' },
];

const round: Round = {
  id: 'round-1',
  name: '2026 年一师一优课市级评审（小学数学）',
  programme: { id: 'programme-2', slug: 'fine-lessons', name: '一师一优课' },
  year: 2026,
  level: 'city',
  organisation: { id: 'city', name: '滨城市教育局' },
  rubric: { id: 'rubric-1', slug: 'micro-lesson', version: 1, body: rubric },
  awards: 2,
  reviewsPerEntry: 3,
  opensOn: '2026-09-01',
  entriesUntil: '2026-10-31',
  reviewsUntil: '2026-12-15',
  state: 'reviewing',
  takesEntries: false,
  counts: { entries: 3, reviewers: 3, assigned: 9, submitted: 4 },
  closedAt: null,
};

const reviewer = (id: string, displayName: string, school: string): ManagedPerson => ({
  id,
  name: id,
  displayName,
  memberships: [
    {
      id: `m-${id}`,
      role: 'reviewer',
      organisation: { id: school, name: school },
      from: '2026-01-01',
      until: null,
    },
  ],
  hasPassword: true,
  disabled: false,
  secondFactor: false,
});

const reviewers = [
  reviewer('zhao', '赵磊', '滨城市教师进修学校'),
  reviewer('wang', '王建华', '西岗区育才小学'),
  reviewer('chen', '陈静', '旅顺口区水师营中心小学'),
];

const entry = (number: number, lesson: Lesson, states: Entry['reviewers'][number]['state'][]): Entry => ({
  id: `entry-${number}`,
  number: `2026-S-${String(number).padStart(4, '0')}`,
  lesson,
  reviewers: reviewers.map(({ id, displayName }, index) => ({
    id,
    name: displayName,
    state: states[index] ?? 'none',
  })),
  score: null,
  rank: null,
  awarded: false,
});

const entries = [
  entry(417, fractions, ['submitted', 'submitted', 'draft']),
  entry(418, { ...returned, state: 'published' }, ['submitted', 'none', 'none']),
  entry(419, { ...lessons[4]!, state: 'published', teacher: { id: 'p9', name: '周倩' } }, ['submitted']),
];

const assignment = (number: number, title: string, part: Partial<Assignment['review']> = {}): Assignment => ({
  id: `assignment-${number}`,
  roundId: 'round-1',
  number: `2026-S-${String(number).padStart(4, '0')}`,
  title,
  subject: 'math',
  place: '人教版 · 三年级上册 · 第八单元',
  durationSeconds: 728,
  review: {
    scores: {},
    vetoes: [],
    comment: '',
    remarks: [],
    state: 'none',
    total: 0,
    updatedAt: null,
    revision: 0,
    ...part,
  },
});

const begun = assignment(417, '分数的初步认识', {
  scores: { topic: 18, content: 23 },
  remarks: [
    { at: 174, text: '用折纸引出“平均分”，学生先猜后做，导入自然。' },
    { at: 250, text: '板书 1/4 时未写出“平均”二字，可提醒。' },
  ],
  state: 'draft',
  total: 41,
  updatedAt: '2026-11-22T06:02:00Z',
  revision: 0,
});

const person = (
  id: string,
  displayName: string,
  role: Role,
  organisation: Organisation,
  part: Partial<ManagedPerson> = {},
): ManagedPerson => ({
  id,
  name: id,
  displayName,
  memberships: [
    {
      id: `m-${id}`,
      role,
      organisation: { id: organisation.id, name: organisation.name },
      from: '2026-01-01',
      until: null,
    },
  ],
  hasPassword: true,
  disabled: false,
  secondFactor: id === 'wang',
  ...part,
});

const managedNode = (id: string, name: string, kind: string): ManagedNode => ({
  ...{ id, name, label: null, kind, lessons: 0, retired: false, own: null, draft: false },
  may: { rename: kind !== 'stage', retire: kind !== 'stage', extend: kind === 'volume' },
});

const book = '小学 数学 人教版 三年级上册';
const dryRun: CurriculumImport = {
  ...{ id: 'import-1', name: '三年级数学.csv', scope: 'named-books' },
  ...{ createdAt: '2026-11-21T01:20:00Z', appliedAt: null, problems: [], problemCount: 0 },
  report: {
    scope: 'named-books',
    counts: {
      ...{
        added: 301,
        renamed: 1,
        moved: 1,
        back: 1,
        takenOver: 1,
        retired: 2,
        kept: 12,
        lessonsAtRetired: 3,
        lessons: 12,
      },
    },
    unfamiliar: [{ name: '小学 数学 人教版 三年级中册' }],
    books: [{ name: book }],
    added: [{ name: `${book} 面积` }],
    renamed: [{ name: `${book} 第一单元 测量`, before: '测量', after: '第一单元 测量' }],
    moved: [{ name: `${book} 周长` }],
    back: [{ name: `${book} 年月日` }],
    takenOver: [{ name: `${book} 总复习` }],
    retired: [
      {
        name: `${book} 第二单元 倍的认识`,
        lessons: 3,
        perhaps: { name: `${book} 第二单元 倍`, why: 'same-number' },
      },
      { name: `${book} 多边形`, lessons: 0, perhaps: null },
    ],
  },
};

const bureau = (address: string): Shell => shellFor(address, ['bureau-administrator', 'operator'], '孙晓东');

const choices = {
  kinds: [
    { slug: 'micro', name: '微课' },
    { slug: 'recording', name: '课堂实录' },
  ],
  licences: [
    { slug: 'cc-by-nc-sa-4.0', name: '署名—非商业性使用—相同方式共享 4.0' },
    { slug: 'all-rights-reserved', name: '保留所有权利，仅供在本平台观看' },
  ],
  programmes: programmes.map(({ slug, name }) => ({ slug, name })),
  attachmentKinds: [
    { slug: 'design', name: '教学设计' },
    { slug: 'slides', name: '课件' },
    { slug: 'tasks', name: '学习任务单' },
    { slug: 'exercises', name: '评测练习' },
    { slug: 'other', name: '其他' },
  ],
  captionLanguages: [
    { slug: 'zh', name: '中文' },
    { slug: 'en', name: '英语' },
    { slug: 'ug', name: '维吾尔语' },
  ],
  stages: [
    { id: 'n1', name: '小学', label: null },
    { id: 'n9', name: '初中', label: null },
  ],
  years: [2026, 2025, 2024],
};

const limits = { maxUploadBytes: 8 * 1024 ** 3, attachmentLimitBytes: 100 * 1024 ** 2 };
const openRound = {
  id: 'round-2',
  name: '2026 年千课计划校级评审',
  entriesUntil: '2026-12-10',
  entered: false,
  entryId: null,
};

type PublicPage =
  | 'home'
  | 'search'
  | 'lesson'
  | 'embed'
  | 'books'
  | 'book'
  | 'sign-in'
  | 'privacy'
  | 'problem';
export type DeskPageName = Exclude<PageName, PublicPage>;

interface Sample {
  name: string;
  model: PageModel & { page: DeskPageName };
}

/** Every page of the desks, some of them also as they are when there is nothing yet, or all is over. */
export const sampleModels: readonly Sample[] = [
  {
    name: 'setup',
    model: {
      page: 'setup',
      shell: { ...bureau('/setup'), session: null, insecure: true },
      token: 'token',
      valid: true,
    },
  },
  {
    name: 'setup-used',
    model: { page: 'setup', shell: { ...bureau('/setup'), session: null }, token: 'token', valid: false },
  },
  {
    name: 'set-password',
    model: {
      page: 'set-password',
      shell: { ...bureau('/set-password'), session: null },
      token: 'token',
      refused: null,
      name: '王建华',
    },
  },
  {
    name: 'set-password-maker-left',
    model: {
      page: 'set-password',
      shell: { ...bureau('/set-password'), session: null },
      token: 'token',
      refused: 'link-maker',
      name: '',
    },
  },
  {
    name: 'teach',
    model: {
      page: 'teach',
      shell: shellFor('/teach', ['teacher']),
      lessons,
      uploads: {
        items: [
          {
            id: 'upload-1',
            filename: '面积和面积单位_课堂实录_高清.mp4',
            length: 3_650_722_201,
            offset: 1_288_490_188,
            fingerprint: '3650722201-9ab30f11-04c77e20',
            createdAt: '2026-11-20T08:00:00Z',
            activeAt: '2026-11-20T09:12:00Z',
            expiresAt: '2026-11-27T09:12:00Z',
            expiresSoon: true,
            lessonId: null,
          },
        ],
        quotas: [
          { of: 'teacher', used: 7_945_689_497, max: 21_474_836_480 },
          { of: 'school', used: 210_453_397_504, max: 536_870_912_000 },
        ],
      },
      maxUploadBytes: limits.maxUploadBytes,
      rounds: [openRound],
      mayUpload: true,
    },
  },
  {
    name: 'teach-left',
    model: {
      page: 'teach',
      shell: shellFor('/teach', []),
      lessons: lessons.map((lesson) => ({ ...lesson, may: ['download-original'] })),
      uploads: { items: [], quotas: [] },
      maxUploadBytes: limits.maxUploadBytes,
      rounds: [],
      mayUpload: false,
    },
  },
  {
    name: 'teach-empty',
    model: {
      page: 'teach',
      shell: shellFor('/teach', ['teacher']),
      lessons: [],
      uploads: { items: [], quotas: [] },
      maxUploadBytes: limits.maxUploadBytes,
      rounds: [],
      mayUpload: true,
    },
  },
  {
    name: 'teach-lesson',
    model: {
      page: 'teach-lesson',
      shell: shellFor('/teach/lessons/lesson-3', ['teacher']),
      lesson: { ...returned, playback: fractions.playback },
      choices,
      rounds: [openRound],
      ...limits,
    },
  },
  {
    name: 'teach-lesson-draft',
    model: {
      page: 'teach-lesson',
      shell: shellFor('/teach/lessons/lesson-2', ['teacher']),
      lesson: draft,
      choices,
      rounds: [],
      ...limits,
    },
  },
  {
    name: 'teach-lesson-published',
    model: {
      page: 'teach-lesson',
      shell: shellFor('/teach/lessons/lesson-1', ['teacher']),
      lesson: fractions,
      choices,
      rounds: [openRound, { ...openRound, id: 'round-3', name: '县级评审', entered: true, entryId: 'e' }],
      ...limits,
    },
  },
  {
    name: 'manage',
    model: {
      page: 'manage',
      shell: bureau('/manage'),
      tasks: { toCheck: 12, rounds: 2, lessons: 2964, schools: 166, people: 4213 },
    },
  },
  {
    name: 'manage-start',
    model: {
      page: 'manage',
      shell: bureau('/manage'),
      tasks: { toCheck: 0, rounds: 0, lessons: 0, schools: 0, people: 1 },
    },
  },
  {
    name: 'manage-lessons',
    model: {
      page: 'manage-lessons',
      shell: shellFor('/manage/lessons', ['school-administrator'], '刘校长'),
      lessons: [
        {
          ...lessons[4]!,
          may: ['publish', 'return'],
          playback: fractions.playback,
          warnings: [{ code: 'no-sound', text: '视频没有声音，请确认是否如此。' }],
        },
        { ...lessons[5]!, state: 'submitted', may: ['publish', 'return'], durationSeconds: 602 },
        { ...returned, state: 'submitted', may: ['publish', 'return'] },
      ],
    },
  },
  {
    name: 'manage-lessons-empty',
    model: {
      page: 'manage-lessons',
      shell: shellFor('/manage/lessons', ['school-administrator'], '刘校长'),
      lessons: [],
    },
  },
  {
    name: 'manage-open-periods',
    model: {
      page: 'manage-open-periods',
      shell: bureau('/manage/open-periods'),
      items: [
        winter,
        { id: 'period-0', name: '国庆节', kind: 'national', from: '2026-10-01', until: '2026-10-07' },
      ],
      proposed: [
        { name: '2027 年暑假', kind: 'summer', from: '2027-07-10', until: '2027-08-31' },
        { name: '2027 年国庆节', kind: 'national', from: '2027-10-01', until: '2027-10-07' },
      ],
      timeZone: 'Asia/Shanghai',
      today: '2027-02-07',
    },
  },
  {
    name: 'manage-open-periods-empty',
    model: {
      page: 'manage-open-periods',
      shell: { ...bureau('/manage/open-periods'), open: { open: true, period: null, daysLeft: null } },
      items: [],
      proposed: [{ name: '2027 年寒假', kind: 'winter', from: '2027-01-23', until: '2027-02-28' }],
      timeZone: 'Asia/Shanghai',
      today: '2026-11-22',
    },
  },
  {
    name: 'manage-rounds',
    model: {
      page: 'manage-rounds',
      shell: bureau('/manage/rounds'),
      rounds: [
        round,
        {
          ...round,
          id: 'round-0',
          name: '2025 年一师一优课市级评审',
          year: 2025,
          state: 'closed',
          closedAt: '2025-12-20T08:00:00Z',
          counts: { entries: 86, reviewers: 12, assigned: 258, submitted: 258 },
        },
      ],
      programmes,
      rubrics: [round.rubric],
      organisations,
      today: '2026-11-22',
    },
  },
  {
    name: 'manage-round',
    model: {
      page: 'manage-round',
      shell: bureau('/manage/rounds/round-1'),
      round,
      entries,
      reviewers,
      results: {
        round,
        items: entries.map(({ number, lesson }, index) => ({
          rank: index === 2 ? null : index + 1,
          number,
          lesson,
          score: index === 2 ? null : 92.25 - index * 3,
          reviews: 3 - index,
          vetoed: index === 2,
          awarded: false,
          spread: index === 0 ? 18 : null,
          flags: index === 0 ? ['spread' as const] : [],
        })),
      },
    },
  },
  {
    name: 'manage-round-closed',
    model: {
      page: 'manage-round',
      shell: bureau('/manage/rounds/round-1'),
      round: {
        ...round,
        state: 'closed',
        closedAt: '2026-12-16T03:00:00Z',
        counts: { ...round.counts, submitted: 9 },
      },
      entries: entries.map((one) => ({
        ...one,
        reviewers: one.reviewers.map((who) => ({ ...who, state: 'submitted' as const })),
      })),
      reviewers,
      results: {
        round: { ...round, state: 'closed' },
        items: entries.map(({ number, lesson }, index) => ({
          rank: index + 1,
          number,
          lesson,
          score: 92.25 - index * 3,
          reviews: 3,
          vetoed: false,
          awarded: index < 2,
          spread: 4,
          flags: [],
        })),
      },
    },
  },
  {
    name: 'manage-people',
    model: {
      page: 'manage-people',
      shell: bureau('/manage/people'),
      people: [
        person('limin', '李敏', 'teacher', organisations[2]!),
        person('liu', '刘校长', 'school-administrator', organisations[2]!),
        person('wangjianhua', '王建华', 'reviewer', organisations[3]!, { hasPassword: false }),
        person('zhoujie', '周杰', 'teacher', organisations[3]!, { disabled: true }),
        person('sunxiaodong', '孙晓东', 'bureau-administrator', organisations[0]!),
      ],
      organisations,
    },
  },
  {
    name: 'manage-reports',
    model: {
      page: 'manage-reports',
      shell: bureau('/manage/reports'),
      report: {
        year: 2018,
        programme: 'fine-lessons',
        rows: [
          { level: 'school', awarded: 12_480, total: null, share: null },
          { level: 'county', awarded: 6204, total: null, share: null },
          { level: 'city', awarded: 2871, total: 2871, share: 1 },
          { level: 'province', awarded: 1050, total: 4291, share: 0.2447 },
          { level: 'ministry', awarded: 193, total: 556, share: 0.3471 },
        ],
      },
      programmes,
      years: [2026, 2018],
    },
  },
  {
    name: 'manage-settings',
    model: {
      page: 'manage-settings',
      shell: bureau('/manage/settings'),
      settings: bureau('/').library,
      uploadSettings: { teacherQuotaBytes: 21_474_836_480, schoolQuotaBytes: null, keepDays: 7 },
    },
  },
  {
    name: 'manage-synonyms',
    model: {
      page: 'manage-synonyms',
      shell: bureau('/manage/synonyms'),
      synonyms: {
        groups: [
          { words: ['番茄', '西红柿'], oneWay: false },
          { words: ['图形', '三角形', '数学'], oneWay: true },
        ],
        shipped: [
          { words: ['作文', '习作'], on: true },
          { words: ['元角分', '人民币'], on: false },
        ],
        revision: 4,
        warnings: [{ path: 'groups.1', message: '“数学”是“学科”的名称，搜索时先当作条件。' }],
      },
    },
  },
  {
    name: 'manage-curriculum-top',
    model: {
      page: 'manage-curriculum',
      shell: bureau('/manage/curriculum'),
      path: [],
      children: [managedNode('n1', '小学', 'stage')],
      retired: [],
      editions: [],
      currentEditions: [{ id: 'n2', name: '小学 数学', editions: ['人教版', '北师大版'] }],
      imports: [{ id: 'import-1', name: '三年级数学.csv', appliedAt: '2026-11-21T01:20:00Z' }],
      problem: null,
      typed: { form: null, name: '', label: '' },
      saved: false,
      mostFileBytes: 5_242_880,
      mostLines: 20_000,
    },
  },
  {
    name: 'manage-curriculum-book',
    model: {
      page: 'manage-curriculum',
      shell: bureau('/manage/curriculum?node=n5'),
      path: [
        managedNode('n1', '小学', 'stage'),
        managedNode('n2', '数学', 'subject'),
        { ...managedNode('n5', '上册', 'volume'), own: 'file' },
      ],
      children: [
        { ...managedNode('n6', '测量', 'unit'), label: '第一单元', own: 'hand' },
        { ...managedNode('n7', '总复习', 'unit'), draft: true },
      ],
      retired: [{ ...managedNode('n8', '倍的认识', 'unit'), retired: true, lessons: 2 }],
      editions: [],
      currentEditions: [],
      imports: [],
      problem: '同一级里已经有这个名称，请换一个。',
      typed: { form: 'add', name: '测量', label: '' },
      saved: false,
      mostFileBytes: 5_242_880,
      mostLines: 20_000,
    },
  },
  {
    name: 'manage-curriculum-subject',
    model: {
      page: 'manage-curriculum',
      shell: bureau('/manage/curriculum?node=n2'),
      path: [managedNode('n1', '小学', 'stage'), managedNode('n2', '数学', 'subject')],
      children: [managedNode('n3', '人教版', 'edition'), managedNode('n4', '北师大版', 'edition')],
      retired: [],
      editions: [
        { slug: 'pep', name: '人教版', current: true },
        { slug: 'beishida', name: '北师大版', current: false },
      ],
      currentEditions: [],
      imports: [],
      problem: null,
      typed: { form: null, name: '', label: '' },
      saved: true,
      mostFileBytes: 5_242_880,
      mostLines: 20_000,
    },
  },
  {
    name: 'manage-curriculum-import-dry',
    model: {
      page: 'manage-curriculum-import',
      shell: bureau('/manage/curriculum/imports/import-1'),
      upload: dryRun,
      changed: true,
      unconfirmed: true,
    },
  },
  {
    name: 'manage-curriculum-import-faulty',
    model: {
      page: 'manage-curriculum-import',
      shell: bureau('/manage/curriculum/imports/import-1'),
      upload: {
        ...dryRun,
        report: null,
        problems: ['目录.csv 第 2 行：没有“三角形”这个年级。'],
        problemCount: 201,
      },
      changed: false,
      unconfirmed: false,
    },
  },
  {
    name: 'manage-curriculum-import-done',
    model: {
      page: 'manage-curriculum-import',
      shell: bureau('/manage/curriculum/imports/import-1'),
      upload: { ...dryRun, appliedAt: '2026-11-21T01:30:00Z' },
      changed: false,
      unconfirmed: false,
    },
  },
  {
    name: 'manage-audit',
    model: {
      page: 'manage-audit',
      shell: shellFor('/manage/audit', ['operator'], '运维'),
      filter: { person: '周', from: '2026-11-01', subject: 'lesson-1', cursor: '17' },
      entries: [
        {
          sequence: 16,
          at: '2026-11-22T01:20:00Z',
          person: { id: 'person-2', name: 'zhou', displayName: '周校长' },
          action: 'lesson.return',
          actionName: '退回课程',
          subject: { id: 'lesson-1', kind: 'lesson', name: '分数的初步认识（一）' },
          detail: [{ name: '原因', value: '第 3 分钟的板书写错了' }],
          network: '10.1.2.0',
        },
        {
          sequence: 12,
          at: '2026-11-21T01:20:00Z',
          person: null,
          action: 'session.delay',
          actionName: '登录连续失败，已限速',
          subject: { id: 'person-9', kind: null, name: null },
          detail: [],
          network: null,
        },
      ],
      nextCursor: '12',
      mostExported: 50_000,
    },
  },
  {
    name: 'manage-system',
    model: {
      page: 'manage-system',
      shell: shellFor('/manage/system', ['operator'], '运维'),
      backups: {
        last: {
          ...{ name: '20261121-183000Z', at: '2026-11-21T18:30:00Z', target: '/mnt/backup/qianke' },
          ...{ files: 15_230, bytes: 1.2 * 1024 ** 4, copiedBytes: 6.1 * 1024 ** 3, damaged: 1 },
        },
        ...{ running: false, failed: { at: '2026-11-22T18:30:00Z', error: null } },
        ...{ tooOld: true, warnDays: 2, target: '/mnt/backup/qianke', sameDisk: true, automatic: ['02:30'] },
      },
      system: {
        at: '2026-11-22T01:25:00Z',
        problems: [
          { code: 'jobs-failed', level: 'wrong', text: '有 1 个任务失败了。请查看原因，解决后点“重试”。' },
          {
            code: 'search-down',
            level: 'warning',
            text: 'Meilisearch 连不上，搜索暂时由内置引擎代替。',
          },
        ],
        disks: [
          {
            holds: ['data', 'media'],
            freeBytes: 31 * 1024 ** 3,
            totalBytes: 500 * 1024 ** 3,
            level: 'low',
          },
        ],
        mediaStore: { kind: 's3', name: 's3://qianke/media (http://10.0.0.5:9000)', problem: 'unreachable' },
        uploads: { open: 2, reservedBytes: 3 * 1024 ** 3 },
        queue: [
          { kind: 'transcode', waiting: 4, running: 1, failed: 1, oldestSeconds: 4000 },
          { kind: 'cover', waiting: 0, running: 0, failed: 0, oldestSeconds: null },
        ],
        running: [
          {
            id: 'job-2',
            kind: 'transcode',
            subject: { id: 'lesson-1', title: '分数的初步认识（一）' },
            at: '2026-11-22T01:20:00Z',
            progress: 0.37,
            worker: 'qianke-1 4711',
          },
        ],
        heldUp: [
          {
            id: 'job-3',
            kind: 'cover',
            subject: { id: 'lesson-8', title: null },
            at: '2026-11-22T01:20:00Z',
            reason: '等待：磁盘空间不足。腾出空间后会自动继续。',
            detail: '',
            starts: 0,
          },
        ],
        failed: [
          {
            id: 'job-1',
            kind: 'transcode',
            subject: { id: 'lesson-7', title: '小数的意义' },
            at: '2026-11-22T01:20:00Z',
            reason: '处理时出错。',
            detail: 'ENOSPC: no space left on device, write',
            starts: 2,
          },
        ],
        workers: [
          {
            name: 'qianke-1 4711',
            host: 'qianke-1',
            version: '0.1.0',
            ffmpeg: '5.1.6',
            sandbox: 'bubblewrap 0.8.0',
            limits: { cores: 2, memoryBytes: 4 * 1024 ** 3, nice: 10, atOnce: 1 },
            problem: null,
            startedAt: '2026-11-21T01:20:00Z',
            beatAt: '2026-11-22T01:24:55Z',
            gone: false,
          },
          {
            name: 'qianke-2 12',
            host: 'qianke-2',
            version: '0.1.0',
            ffmpeg: null,
            sandbox: 'none',
            limits: null,
            problem: 'ffmpeg is not on this machine: apt install ffmpeg',
            startedAt: '2026-11-21T01:20:00Z',
            beatAt: '2026-11-21T03:24:55Z',
            gone: true,
          },
        ],
        search: [
          {
            engine: 'meilisearch',
            version: null,
            inUse: false,
            position: 10_412,
            behind: 8,
            documents: 2964,
            problem: 'connect ECONNREFUSED 127.0.0.1:7700',
          },
          {
            engine: 'embedded',
            version: 'SQLite 3.53.4',
            inUse: true,
            position: 10_420,
            behind: 0,
            documents: 2964,
            problem: null,
          },
        ],
        versions: { program: '0.1.0', node: '24.21.0', database: 'SQLite 3.53.4' },
      },
    },
  },
  {
    name: 'review',
    model: {
      page: 'review',
      shell: shellFor('/review', ['reviewer'], '王建华'),
      rounds: [
        {
          round,
          total: 3,
          submitted: 1,
          nextHref: '/review/assignment-417',
          assignments: [
            begun,
            assignment(418, '长方形和正方形的周长'),
            assignment(419, '测量：毫米、分米的认识', { state: 'submitted', total: 87 }),
          ],
        },
      ],
    },
  },
  {
    name: 'review-empty',
    model: { page: 'review', shell: shellFor('/review', ['reviewer'], '王建华'), rounds: [] },
  },
  {
    name: 'review-entry',
    model: {
      page: 'review-entry',
      shell: shellFor('/review/assignment-417', ['reviewer'], '王建华'),
      round,
      assignment: begun,
      playback: fractions.playback!,
      attachments: fractions.attachments,
      position: { index: 7, total: 32, previousHref: '/review/a', nextHref: '/review/b' },
    },
  },
  {
    name: 'review-entry-submitted',
    model: {
      page: 'review-entry',
      shell: shellFor('/review/assignment-417', ['reviewer'], '王建华'),
      round,
      assignment: {
        ...begun,
        review: {
          ...begun.review,
          scores: { topic: 18, content: 23, process: 27, technique: 22.5 },
          state: 'submitted',
          total: 90.5,
          comment: '条理清楚，适合学生自学。',
        },
      },
      playback: fractions.playback!,
      attachments: [],
      position: { index: 32, total: 32, previousHref: '/review/a', nextHref: null },
    },
  },
  {
    name: 'account',
    model: {
      page: 'account',
      shell: shellFor('/account', ['teacher']),
      sessions: [
        {
          id: '0123456789abcdef',
          current: true,
          device: 'Edge · Windows',
          network: '198.51.100.0',
          since: '2026-11-22T00:10:00.000Z',
          seen: '2026-11-22T06:02:00.000Z',
        },
        {
          id: 'fedcba9876543210',
          current: false,
          device: null,
          network: null,
          since: '2026-11-20T11:40:00.000Z',
          seen: '2026-11-21T12:05:00.000Z',
        },
      ],
      secondFactor: { on: false, recoveryCodesLeft: 0 },
      needsSecondFactor: true,
      othersEnded: true,
    },
  },
];
