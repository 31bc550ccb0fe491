import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { watchChildren } from '../test/watch-children.ts';
import type { BenchCommand, Contender, MadeRendition } from './contenders/contender.ts';

export interface Run {
  /** User and kernel time of every process that took part. */
  cpuSeconds: number;
  wallSeconds: number;
  /** The most that all processes held together, bytes; memory shared between them counts in each. */
  peakBytes: number;
  firstPlayableSeconds: number;
  lastPlayableSeconds: number;
  /** What viewers are sent of each rendition, largest first. */
  renditions: (MadeRendition & { bytes: number })[];
  besideBytes: Record<string, number>;
}

const LOOK_EVERY_MS = 25;

/**
 * Runs everything a contender does for one source. Nothing else may be a child of this process meanwhile. Once the
 * signal is aborted, rejects when what runs has ended.
 */
export async function runContender(contender: Contender, signal: AbortSignal): Promise<Run> {
  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  const playable: number[] = [];
  using watch = watchChildren();
  for (const { atOnce, commands } of contender.stages) {
    const waiting = [...commands];
    const work = async () => {
      for (let command = waiting.shift(); command; command = waiting.shift()) {
        const seconds = await runCommand(command, since, signal);
        if (command.makes > 0) playable.push(seconds);
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: atOnce }, work));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
  const wallSeconds = since();
  const renditions = await Promise.all(
    (await contender.renditions()).map(async (one) => ({ ...one, bytes: await bytesOf(one.parts) })),
  );
  const besideBytes: Run['besideBytes'] = {};
  for (const [what, paths] of Object.entries(contender.beside)) besideBytes[what] = await bytesOf(paths);
  return {
    cpuSeconds: watch.cpuSeconds,
    wallSeconds,
    peakBytes: watch.worstTogetherBytes,
    firstPlayableSeconds: Math.min(...playable),
    lastPlayableSeconds: Math.max(...playable),
    renditions,
    besideBytes,
  };
}

/** Answers when what it makes could be played, in seconds since the contender began. */
async function runCommand(command: BenchCommand, since: () => number, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  const child = spawn(command.program, command.arguments, { stdio: ['ignore', 'ignore', 'pipe'] });
  let playable: number | undefined;
  const { playableWith } = command;
  const timer = setInterval(() => {
    if (playableWith && playable === undefined && existsSync(playableWith)) playable = since();
  }, LOOK_EVERY_MS);
  const stop = () => child.kill();
  signal.addEventListener('abort', stop);
  try {
    const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    signal.throwIfAborted();
    if (code !== 0) {
      throw new Error(`${[command.program, ...command.arguments].join(' ')}\n${complaint.slice(-2000)}`);
    }
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', stop);
  }
  return playable ?? since();
}

async function bytesOf(paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (found?.isDirectory()) bytes += await bytesOf((await readdir(path)).map((name) => join(path, name)));
    else bytes += found?.size ?? 0;
  }
  return bytes;
}
