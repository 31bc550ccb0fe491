import { openDefaultMeilisearch } from './default-meilisearch.ts';
import type { MeasuredStore } from './measured-store.ts';
import { openOurEmbedded, openOurMeilisearch } from './ours.ts';
import { openFullText, openTrigrams } from './postgres.ts';

/** What is measured, ours first, then what stands beside it. */
export const stores = {
  embedded: openOurEmbedded,
  meilisearch: openOurMeilisearch,
  'default-meilisearch': openDefaultMeilisearch,
  'postgres-words': openFullText,
  'postgres-trigrams': openTrigrams,
} satisfies Record<string, () => Promise<MeasuredStore>>;

export type StoreName = keyof typeof stores;

/** As they are called in tables. */
export const storeNames: Record<StoreName, string> = {
  embedded: '千课，内置引擎',
  meilisearch: '千课，Meilisearch',
  'default-meilisearch': 'Meilisearch，默认设置',
  'postgres-words': "PostgreSQL to_tsvector('simple')",
  'postgres-trigrams': 'PostgreSQL pg_trgm + ILIKE',
};

/** Which need a Meilisearch of their own. */
export const needMeilisearch: readonly StoreName[] = ['meilisearch', 'default-meilisearch'];
