import type { RubricBody } from '../../contract/rounds.ts';
import { commonVetoes } from './vetoes.ts';

export const classroomTeaching: RubricBody = {
  name: '课堂教学评价标准',
  source: '武汉市“一师一优课”课堂教学评价标准（试行），满分 100',
  kinds: ['recording'],
  dimensions: [
    { key: 'goals', name: '教学目标', max: 10, step: 0.5, hint: '符合课程标准与学情，明确、具体、可检测' },
    { key: 'strategy', name: '教学策略', max: 15, step: 0.5, hint: '活动设计与组织服务于目标' },
    { key: 'content', name: '教学内容', max: 20, step: 0.5, hint: '科学准确，重点突出，容量适当' },
    { key: 'methods', name: '教学方法', max: 20, step: 0.5, hint: '学生主动参与，信息技术运用恰当' },
    { key: 'effect', name: '教学效果', max: 20, step: 0.5, hint: '目标达成，各层次学生都有收获' },
    { key: 'assessment', name: '学习评价', max: 10, step: 0.5, hint: '评价及时，促进学习' },
    { key: 'qualities', name: '基本素养', max: 5, step: 0.5, hint: '语言、教态、板书与操作规范' },
  ],
  vetoes: commonVetoes,
};
