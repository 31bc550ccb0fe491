import { useRef, useState } from 'preact/hooks';
import type { Basis } from '../../server/contract/revision.ts';
import { ApiError } from '../ui/api.ts';

interface KeptOptions<Kept> {
  /** Of what stands in the form at first. */
  revision: number;
  /** What was saved elsewhere is known already: the form came back with it. */
  theirs?: Kept | null;
  revisionOf(kept: Kept): number;
  /** What is kept now. Throws `ApiError`. */
  load(): Promise<Kept>;
}

export interface KeptState<Kept> {
  /** What somebody saved on another page meanwhile, until it is decided which of both is to be kept. */
  theirs: Kept | null;
  /** Saves what was made from what is kept; throws `ApiError`, with `theirs` there if that is why. */
  save(send: (basis: Basis) => Promise<Kept>): Promise<Kept>;
  /** It was looked at: the next save may take its place. */
  settle(): void;
}

/** Refusals of a save because of what was done on another page. */
const byOthers = new Set(['changed-elsewhere', 'wrong-state']);

/** Keeps two pages on which the same is edited from undoing each other's saves without a word. */
export function useKept<Kept>(options: KeptOptions<Kept>): KeptState<Kept> {
  const { revisionOf, load } = options;
  const revision = useRef(options.revision);
  const [theirs, setTheirs] = useState<Kept | null>(options.theirs ?? null);
  const tab = useRef<string | undefined>(undefined);

  async function save(send: (basis: Basis) => Promise<Kept>): Promise<Kept> {
    // Not `randomUUID`: on plain http in a LAN there is none.
    tab.current ??= crypto.getRandomValues(new Uint32Array(3)).join('-');
    try {
      const kept = await send({ revision: revision.current, tab: tab.current });
      revision.current = revisionOf(kept);
      setTheirs(null);
      return kept;
    } catch (error) {
      if (error instanceof ApiError && byOthers.has(error.code)) setTheirs(await load());
      throw error;
    }
  }

  function settle() {
    if (theirs !== null) revision.current = revisionOf(theirs);
    setTheirs(null);
  }

  return { theirs, save, settle };
}
