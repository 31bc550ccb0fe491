import type { Library } from './library-process.ts';

/** One who sends, and what it met. */
export interface Sender {
  kills: number;
  restarts: number;
}

/** The program under all uploads: one disturbance after the other, counted for each upload that it meets. */
export function disturbProgram(library: Library) {
  const senders = new Set<Sender>();
  let queue = Promise.resolve();
  const program = { kills: 0, restarts: 0, hits: 0 };

  async function disturb(kind: 'kill' | 'restart'): Promise<void> {
    if (kind === 'kill') await library.kill('web');
    else await library.stop();
    program[kind === 'kill' ? 'kills' : 'restarts'] += 1;
    program.hits += senders.size;
    for (const sender of senders) sender[kind === 'kill' ? 'kills' : 'restarts'] += 1;
    await library.start();
  }

  return {
    get kills() {
      return program.kills;
    },
    get restarts() {
      return program.restarts;
    },
    /** Uploads that were met, added up. */
    get hits() {
      return program.hits;
    },
    senders,
    /** Unless a disturbance that others asked for comes first. */
    ask(kind: 'kill' | 'restart', sender: Sender, nth: number): void {
      const counted = kind === 'kill' ? 'kills' : 'restarts';
      queue = queue.then(() => (sender[counted] >= nth ? undefined : disturb(kind)));
    },
    idle: () => queue,
  };
}

export type DisturbedProgram = ReturnType<typeof disturbProgram>;
