import type { Random } from '../random.ts';

/** Characters of one lesson: what is said in three to fifteen minutes, 2 to 10 kB. */
const shortest = 700;
const longest = 3300;

const sentences = [
  '同学们好，今天我们来学习',
  '先想一想，什么是',
  '请大家看屏幕上的',
  '我们在前面学过',
  '接下来老师讲一讲',
  '这道题要用到',
  '下面请你试着说说',
  '最后我们一起复习',
];

/** What is said in a lesson, a sentence a line: of things that other lessons are about. */
export function makeCaptions(titles: readonly string[], random: Random): string {
  const lines: string[] = [];
  const length = shortest + random.whole(longest - shortest);
  for (let size = 0; size < length; ) {
    const line = random.pick(sentences) + random.pick(titles);
    lines.push(line);
    size += line.length;
  }
  return lines.join('\n');
}

/** The beginnings of what two of the lines say: hardly a title has both. */
export function askCaptions(captions: string, random: Random): string {
  const lines = captions.split('\n');
  return [random.pick(lines), random.pick(lines)].map(thingOf).join(' ');
}

function thingOf(line: string): string {
  const said = sentences.find((sentence) => line.startsWith(sentence)) ?? '';
  return line.slice(said.length, said.length + 5).trim();
}
