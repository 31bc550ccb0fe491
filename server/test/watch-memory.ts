import { readFileSync } from 'node:fs';
import { processesOn } from './library-process.ts';

/** Resident memory of the web processes one after another, bytes. */
export interface MemoryFigures {
  /** Of the first, once it served. */
  start: number;
  max: number;
  /** Of the last. */
  end: number;
  /** Medians of the first and the last quarter of the samples: flat when they are alike. */
  early: number;
  late: number;
  samples: number;
}

/** Looks at the web process of a library twice a second until it is told to stop. */
export function watchMemory(dataFolder: string): { stop(): MemoryFigures } {
  const seen: number[] = [];
  let pid: number | undefined;
  const timer = setInterval(() => {
    const bytes = residentBytes(pid);
    if (bytes === undefined) pid = processesOn(dataFolder).find(isWeb);
    else seen.push(bytes);
  }, 500);
  return {
    stop() {
      clearInterval(timer);
      const quarter = Math.max(1, Math.floor(seen.length / 4));
      return {
        start: seen[0] ?? 0,
        max: Math.max(0, ...seen),
        end: seen.at(-1) ?? 0,
        early: median(seen.slice(0, quarter)),
        late: median(seen.slice(-quarter)),
        samples: seen.length,
      };
    },
  };
}

const isWeb = (pid: number) => read(`/proc/${pid}/cmdline`).includes('server/main.ts');

/** Undefined when the process is gone. */
function residentBytes(pid: number | undefined): number | undefined {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(pid === undefined ? '' : read(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
