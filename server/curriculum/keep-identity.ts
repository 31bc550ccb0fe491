import type { CurriculumNode } from './curriculum-node.ts';
import { nameKey, nodeId } from './node-path.ts';
import type { ExistingNode } from './plan-import.ts';

/**
 * Gives units and topics that a file names, but under a path that is not in use, the path of the one that is
 * called so by now: it was renamed by hand or with a `key`, and the file says its new name. What stands below
 * goes along.
 */
export function keepIdentity(
  existing: readonly ExistingNode[],
  wanted: readonly CurriculumNode[],
): CurriculumNode[] {
  const live = existing.filter((node) => node.retired_at === null);
  const livePaths = new Set(live.map((node) => node.path));
  const byName = Map.groupBy(live, (node) => placeAndName(parentPath(node.path), node));
  const taken = new Set(wanted.map((node) => node.path));
  const moved = new Map<string, string>();
  return wanted.map((node) => {
    if (node.kind !== 'unit' && node.kind !== 'topic') return node;
    const above = parentPath(node.path);
    const parent = moved.get(above) ?? above;
    const own = `${parent}/${node.path.slice(above.length + 1)}`;
    const namesakes = livePaths.has(own) ? [] : (byName.get(placeAndName(parent, node)) ?? []);
    const [namesake] = namesakes.filter(({ path }) => !taken.has(path));
    const path = namesakes.length === 1 && namesake ? namesake.path : own;
    if (path === node.path) return node;
    moved.set(node.path, path);
    taken.add(path);
    return atPath(node, path);
  });
}

const parentPath = (path: string) => path.slice(0, path.lastIndexOf('/'));

function placeAndName(parent: string, { kind, name }: Pick<ExistingNode, 'kind' | 'name'>): string {
  return `${parent}\n${kind}\n${nameKey(name)}`;
}

function atPath(node: CurriculumNode, path: string): CurriculumNode {
  const segments = path.split('/');
  const units = segments.filter((segment) => segment.startsWith('u-'));
  return {
    ...node,
    path,
    id: nodeId(path),
    parentId: nodeId(parentPath(path)),
    unit: units.length > 0 ? units.join('/') : null,
    topic: node.kind === 'topic' ? (segments.at(-1) ?? null) : null,
  };
}
