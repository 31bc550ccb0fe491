import type { Person } from '../access/actor.ts';
import { requirePerson } from '../access/policy.ts';
import { truncateAddress } from '../people/network.ts';
import type { Call } from '../route.ts';

/** Who changes a lesson, and the truncated address they do it from, for the record. */
export interface Editor {
  person: Person;
  network: string;
}

/** Throws `NotSignedInError` for a visitor. */
export function editorIn({ actor, request }: Pick<Call, 'actor' | 'request'>): Editor {
  return { person: requirePerson(actor), network: truncateAddress(request.ip) };
}
