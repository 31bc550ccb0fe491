import characters from 'opencc-js/dict/TSCharacters';

/*
 * Of OpenCC only the table of characters: its table of phrases would change lengths, and whoever compares texts
 * in one form does not mind that 干, 乾 and 幹 become one. By UTF-16 units, 0 where nothing changes; the few
 * characters outside the first plane are left alone.
 */
const simplified = new Uint16Array(0x10000);
for (const entry of characters.split('|')) {
  const [from = '', to = ''] = entry.split(' ');
  if (from.length === 1 && to.length === 1) simplified[from.charCodeAt(0)] = to.charCodeAt(0);
}

/** Traditional characters as simplified ones, each by itself: the length stays. */
export function simplify(text: string): string {
  let result = '';
  let kept = 0;
  for (let at = 0; at < text.length; at++) {
    const other = simplified[text.charCodeAt(at)]!;
    if (other === 0) continue;
    result += text.slice(kept, at) + String.fromCharCode(other);
    kept = at + 1;
  }
  return kept === 0 ? text : result + text.slice(kept);
}
