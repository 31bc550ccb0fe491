const longestName = 150;

/**
 * A file's name as it is kept and sent back: without folders, without characters that cannot be seen or
 * turn the reading direction (they make `gpj.exe` look like `exe.jpg`), at most 150 characters, in NFC.
 *
 * `nameless` stands for a name of which nothing is left.
 */
export function cleanFilename(given: string, nameless = 'file'): string {
  const base = given.split(/[\\/]/).at(-1) ?? '';
  const visible = base
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(visible)?.[0] ?? '';
  const name = [...visible.slice(0, visible.length - ending.length)].slice(0, longestName - ending.length);
  return `${name.join('').trim() || nameless}${ending}`;
}
