import type { DeviceMemory } from './device-memory.ts';

const key = 'qianke.positions';
/** Lessons remembered; the ones watched longest ago are forgotten. */
const most = 50;
/** Seconds at the start that are not worth coming back to, and at the end that count as watched. */
const edges = { start: 10, end: 15 };

type Positions = [lessonId: string, seconds: number][];

/** Where to go on with a lesson; 0: from the start. */
export function readPosition(memory: DeviceMemory, lessonId: string): number {
  return readAll(memory).find(([id]) => id === lessonId)?.[1] ?? 0;
}

/** Remembers where somebody is in a lesson, or forgets the lesson at its start and its end. */
export function writePosition(
  memory: DeviceMemory,
  lessonId: string,
  seconds: number,
  duration: number | null,
): void {
  const others = readAll(memory).filter(([id]) => id !== lessonId);
  const watched = duration !== null && seconds > duration - edges.end;
  const kept: Positions =
    watched || seconds < edges.start ? others : [[lessonId, Math.floor(seconds)], ...others];
  memory.write(key, JSON.stringify(kept.slice(0, most)));
}

function readAll(memory: DeviceMemory): Positions {
  try {
    const stored: unknown = JSON.parse(memory.read(key) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isPosition) : [];
  } catch {
    return [];
  }
}

function isPosition(entry: unknown): entry is Positions[number] {
  return Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number';
}
