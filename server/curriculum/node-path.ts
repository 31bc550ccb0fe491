import { createHash } from 'node:crypto';
import { termKey } from '../contract/terms/term.ts';

/**
 * A node is its path: slugs of terms down to the volume, then what is printed, for instance
 * `primary/math/pep/g3/v1/u-分数的初步认识/t-几分之一`.
 *
 * Units and topics are keyed by their name and not by their place, because lessons stand at them: when
 * a unit is put in, moved or renumbered, everything else keeps its identity. A corrected name would be a
 * new key, so a file can say under which `key` the node was known.
 */
export type KeyedLevel = 'edition' | 'volume' | 'unit' | 'topic';

const prefix: Record<KeyedLevel, string> = { edition: 'e-', volume: 'v-', unit: 'u-', topic: 't-' };

/** Letters and digits of a name, NFKC and lower case; `-` and `.` only where they part digits (1-5, 0.5). */
export function nameKey(name: string): string {
  return termKey(name).replace(/(?<!\d)[-.]|[-.](?!\d)|[^\p{L}\p{M}\p{N}.-]/gu, '');
}

/** The path segment of something that is known by its name. */
export function nameSegment(level: KeyedLevel, name: string): string {
  return prefix[level] + nameKey(name);
}

/** Whether a path segment is a name's: no term stands for it. */
export function isNameSegment(level: KeyedLevel, segment: string): boolean {
  return segment.startsWith(prefix[level]);
}

/** 80 bits of the path's SHA-256, so that files and libraries agree without asking each other. */
export function nodeId(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 20);
}

/** A node's path after those of all nodes above it, the stage first. */
export function pathsDownTo(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
