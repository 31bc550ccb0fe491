import type { RubricBody } from '../../contract/rounds.ts';

/**
 * 一票否决: what no points make up for. The bottom lines of 基础教育精品课 (right direction, scientific
 * rigour) and what every region's notice names besides.
 */
export const commonVetoes: RubricBody['vetoes'] = [
  { key: 'politics', name: '方向性错误：政治立场' },
  { key: 'territory', name: '方向性错误：领土、国界与地图' },
  { key: 'ethnic-religious', name: '方向性错误：民族与宗教' },
  { key: 'science', name: '科学性错误' },
  { key: 'plagiarism', name: '抄袭或侵犯他人权益' },
  { key: 'wrong-node', name: '与所选教材节点不符' },
  { key: 'advertising', name: '含广告或其他机构标识' },
  { key: 'missing-parts', name: '必备材料缺失' },
];
