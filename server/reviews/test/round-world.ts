import assert from 'node:assert/strict';
import {
  type Assignment,
  AssignmentList,
  AssignmentSummary,
  EntryReceipt,
  type NewRound,
  type ReviewWrite,
  Round,
} from '../../contract/rounds.ts';
import { readAnswer, type TestClient } from '../../test/client.ts';
import type { PersonName } from '../../test/sample-world.ts';
import type { TestServer, TestServerOptions } from '../../test/start-server.ts';
import { classroomTeaching } from '../rubrics/classroom-teaching.ts';
import { seedProgrammesAndRubrics } from '../seed-programmes-and-rubrics.ts';

/** A server with the programmes and rubrics of a first start. The day is 23 November 2026. */
export async function startWithRubrics(
  start: (options?: TestServerOptions) => Promise<TestServer>,
): Promise<TestServer> {
  const server = await start();
  await seedProgrammesAndRubrics(server.context.database.db, server.clock);
  return server;
}

/** A round of the city, of one day, unless said otherwise. */
export function newRound(server: TestServer, given: Partial<NewRound> = {}): NewRound {
  return {
    name: '2026 年一师一优课市级评审',
    programme: 'yishi-youke',
    year: 2026,
    level: 'city',
    organisation: server.world.organisations.city.id,
    rubric: 'classroom-teaching',
    awards: 1,
    reviewsPerEntry: 2,
    opensOn: '2026-11-23',
    entriesUntil: '2026-11-23',
    reviewsUntil: '2026-11-30',
    ...given,
  };
}

export async function openSampleRound(server: TestServer, given: Partial<NewRound> = {}): Promise<Round> {
  const bureau = await server.as('province');
  return readAnswer(await bureau.post('/api/rounds', newRound(server, given)), Round, 201);
}

export async function enter(
  client: TestClient,
  roundId: string,
  lesson: { id: string },
): Promise<EntryReceipt> {
  const answer = await client.post(`/api/rounds/${roundId}/entries`, { lesson: lesson.id });
  return readAnswer(answer, EntryReceipt, 201);
}

export async function assign(server: TestServer, roundId: string, ...reviewers: PersonName[]) {
  const bureau = await server.as('bureau');
  const ids = reviewers.map((name) => server.world.people[name].id);
  const answer = await bureau.post(`/api/rounds/${roundId}/assignments`, { reviewers: ids });
  return readAnswer(answer, AssignmentSummary);
}

export async function batchOf(reviewer: TestClient, roundId: string): Promise<Assignment[]> {
  return (await reviewer.json(`/api/rounds/${roundId}/assignments`, AssignmentList)).items;
}

/** Points in every dimension of the rubric that give about this share of full marks. */
export function scored(share: number, given: Partial<ReviewWrite> = {}): ReviewWrite {
  const scores = Object.fromEntries(
    classroomTeaching.dimensions.map(({ key, max }) => [key, Math.round(max * share * 2) / 2]),
  );
  return { scores, vetoes: [], comment: '', remarks: [], submit: true, ...given };
}

/** Hands in a review of every lesson in the batch; `shareOf` says how good each is. */
export async function reviewAll(
  reviewer: TestClient,
  roundId: string,
  shareOf: (assignment: Assignment) => number,
): Promise<void> {
  for (const assignment of await batchOf(reviewer, roundId)) {
    const answer = await reviewer.put(
      `/api/rounds/${roundId}/reviews/${assignment.id}`,
      scored(shareOf(assignment)),
    );
    assert.equal(answer.status, 200, await answer.text());
  }
}
