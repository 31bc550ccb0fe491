import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** What one crowd of viewers asks for; the argument of this program, as JSON. */
export interface Crowd {
  /** Addresses of segments, in the order of playing; every viewer begins at another one. */
  segments: string[];
  viewers: number;
  /** What each viewer plays, bit/s: a segment of n bytes is followed by the next n × 8 ÷ this later. */
  bitsPerSecond: number;
  seconds: number;
}

/** What the crowd saw; the one line that this program prints, as JSON. */
export interface CrowdReport {
  requests: number;
  bytes: number;
  /** Failed or cut short, or answered with anything but 200. */
  errors: string[];
  /** From sending a request to the first byte of its body, ms. */
  firstByte: { p50: number; p99: number; max: number };
  /** Segments that came later than the one before had played. */
  late: number;
}

interface Answer {
  bytes: number;
  firstByte: number;
  whole: number;
}

// A program of its own, so that the load stands on another processor than the server.
const [given] = process.argv.slice(2);
if (given !== undefined) console.log(JSON.stringify(await watch(JSON.parse(given) as Crowd)));

async function watch({ segments, viewers, bitsPerSecond, seconds }: Crowd): Promise<CrowdReport> {
  const agent = new Agent({ keepAlive: true, maxSockets: viewers });
  const end = performance.now() + seconds * 1000;
  const answers: Answer[] = [];
  const errors: string[] = [];
  let late = 0;

  async function view(number: number): Promise<void> {
    // Everybody presses play at another moment.
    let due = performance.now() + (number / viewers) * 4000;
    for (let index = number; due < end; index += 1) {
      await sleep(Math.max(0, due - performance.now()));
      const address = segments[index % segments.length] ?? '';
      const answer = await fetchSegment(agent, address).catch((error: unknown) => error);
      if (answer instanceof Error) {
        errors.push(`${address}: ${answer.message}`);
        due += 4000;
        continue;
      }
      const { bytes, whole } = answer as Answer;
      answers.push(answer as Answer);
      const lasts = (bytes * 8 * 1000) / bitsPerSecond;
      if (whole > lasts) late += 1;
      due += lasts;
    }
  }

  await Promise.all(Array.from({ length: viewers }, (_, number) => view(number)));
  agent.destroy();
  const firstBytes = answers.map(({ firstByte }) => firstByte).sort((a, b) => a - b);
  const at = (share: number) => round(firstBytes[Math.floor(share * (firstBytes.length - 1))] ?? Number.NaN);
  return {
    requests: answers.length + errors.length,
    bytes: answers.reduce((sum, { bytes }) => sum + bytes, 0),
    errors: errors.slice(0, 20),
    firstByte: { p50: at(0.5), p99: at(0.99), max: at(1) },
    late,
  };
}

/** The body is read and forgotten, as fast as it comes. */
function fetchSegment(agent: Agent, address: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const begun = performance.now();
  const request = get(address, { agent }, (response) => {
    if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
    let bytes = 0;
    let firstByte = 0;
    response.on('data', (chunk: Buffer) => {
      firstByte ||= performance.now() - begun;
      bytes += chunk.length;
    });
    response.once('error', reject);
    response.once('end', () => {
      const announced = Number(response.headers['content-length'] ?? bytes);
      if (bytes !== announced) reject(new Error(`${bytes} of ${announced} bytes`));
      resolve({ bytes, firstByte, whole: performance.now() - begun });
    });
  });
  request.setTimeout(30_000, () => request.destroy(new Error('nothing for 30 s')));
  request.once('error', reject);
  return promise;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
