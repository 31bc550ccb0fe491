import type { BenchLesson } from './lesson.ts';
import { createRandom, type Random } from './random.ts';
import { inventTeachers } from './teachers.ts';

/** A topic of a book, or a title that some teacher gave: what a lesson is about and where it stands. */
export type Topic = Omit<BenchLesson, 'id' | 'teacher'>;

/** So many lessons has a teacher on average. */
const lessonsOfTeacher = 18;
/** So many lessons name no teacher. */
const nameless = 0.02;

/**
 * A corpus of `size` lessons: every topic once, then again with what teachers add to a title, until there are
 * enough; fewer topics are taken where `size` is smaller. The same for the same topics and seed.
 */
export function makeCorpus(topics: readonly Topic[], size: number, seed: number): BenchLesson[] {
  const random = createRandom(seed);
  const distinct = withoutDoubles(topics);
  const teachers = assignTeachers(distinct, size, random);
  const order = random.shuffled(distinct);
  const lessons: BenchLesson[] = [];
  for (let number = 0; number < size; number++) {
    const topic = order[number % order.length]!;
    const title = number < order.length ? topic.title : retitled(topic.title, random);
    const teacher = random.chance(nameless) ? '' : random.pick(teachers.get(circleOf(topic))!);
    lessons.push({ id: `l${number + 1}`, ...topic, title, teacher });
  }
  return lessons;
}

function withoutDoubles(topics: readonly Topic[]): Topic[] {
  const seen = new Map<string, Topic>();
  for (const topic of topics) {
    const { title, stage, subject, edition, grade, volume, unit, no } = topic;
    const whole: Topic = { title, stage, subject, edition, grade, volume, unit, no };
    seen.set(JSON.stringify(Object.values(whole)), whole);
  }
  return [...seen.values()];
}

/* Who teaches one subject at one stage. */
function circleOf({ stage, subject }: Topic): string {
  return `${stage} ${subject}`;
}

function assignTeachers(topics: readonly Topic[], size: number, random: Random): Map<string, string[]> {
  const counts = new Map<string, number>();
  for (const topic of topics) counts.set(circleOf(topic), (counts.get(circleOf(topic)) ?? 0) + 1);
  const share = size / topics.length / lessonsOfTeacher;
  const needed = [...counts].map(
    ([circle, count]) => [circle, Math.max(1, Math.round(count * share))] as const,
  );
  const total = needed.reduce((sum, [, count]) => sum + count, 0);
  const texts = topics.flatMap(({ title, unit }) => [title, unit]);
  const names = inventTeachers(random, Math.min(total, 5000), texts);
  let at = 0;
  return new Map(
    needed.map(([circle, count]) => [
      circle,
      Array.from({ length: count }, () => names[at++ % names.length]!),
    ]),
  );
}

/** A title as teachers write one that others have used before. */
export function retitled(title: string, random: Random): string {
  const ways = [
    `《${title}》`,
    `${title}（第一课时）`,
    `${title}（第二课时）`,
    `${title} 第${random.pick(['一', '二', '三'])}课时`,
    `${title}${random.pick([...'①②③'])}`,
    `《${title}》微课`,
    `${title}——${random.pick(['复习', '练习', '新授', '导入', '小结', '易错题', '例题精讲'])}`,
    `${title}${random.pick(['复习课', '练习课', '教学实录', '公开课', '说课', '拓展'])}`,
    `${random.pick(['微课：', '精品课 ', '同步课 '])}${title}`,
  ];
  return random.pick(ways);
}
