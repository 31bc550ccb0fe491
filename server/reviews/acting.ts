import type { Person } from '../access/actor.ts';
import { requirePerson } from '../access/policy.ts';
import type { AppContext } from '../context.ts';
import { type Trace, traceOf } from '../people/trace.ts';
import type { Call } from '../route.ts';

/** Who acts, and what stands of it on record. */
export interface Acting {
  person: Person;
  trace: Trace;
}

/** Throws `NotSignedInError` for a visitor. */
export function actingIn(call: Pick<Call, 'context' | 'actor' | 'request'>): Acting {
  return { person: requirePerson(call.actor), trace: traceOf(call) };
}

/** What rounds need of a process. */
export type RoundContext = Pick<AppContext, 'config' | 'clock' | 'database' | 'search'>;
