/** A query and the lessons that a person who typed it wants; which these are follows from stated rules. */
export interface JudgedQuery {
  q: string;
  kind: string;
  relevant: readonly string[];
}

/** What one query got: ids in the order in which a person sees them, and how long it took (ms). */
export interface Answered {
  ids: readonly string[];
  milliseconds: number;
}

/** Averages over queries; times in ms. */
export interface Quality {
  queries: number;
  /** The relevant among the first ten ÷ min(10, number of relevant). */
  recall10: number;
  /** One ÷ the place of the first relevant among the first ten; 0 where there is none. */
  mrr: number;
  p50: number;
  p99: number;
}

export interface QualityReport {
  all: Quality;
  kinds: Record<string, Quality>;
}

/** How far down people look. */
const looked = 10;

/**
 * Judges answers by the relevance of their queries, which stand in the same order. Throws where a query has
 * nothing relevant: no answer to it could be right.
 */
export function judge(queries: readonly JudgedQuery[], answers: readonly Answered[]): QualityReport {
  const judged = queries.map((query, index) => judgeOne(query, answers[index]!));
  const kinds = new Map<string, Judged[]>();
  for (const one of judged) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  return {
    all: average(judged),
    kinds: Object.fromEntries([...kinds].map(([kind, ones]) => [kind, average(ones)])),
  };
}

interface Judged {
  kind: string;
  recall: number;
  reciprocalRank: number;
  milliseconds: number;
}

function judgeOne({ q, kind, relevant }: JudgedQuery, { ids, milliseconds }: Answered): Judged {
  const wanted = new Set(relevant);
  if (wanted.size === 0) throw new Error(`nothing is relevant to the judged query ${q}`);
  const seen = [...new Set(ids)].slice(0, looked);
  const right = seen.filter((id) => wanted.has(id)).length;
  const first = seen.findIndex((id) => wanted.has(id));
  return {
    kind,
    recall: right / Math.min(looked, wanted.size),
    reciprocalRank: first === -1 ? 0 : 1 / (first + 1),
    milliseconds,
  };
}

function average(judged: readonly Judged[]): Quality {
  const mean = (value: (one: Judged) => number) =>
    judged.reduce((sum, one) => sum + value(one), 0) / judged.length;
  const times = judged.map((one) => one.milliseconds);
  return {
    queries: judged.length,
    recall10: rounded(
      mean((one) => one.recall),
      4,
    ),
    mrr: rounded(
      mean((one) => one.reciprocalRank),
      4,
    ),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}

/** The value below or at which that share of all values lies, to two decimals. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return rounded(sorted[place] ?? Number.NaN, 2);
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}
