import type { AuditEntry } from '../db/audit-log.ts';
import type { Call } from '../route.ts';
import { truncateAddress } from './network.ts';

/** Who does something, when and from where: the part of an audit entry that every action has. */
export type Trace = Required<Pick<AuditEntry, 'at' | 'personId' | 'network'>>;

export function traceOf({ context, actor, request }: Pick<Call, 'context' | 'actor' | 'request'>): Trace {
  return {
    at: context.clock.now().toISOString(),
    personId: actor.kind === 'person' ? actor.id : null,
    network: truncateAddress(request.ip),
  };
}
