import { addDays, dayIn } from '../../clock.ts';
import type { AssignmentList, NewRound, Round, RoundList, Rubric } from '../../contract/rounds.ts';
import type { DemoClients } from './load-samples.ts';

type Step = 'entries' | 'reviews' | 'closed';

interface SampleRound {
  name: string;
  programme: string;
  /** How far it is brought: entries are still taken, reviewers are at work, or it is over. */
  until: Step;
  awards: number;
  entries: readonly string[];
}

const rounds: readonly SampleRound[] = [
  {
    name: '千课计划 · 市级评审（上半年）',
    programme: 'qianke',
    until: 'closed',
    awards: 2,
    entries: ['几分之一的认识', '大青树下的小学', '质量守恒定律'],
  },
  {
    name: '一师一优课 · 市级评审',
    programme: 'yishi-youke',
    until: 'reviews',
    awards: 2,
    entries: ['光的折射', '勾股定理的发现', '草船借箭：人物的计谋', '北京人：早期人类的生活'],
  },
  {
    name: '千课计划 · 市级评审（下半年）',
    programme: 'qianke',
    until: 'entries',
    awards: 3,
    entries: ['静夜思：诵读与想象'],
  },
];

/** Opens the sample rounds and brings each as far as it goes; what is done already is not done again. */
export async function runSampleRounds(
  clients: DemoClients,
  lessonIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { items: known } = await clients.bureau.get<RoundList>('/api/rounds');
  for (const sample of rounds) {
    const found = known.find((one) => one.name === sample.name);
    const round = found ?? (await openRound(clients, sample));
    if (round.state === 'entering') await enterAll(clients, round, sample, lessonIds);
    if (sample.until === 'entries' || round.state === 'closed') continue;
    if (round.state === 'entering') await assign(clients, round);
    if (sample.until === 'closed') {
      await reviewAll(clients, round);
      await clients.bureau.send('POST', `/api/rounds/${round.id}/close`);
    }
  }
}

async function openRound({ bureau }: DemoClients, sample: SampleRound): Promise<Round> {
  const { items: rubrics } = await bureau.get<{ items: Rubric[] }>('/api/rubrics');
  const rubric = rubrics.find((one) => one.slug.includes('micro')) ?? rubrics[0];
  const { organisation } = await bureau.get<{ organisation: { id: string } }>('/api/session');
  const today = dayIn('Asia/Shanghai', new Date());
  const round: NewRound = {
    name: sample.name,
    programme: sample.programme,
    year: Number(today.slice(0, 4)),
    level: 'city',
    organisation: organisation.id,
    rubric: rubric?.id ?? '',
    awards: sample.awards,
    reviewsPerEntry: 1,
    opensOn: today,
    entriesUntil: addDays(today, 30),
    reviewsUntil: addDays(today, 60),
  };
  return bureau.send('POST', '/api/rounds', round);
}

async function enterAll(
  clients: DemoClients,
  round: Round,
  sample: SampleRound,
  lessonIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { items } = await clients.bureau.get<{ items: { lesson: { id: string } }[] }>(
    `/api/rounds/${round.id}/entries`,
  );
  for (const title of sample.entries) {
    const lesson = lessonIds.get(title) ?? '';
    if (items.some((entry) => entry.lesson.id === lesson)) continue;
    const { items: own } = await clients.teacher.get<{ items: { id: string }[] }>(
      '/api/lessons?mine=1&limit=100',
    );
    const teacher = own.some((one) => one.id === lesson) ? clients.teacher : clients.teacher2;
    await teacher.send('POST', `/api/rounds/${round.id}/entries`, { lesson });
  }
}

async function assign({ bureau }: DemoClients, round: Round): Promise<void> {
  const { items } = await bureau.get<{ items: { id: string; name: string }[] }>('/api/people?role=reviewer');
  await bureau.send('POST', `/api/rounds/${round.id}/assignments`, {
    reviewers: items.map((person) => person.id),
  });
}

/** Gives each lesson its points, a little fewer from one to the next, so that there is a ranking. */
async function reviewAll({ reviewer }: DemoClients, round: Round): Promise<void> {
  const { items } = await reviewer.get<AssignmentList>(`/api/rounds/${round.id}/assignments`);
  for (const [index, assignment] of items.entries()) {
    if (assignment.review.state === 'submitted') continue;
    const scores = Object.fromEntries(
      round.rubric.body.dimensions.map(({ key, max, step }) => [key, max - step * (index + 1)]),
    );
    await reviewer.send('PUT', `/api/rounds/${round.id}/reviews/${assignment.id}`, {
      scores,
      vetoes: [],
      comment: '选题小而实，讲解清楚，练习与目标一致。',
      remarks: [{ at: 8, text: '这里停顿得好，给学生留了思考的时间。' }],
      submit: true,
    });
  }
}
