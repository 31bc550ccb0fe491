/** One thing that a form says, in words. */
export interface Facet {
  name: string;
  /** Empty: nothing is said. */
  text: string;
}

/** Those of theirs that say something else than ours of the same name. */
export function whatDiffers(mine: readonly Facet[], theirs: readonly Facet[]): Facet[] {
  const said = new Map(mine.map(({ name, text }) => [name, text]));
  return theirs.filter(({ name, text }) => said.get(name) !== text);
}
