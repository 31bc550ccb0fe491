import { quotedText, type Understanding } from './understand-query.ts';

/** Nobody says one thing in more ways than these. */
const mostForms = 10;

/**
 * The query without the words that were understood as this filter, however often and in whatever form they were
 * typed. What the same words say besides stays: 三年级上册 without its volume is 三年级. Pure; what stands in
 * quotation marks is left alone.
 */
export function leaveOut(
  understand: (query: string) => Understanding,
  query: string,
  { field, value }: { field: string; value: string },
): string {
  let left = query;
  for (let form = 0; form < mostForms; form++) {
    const { understood } = understand(left);
    const meant = understood.find((item) => item.field === field && item.value === value);
    if (!meant || meant.text === '') break;
    const besides = understood.filter((item) => item !== meant && item.text === meant.text);
    const instead = besides.map(({ name }) => name).join('');
    const next = replaceUnquoted(left, meant.text, ` ${instead} `);
    if (next === left || besides.some(({ name }) => name === meant.text)) break;
    left = next;
  }
  return left
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^的\s*/u, '');
}

function replaceUnquoted(query: string, text: string, by: string): string {
  let result = '';
  let at = 0;
  for (const match of query.matchAll(quotedText)) {
    result += query.slice(at, match.index).replaceAll(text, by) + match[0];
    at = match.index + match[0].length;
  }
  return result + query.slice(at).replaceAll(text, by);
}
