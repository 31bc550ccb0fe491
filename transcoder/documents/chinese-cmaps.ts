/*
 * Older programs write Chinese by the codes of GBK, Big5 or Unicode and leave it to every reader to have Adobe's
 * tables of what they mean: from a code to a number in Adobe's list of characters, and from there to Unicode. For
 * text alone the numbers between do not matter, so both tables are made here, with numbers of our own: those of
 * Unicode itself, moved for what stands below 0x2E80 to where no character of Adobe's lists is. (A font that uses
 * Adobe's real numbers, and says nothing else, then has holes rather than wrong characters.)
 */
const codings: readonly [name: RegExp, coding: string][] = [
  [/^(GBK-EUC|GBKp-EUC|GBK2K|GB-EUC|GBpc-EUC)-[HV]$/, 'gb18030'],
  [/^(B5pc|ETen-B5|ETenms-B5|HKscs-B5)-[HV]$/, 'big5'],
  [/^(UniGB|UniCNS)-(UCS2|UTF16)-[HV]$/, 'utf-16be'],
];
const toUnicode = /^Adobe-(GB1|CNS1)-UCS2$/;

/** A CMap (Adobe Technical Note #5014) by its name; undefined for those of other languages. */
export function makeChineseCMap(name: string): string | undefined {
  if (toUnicode.test(name)) return frame(name, ['0000', 'ffff'], listUnicode(), 'bfchar');
  const coding = codings.find(([pattern]) => pattern.test(name))?.[1];
  if (coding === undefined) return undefined;
  return frame(name, ['8140', 'fefe'], listCodes(new TextDecoder(coding)), 'cidchar', coding !== 'utf-16be');
}

const moved = 0xa000;
const firstOwn = 0x2e80;

const ownNumber = (character: number) => (character < firstOwn ? moved + character : character);
/** Hangul, halves of characters and what has no meaning outside a font are left out, and make room. */
const isKept = (character: number) =>
  character > 0 && (character < moved || (character >= 0xf900 && character < 0xfffd));

/** A private character, which no text keeps: left out, a reader would take the number itself for a character. */
const hole = 0xe000;

function* listUnicode(): Generator<string> {
  for (let character = 1; character < 0xfffd; character += 1) {
    if (character < firstOwn) yield `<${hex(character)}> <${hex(hole)}>`;
    if (isKept(character)) yield `<${hex(ownNumber(character))}> <${hex(character)}>`;
  }
}

function* listCodes(decoder: TextDecoder): Generator<string> {
  const bytes = new Uint8Array(2);
  const isUnicode = decoder.encoding === 'utf-16be';
  const [first, last] = isUnicode ? [1, 0xfffc] : [0x8140, 0xfefe];
  for (let code = first; code <= last; code += 1) {
    bytes.set([code >> 8, code & 0xff]);
    const text = decoder.decode(bytes);
    const character = text.charCodeAt(0);
    if (text.length === 1 && isKept(character)) yield `<${hex(code)}> ${ownNumber(character)}`;
  }
}

const hex = (value: number) => value.toString(16).padStart(4, '0');

/** At most a hundred entries stand in one list. */
function frame(
  name: string,
  [from, to]: readonly [string, string],
  entries: Iterable<string>,
  list: 'bfchar' | 'cidchar',
  hasAscii = false,
): string {
  const all = [...entries];
  const lists: string[] = [];
  for (let at = 0; at < all.length; at += 100) {
    const some = all.slice(at, at + 100);
    lists.push(`${some.length} begin${list}\n${some.join('\n')}\nend${list}`);
  }
  const spaces = hasAscii ? ['<00> <80>', `<${from}> <${to}>`] : ['<0000> <ffff>'];
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    `/CMapName /${name} def /WMode ${name.endsWith('V') ? 1 : 0} def`,
    `${spaces.length} begincodespacerange\n${spaces.join('\n')}\nendcodespacerange`,
    ...(hasAscii ? [`1 begincidrange\n<20> <7e> ${moved + 0x20}\nendcidrange`] : []),
    ...lists,
    'endcmap end end',
  ].join('\n');
}
