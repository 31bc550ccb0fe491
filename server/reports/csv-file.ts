/** Rows of text as RFC 4180 has it, with the mark by which Excel knows UTF-8. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(toCell).join(',')).join('\r\n')}\r\n`;
}

/**
 * What somebody typed must not run as a formula where the file is opened: an apostrophe keeps it text. Where
 * Chinese is written, spreadsheets take the signs in full width for the same.
 */
function toCell(text: string): string {
  const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
