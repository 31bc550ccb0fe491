/**
 * A PDF of these pages and lines, written by its characters' numbers with a table (ToUnicode) of what they are,
 * as programs do that put a part of a font into the file. A page without lines is one of pictures.
 */
export function makePdf(...pages: readonly (readonly string[])[]): Buffer {
  const characters = [...new Set(pages.flat().join(''))];
  const number = (character: string) => hex(characters.indexOf(character) + 1);
  const table = characters.map((one) => `<${number(one)}> <${hex(one.codePointAt(0) ?? 0)}>`).join('\n');
  const toUnicode = `1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n${characters.length} beginbfchar\n${table}\nendbfchar`;
  const fixed = [
    '<</Type /Catalog /Pages 2 0 R>>',
    `<</Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${7 + 2 * at} 0 R`).join(' ')}]>>`,
    '<</Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R>>',
    '<</Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 1000 /FontDescriptor 5 0 R>>',
    descriptor('Song'),
    stream(toUnicode),
  ];
  const drawn = pages.flatMap((lines, at) => [
    page(8 + 2 * at),
    stream(
      lines
        .map((line, row) => `BT /F1 12 Tf 50 ${700 - 20 * row} Td <${[...line].map(number).join('')}> Tj ET`)
        .join('\n'),
    ),
  ]);
  return assemble([...fixed, ...drawn]);
}

/** A PDF of one line in codes of Chinese whose table its reader has to know, as older programs write it. */
export function makeCodedPdf(encoding: string, ordering: string, codes: string): Buffer {
  return assemble([
    '<</Type /Catalog /Pages 2 0 R>>',
    '<</Type /Pages /Count 1 /Kids [6 0 R]>>',
    `<</Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /${encoding} /DescendantFonts [4 0 R]>>`,
    `<</Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo <</Registry (Adobe) /Ordering (${ordering}) /Supplement 2>> /DW 1000 /FontDescriptor 5 0 R>>`,
    descriptor('SimSun'),
    page(7),
    stream(`BT /F1 12 Tf 50 700 Td <${codes}> Tj ET`),
  ]);
}

const descriptor = (font: string) =>
  `<</Type /FontDescriptor /FontName /${font} /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80>>`;
const page = (contents: number) =>
  `<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources <</Font <</F1 3 0 R>>>> /Contents ${contents} 0 R>>`;
const hex = (value: number) => value.toString(16).padStart(4, '0');
const stream = (content: string) => `<</Length ${content.length}>>\nstream\n${content}\nendstream`;

/** Objects numbered from 1, of which the first is the catalog, behind them the table of where each begins. */
function assemble(objects: readonly string[]): Buffer {
  let file = '%PDF-1.7\n';
  const places: string[] = [];
  for (const [index, object] of objects.entries()) {
    places.push(`${String(file.length).padStart(10, '0')} 00000 n \n`);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const size = objects.length + 1;
  const end = `trailer\n<</Root 1 0 R /Size ${size}>>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}${end}`, 'latin1');
}
