/**
 * How people write what they look for. The lists are the judge's own: what the search knows as an alias is not
 * read from there.
 */
export interface Wording {
  /** With `{topic}`, often `{grade}` or `{subject}`. */
  questions: readonly string[];
  /** With `{teacher}`. */
  teachers: readonly string[];
  /** With `{teacher}` and `{topic}`. */
  teachersOfTopics: readonly string[];
  /** With `{place}` and `{topic}`, whatever the place is: a grade, an edition, a subject. */
  placesOfTopics: readonly string[];
  /** With `{edition}`, `{grade}`, `{subject}` and `{number}`. */
  numbers: readonly string[];
  /** With `{title}`: what people add without meaning anything by it. */
  titles: readonly string[];
}

export const usualWording: Wording = {
  questions: [
    '{grade}{topic}怎么学',
    '{topic}怎么学',
    '{topic}怎么学？',
    '什么是{topic}',
    '{topic}是什么意思',
    '怎么学好{topic}',
    '{grade}{subject}{topic}怎么做',
    '{topic}怎么做啊',
    '我想学{topic}',
    '有没有{topic}的视频',
    '{topic}的课有哪些',
    '{topic}的课文有哪些',
    '老师怎么讲{topic}',
    '{topic}不会怎么办',
    '{grade}的{topic}在哪里看',
    '给我找{topic}的课',
    '请问{topic}怎么讲',
    '{topic}讲解视频',
    '{subject}{topic}怎么学',
    '{topic}这节课讲什么',
    '想看{grade}{topic}的微课',
    '为什么要学{topic}',
    '{grade}{topic}的知识点',
    '如何理解{topic}',
    '孩子{topic}听不懂怎么办',
    '如何学习{topic}',
  ],
  teachers: [
    '{teacher}',
    '{teacher}',
    '{teacher}老师',
    '{teacher}老师的课',
    '{teacher} 老师',
    '{teacher}的微课',
  ],
  teachersOfTopics: [
    '{teacher} {topic}',
    '{topic} {teacher}',
    '{teacher}{topic}',
    '{teacher}老师 {topic}',
    '{teacher}老师讲的{topic}',
    '{topic}{teacher}',
  ],
  placesOfTopics: [
    '{place}{topic}',
    '{place} {topic}',
    '{place}的{topic}',
    '{topic} {place}',
    '{topic}{place}',
    '{place}　{topic}',
  ],
  numbers: [
    '{edition}{grade}{subject}{number}',
    '{grade}{subject}{number}',
    '{subject}{grade}{number}',
    '{grade} {subject} {number}',
    '{subject} {grade} {number}',
    '{number} {grade}{subject}',
    '{grade}{subject}的{number}',
  ],
  titles: [
    '{title}',
    '{title}',
    '{title}',
    '《{title}》',
    '{title}。',
    '“{title}”',
    '{title}？',
    '{title}，',
  ],
};

/** Puts values into a template; what has none leaves nothing behind. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/gu, (_, name: string) => values[name] ?? '').trim();
}
