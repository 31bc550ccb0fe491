/**
 * A command line as an operator writes it, in words; quotes of either kind hold together what has spaces. There is no
 * shell: nothing else means anything. Undefined where a quote is not closed.
 */
export function splitCommand(line: string): string[] | undefined {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '') {
    const match = /^(?:[^\s"']|"[^"]*"|'[^']*')+/.exec(rest);
    if (!match) return undefined;
    words.push(
      match[0].replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single = '') => double ?? single),
    );
    rest = rest.slice(match[0].length).trimStart();
  }
  return words;
}
