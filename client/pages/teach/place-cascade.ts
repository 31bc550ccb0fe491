/** A node as `GET /api/nodes?parent=` answers it. */
export interface NodeChoice {
  id: string;
  kind: string;
  name: string;
  label: string | null;
  hasChildren: boolean;
  /** Of an edition, where the region has said which it uses. */
  current?: boolean;
}

/** One level of the curriculum on the form: what can be chosen under the level before, and what is. */
export interface PlaceLevel {
  /** Null: the stages. */
  parent: string | null;
  items: readonly NodeChoice[];
  chosen: string | null;
}

/** From the stage down; every level but the last has something chosen. */
export type PlaceCascade = readonly PlaceLevel[];

type KnownNode = Pick<NodeChoice, 'id' | 'kind' | 'name' | 'label'>;

/**
 * The form's levels for a lesson that stands somewhere: each shows what is chosen before its choices have
 * come from the server.
 */
export function startCascade(stages: readonly NodeChoice[], path: readonly KnownNode[]): PlaceCascade {
  const [stage, ...deeper] = path;
  const first = { parent: null, items: stages, chosen: stage?.id ?? null };
  const others = deeper.map((node, index) => ({
    parent: path[index]?.id ?? null,
    items: [{ ...node, hasChildren: true }],
    chosen: node.id,
  }));
  return [first, ...others];
}

/** Chooses on one level; what was chosen below no longer holds. Null takes the choice back. */
export function chooseOn(cascade: PlaceCascade, index: number, id: string | null): PlaceCascade {
  return cascade
    .slice(0, index + 1)
    .map((level, place) => (place === index ? { ...level, chosen: id } : level));
}

/** The choices of one parent have come: its level gets them, or is added below. Late ones are dropped. */
export function withChildren(
  cascade: PlaceCascade,
  parent: string,
  items: readonly NodeChoice[],
): PlaceCascade {
  const known = cascade.findIndex((level) => level.parent === parent);
  if (known >= 0) {
    return cascade.map((level, index) => (index === known ? refill(level, items) : level));
  }
  if (deepestChosen(cascade)?.id !== parent || items.length === 0) return cascade;
  return [...cascade, { parent, items, chosen: null }];
}

/** What is chosen stays a choice, even where the server does not offer it (any more). */
function refill(level: PlaceLevel, items: readonly NodeChoice[]): PlaceLevel {
  const kept = level.items.filter(({ id }) => id === level.chosen && !items.some((item) => item.id === id));
  return { ...level, items: [...items, ...kept] };
}

/** The node the lesson stands at. */
export function deepestChosen(cascade: PlaceCascade): NodeChoice | null {
  return chosenPath(cascade).at(-1) ?? null;
}

/** What is chosen, from the stage down. */
export function chosenPath(cascade: PlaceCascade): NodeChoice[] {
  return cascade.flatMap((level) => level.items.find((item) => item.id === level.chosen) ?? []);
}

/** Whose choices are to be asked for: every chosen node that may have some, or the last one only. */
export function parentsToLoad(cascade: PlaceCascade): string[] {
  return chosenPath(cascade)
    .filter((node) => node.hasChildren)
    .map((node) => node.id);
}

/**
 * What a level is a choice of: 单元. Nodes of one's own may stand among those of the curriculum, so most of
 * them decide; without a majority it is simply the next level.
 */
export function levelKind({ items }: PlaceLevel): string {
  const most = items.find(({ kind }) => items.filter((item) => item.kind === kind).length * 2 > items.length);
  return most?.kind ?? 'node';
}

export interface FreePlace {
  unit: string;
  topic: string;
}

/** Typing begins with what was chosen. */
export function startFree(cascade: PlaceCascade): FreePlace {
  const name = (kind: string) => chosenPath(cascade).find((node) => node.kind === kind)?.name ?? '';
  return { unit: name('unit'), topic: name('topic') };
}

/** What is sent of the place: the node, or the names down to the book with unit and topic as typed. */
export function placeToSend(cascade: PlaceCascade, free: FreePlace | null): Record<string, string> {
  const node = deepestChosen(cascade);
  if (!node) return {};
  if (!free || (free.unit.trim() === '' && free.topic.trim() === '')) return { node: node.id };
  const named = chosenPath(cascade).filter(({ kind }) => loose.has(kind));
  return {
    ...Object.fromEntries(named.map(({ kind, name }) => [kind, name])),
    ...(free.unit.trim() && { unit: free.unit.trim() }),
    ...(free.topic.trim() && { topic: free.topic.trim() }),
  };
}

/** Levels that go by a name; a unit that was chosen gives way to what is typed. */
const loose = new Set(['stage', 'subject', 'edition', 'grade', 'volume', 'unit']);

/** Stage and subject are there: the lesson can stand somewhere. */
export function isPlaced(cascade: PlaceCascade): boolean {
  return chosenPath(cascade).some(({ kind }) => kind === 'subject');
}
