import { Synonyms, SynonymsChange } from '../../contract/synonyms.ts';
import { countRevision } from '../../count-revision.ts';
import { appendAudit } from '../../db/audit-log.ts';
import { InvalidRequestError } from '../../errors.ts';
import { traceOf } from '../../people/trace.ts';
import { defineRoute } from '../../route.ts';
import {
  findWrongGroups,
  lockSynonyms,
  presentSynonyms,
  toSwitchedOff,
  writeSynonyms,
} from '../../search-synonyms.ts';

export const putSynonyms = defineRoute({
  method: 'PUT',
  path: '/api/synonyms',
  summary: 'Set the words that search takes for each other; groups that are left out are gone',
  rule: 'settings.manage',
  body: SynonymsChange,
  // All groups that there may be, each with as many words, and as long, as it may have.
  mostBodyBytes: 500_000,
  answer: Synonyms,
  async handle(call) {
    const { context, body, language } = call;
    const { groups, off: typed, ...basis } = body;
    const wrong = findWrongGroups(groups, language);
    if (wrong.length > 0) throw new InvalidRequestError(wrong);
    const kept = await context.database.transaction(async (trx) => {
      const before = await lockSynonyms(trx);
      const off = typed === undefined ? before.off : toSwitchedOff(typed);
      const next = { groups, off, ...countRevision(before, basis) };
      await writeSynonyms(trx, next);
      await appendAudit(trx, {
        ...traceOf(call),
        action: 'settings.change',
        subject: 'synonyms',
        detail: {
          added: notIn(groups, before.groups),
          removed: notIn(before.groups, groups),
          ...switched(before.off, off),
        },
      });
      return next;
    });
    return presentSynonyms(kept, language);
  },
});

/** Shipped groups that are used no longer, and again; nothing where none is. */
function switched(before: readonly string[], after: readonly string[]): Record<string, string[]> {
  const retired = after.filter((word) => !before.includes(word));
  const back = before.filter((word) => !after.includes(word));
  return { ...(retired.length > 0 && { retired }), ...(back.length > 0 && { back }) };
}

/** The groups of the one that the other has not, as one writes them. */
function notIn(groups: Synonyms['groups'], others: Synonyms['groups']): string[] {
  const written = ({ words, oneWay }: Synonyms['groups'][number]) => words.join(oneWay ? ' → ' : ' = ');
  const known = new Set(others.map(written));
  return groups.map(written).filter((group) => !known.has(group));
}
