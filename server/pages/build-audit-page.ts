import type { AuditFilter } from '../contract/audit.ts';
import type { PageContent } from '../contract/pages.ts';
import { mostExported, readAudit } from '../operations/audit/read-audit.ts';
import type { Call } from '../route.ts';

const entriesOnAPage = 50;

export async function buildAuditPage({
  context,
  language,
  query,
}: Call<unknown, AuditFilter>): Promise<Extract<PageContent, { page: 'manage-audit' }>> {
  const { items, nextCursor } = await readAudit(context, query, language, entriesOnAPage);
  return {
    page: 'manage-audit',
    filter: query,
    entries: items,
    nextCursor: nextCursor ?? null,
    mostExported,
  };
}
