/** One thing that a form says, in words. */
export interface Facet {
  name: string;
  /** Empty: nothing is said. */
  text: string;
}

/** Something that is said otherwise here and there. */
export interface Difference {
  name: string;
  mine: string;
  theirs: string;
  /** It stands here as it was before: only the others have changed it. */
  untouched: boolean;
}

/** What ours and theirs say otherwise; without what was there `before`, all of it counts as changed here. */
export function whatDiffers(
  mine: readonly Facet[],
  theirs: readonly Facet[],
  before: readonly Facet[] = [],
): Difference[] {
  const [here, was] = [mine, before].map((said) => new Map(said.map(({ name, text }) => [name, text])));
  return theirs
    .map(({ name, text }) => ({
      name,
      mine: here?.get(name) ?? '',
      theirs: text,
      untouched: was?.has(name) === true && was.get(name) === here?.get(name),
    }))
    .filter((one) => one.mine !== one.theirs);
}
