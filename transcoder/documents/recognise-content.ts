/** What a piece of content is by its first bytes, as far as it decides how it is looked at. */
export type ContentKind = 'archive' | 'compound' | 'pdf' | 'program' | 'sealed-archive' | 'other';

const starts: readonly [kind: ContentKind, hex: string][] = [
  ['archive', '504b0304'],
  ['archive', '504b0506'],
  ['compound', 'd0cf11e0a1b11ae1'],
  ['pdf', '255044462d'],
  ['program', '7f454c46'], // ELF
  ['program', 'feedface'], // Mach-O, in both byte orders and widths
  ['program', 'feedfacf'],
  ['program', 'cefaedfe'],
  ['program', 'cffaedfe'],
  ['program', 'cafebabe'], // Java, and Mach-O for several machines
  ['program', '2321'], // #!
  ['program', '4c00000001140200'], // a Windows link
  ['sealed-archive', '526172211a07'], // RAR
  ['sealed-archive', '377abcaf271c'], // 7-Zip
  ['sealed-archive', '1f8b'], // gzip
  ['sealed-archive', '425a68'], // bzip2
  ['sealed-archive', 'fd377a585a00'], // xz
  ['sealed-archive', '28b52ffd'], // Zstandard
  ['sealed-archive', '4d534346'], // Windows cabinet
];

/** `head` is at least the first kilobyte, or all there is. */
export function recogniseContent(head: Buffer): ContentKind {
  if (isWindowsProgram(head)) return 'program';
  const hex = head.subarray(0, 8).toString('hex');
  return starts.find(([, start]) => hex.startsWith(start))?.[0] ?? 'other';
}

/** `MZ`, and where it says so a newer header: texts begin with these two letters too. */
function isWindowsProgram(head: Buffer): boolean {
  if (head.length < 64 || head.toString('latin1', 0, 2) !== 'MZ') return false;
  const next = head.readUInt32LE(60);
  const newer = head.toString('latin1', next, next + 2);
  return ['PE', 'NE', 'LE', 'LX'].includes(newer) || head.includes('This program ');
}

/** Endings that an ordinary computer runs, installs, mounts or follows at a double click. */
const programEndings = new Set(
  (
    'exe com scr pif bat cmd ps1 psm1 vbs vbe js jse ws wsf wsh hta msi msp msc cpl dll sys drv ocx jar ' +
    'lnk url reg inf scf chm hlp application gadget xll apk ipa app dmg pkg deb rpm sh bash run appimage ' +
    'iso img vhd vhdx tar'
  ).split(' '),
);
const macroEndings = new Set('docm dotm pptm potm ppsm ppam sldm xlsm xltm xlam xlsb'.split(' '));

/** What a name alone gives away. Windows leaves out dots and spaces at the end of a name. */
export function recogniseName(name: string): 'program' | 'macros' | 'other' {
  const ending = /\.([a-z0-9]+)[. ]*$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (programEndings.has(ending)) return 'program';
  return macroEndings.has(ending) ? 'macros' : 'other';
}
