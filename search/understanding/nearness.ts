import type { Found } from '../engines/engine.ts';
import { stands } from './highlight.ts';
import { normalise } from './normalise.ts';
import { lettersMeet } from './pinyin.ts';
import type { Word } from './plan-words.ts';

/** So much of what was asked for a lesson has to say to come near: of 圆锥的体积 体积 alone does. */
const leastShare = 0.5;
/** Of a word that no lesson has as it stands so many of its pairs have to be there. */
const leastOfWord = 0.6;

/* Words that half of all titles have: with them alone nothing comes near. */
const common = new Set(
  '认识 练习 复习 方法 问题 学习 学会 单元 应用 运用 解决 活动 综合 实践 初步 简单 基本 基础 我们 什么 怎样 如何 内容 知识 整理 总结 探究 研究 特点 关系 意义 概念 教学 讲解 作用 世界 生活 中国 第一 课时 视频 老师 课文 题目 计算 比较 变化 性质 分析 理解 介绍 阅读 习作 写作 故事'.split(
    ' ',
  ),
);
const commonWeight = 0.25;

/**
 * Whether a lesson says a real share of what was asked for, not just one of its common words. Pure; `words` are those
 * that name the thing, without what only asks.
 */
export function comesNear(found: Found, words: readonly Word[]): boolean {
  const texts = [found.title, found.nodePath, found.keywords, found.teacher, found.school, found.summary].map(
    normalise,
  );
  let sum = 0;
  let said = 0;
  for (const word of words) {
    const weight = weightOf(word);
    sum += weight;
    said += weight * shareOf(word, texts, found);
  }
  return sum > 0 && said / sum >= leastShare;
}

function weightOf({ text }: Word): number {
  return [...text].length * (common.has(text) ? commonWeight : 1);
}

function shareOf(word: Word, texts: readonly string[], found: Found): number {
  const ways = [word, ...(word.others ?? [])];
  if (ways.some((way) => texts.some((text) => stands(text, way)))) return 1;
  if (/^[a-z]{2,}$/.test(word.text)) {
    return (lettersMeet(word.text, found.title) ?? lettersMeet(word.text, found.teacher, 'name')) ? 1 : 0;
  }
  const pairs = pairsOf(word.text);
  const share = Math.max(
    0,
    ...texts.map((text) => pairs.filter((pair) => text.includes(pair)).length / pairs.length),
  );
  return pairs.length > 0 && share >= leastOfWord ? share : 0;
}

function pairsOf(text: string): string[] {
  const characters = [...text];
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}
