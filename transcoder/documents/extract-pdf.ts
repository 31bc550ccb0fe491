import { getDocumentProxy } from 'unpdf';
import { makeChineseCMap } from './chinese-cmaps.ts';
import type { TextGatherer } from './text-gatherer.ts';

/**
 * Text of a PDF, page after page, as its writer ordered it. `until` is an instant of `performance.now()`: of a
 * file that takes longer, what was read until then is enough.
 */
export async function extractPdf(file: Buffer, into: TextGatherer, until: number): Promise<void> {
  const document = await getDocumentProxy(new Uint8Array(file), {
    // Nothing but the answer may stand on stdout.
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    cMapUrl: 'made/',
    cMapPacked: false,
    BinaryDataFactory: ChineseCMaps,
  });
  for (let number = 1; number <= document.numPages; number += 1) {
    if (into.full || performance.now() > until) return;
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    let text = '';
    for (const item of items) if ('str' in item) text += item.hasEOL ? `${item.str}\n` : item.str;
    for (const line of joinLines(text)) into.add(line);
    page.cleanup();
  }
}

/** Hands the reader of PDF the tables that it asks for; whatever else it wants is for drawing. */
class ChineseCMaps {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const map = makeChineseCMap(filename);
    if (map === undefined) throw new Error(`there is no ${filename}`);
    return new TextEncoder().encode(map);
  }
}

const han = String.raw`[\p{sc=Han}，。、；：？！“”‘’（）《》]`;
/** A writer places every character: blanks and ends of lines between two of them are no part of what is said. */
const gaps = new RegExp(`(?<=${han})[ \\n]+(?=${han})`, 'gu');

function joinLines(text: string): string[] {
  return text.replace(gaps, '').split('\n');
}
