import type { Random } from '../../random.ts';
import type { CorpusFacts, Described } from '../corpus-facts.ts';
import { isHan, wordsIn } from '../text.ts';
import type { Wording } from '../wording.ts';

/** A query with every lesson of the corpus that its kind's rule holds for. */
export interface Candidate {
  q: string;
  relevant: readonly Described[];
}

/** What a query is made of. */
export interface Making {
  facts: CorpusFacts;
  random: Random;
  wording: Wording;
}

/** A kind of query: how it is made, and by the same rule what is relevant to it. */
export interface Kind {
  name: string;
  /** More relevant lessons than this make a query that says too little. */
  most: number;
  /** One try; null where the chosen lesson gives no query of this kind. */
  make(making: Making): Candidate | null;
}

/** What is relevant to an ordinary query may be this much. */
export const usualMost = 40;

/** A lesson that somebody might look for. */
export function someLesson({ facts, random }: Making): Described {
  return random.pick(facts.typeable);
}

/* Words that say nothing of a lesson by themselves, or that name a grade, a book or a subject. */
const notTelling =
  /^(?:我们|你们|他们|它们|这样|真美|不同|主要|多大|起来|进行|以内|成为|可以|需要|使用|利用|关系|特征|解决|计算|材料|简单|内容|变化|条件|形成|结果|怎样|什么|如何|一个|这个|那个|认识|练习|复习|应用|学习|方法|问题|活动|单元|综合|实践|年级|上册|下册|第.*|语文|数学|英语|物理|化学|生物|历史|地理|政治|科学|音乐|美术|体育|劳动|艺术|课文|微课|小学|初中|高中|必修|选修|优课|教学|讲解|视频|知识|知识点|课程|上学|下学)$/u;

/** One to three neighbouring words of a title, two to seven characters, that say what it is about; null for none. */
export function somePart(title: string, { facts, random }: Making): string | null {
  const words = wordsIn(title);
  const parts: string[] = [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= Math.min(from + 3, words.length); to++) {
      const chosen = words.slice(from, to);
      const part = chosen.join('');
      const ends = [chosen[0]!, chosen.at(-1)!];
      if (title.includes(part) && isTelling(part) && ends.every((word) => facts.isWord(word)))
        parts.push(part);
    }
  }
  if (parts.length === 0) return null;
  // Of two the longer one: short words are the most frequent, and people rarely type just one of them.
  const [one, other] = [random.pick(parts), random.pick(parts)];
  return one.length >= other.length ? one : other;
}

/** Whether a part of a title names a topic: no grade, subject or empty word, not begun or ended within a phrase. */
export function isTelling(part: string): boolean {
  const length = [...part].length;
  return (
    length >= 2 &&
    length <= 7 &&
    isHan(part) &&
    !notTelling.test(part) &&
    !/^[的与和在了是有个吗呢之上下中来去把被得地第一二三四五六七八九十]|[的与和在了是把被得地之上下第]$|年级|课时/u.test(
      part,
    )
  );
}
