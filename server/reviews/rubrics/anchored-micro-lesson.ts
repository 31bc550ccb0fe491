import type { RubricBody } from '../../contract/rounds.ts';
import { commonVetoes } from './vetoes.ts';

const anchors = (a: number, b: number, c: number) => [
  { label: 'A', points: a },
  { label: 'B', points: b },
  { label: 'C', points: c },
];

export const anchoredMicroLesson: RubricBody = {
  name: '微课评价标准（分档）',
  source: '微课评价参考标准，满分 100；A 档 85、B 档 75、C 档 60 以上',
  kinds: ['micro'],
  dimensions: [
    {
      key: 'goals-content',
      name: '教学目标及内容',
      max: 15,
      step: 0.5,
      hint: '目标明确，内容准确',
      anchors: anchors(13, 11, 9),
    },
    {
      key: 'process',
      name: '过程和方法',
      max: 20,
      step: 0.5,
      hint: '环节清楚，方法得当',
      anchors: anchors(18, 15, 12),
    },
    {
      key: 'effect',
      name: '课堂教学效果',
      max: 30,
      step: 0.5,
      hint: '学生学得会，用得上',
      anchors: anchors(27, 23, 18),
    },
    {
      key: 'qualities',
      name: '教师基本素养',
      max: 15,
      step: 0.5,
      hint: '语言、教态与专业功底',
      anchors: anchors(13, 11, 9),
    },
    {
      key: 'video',
      name: '视频质量',
      max: 10,
      step: 0.5,
      hint: '画面、声音与剪辑',
      anchors: anchors(9, 7, 6),
    },
    {
      key: 'materials',
      name: '配套资源',
      max: 10,
      step: 0.5,
      hint: '教学设计、课件、任务单与练习',
      anchors: anchors(9, 7, 6),
    },
  ],
  vetoes: commonVetoes,
};
