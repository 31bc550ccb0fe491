import { decodeUtf16 } from './decode-utf16.ts';
import { extractOldSlides, extractOldWord } from './extract-compound.ts';
import { extractSheets, extractSlides, extractWord } from './extract-office.ts';
import { extractPdf } from './extract-pdf.ts';
import { TextGatherer } from './text-gatherer.ts';

/** So much of a document's text is kept (bytes of UTF-8): some 65,000 characters, more than a textbook's chapter. */
export const mostTextBytes = 200_000;
/** After so long (ms) what was read is enough. */
const longestReading = 20_000;

/**
 * What a document that was looked into says, a paragraph a line; empty where there is no text in it, as in a
 * scan. Throws whatever its reader throws: the text of such a document is not to be had.
 */
export async function extractText(file: Buffer, extension: string): Promise<string> {
  const text = new TextGatherer(mostTextBytes);
  switch (extension) {
    case 'pdf':
      await extractPdf(file, text, performance.now() + longestReading);
      break;
    case 'docx':
      await extractWord(file, text);
      break;
    case 'pptx':
      await extractSlides(file, text);
      break;
    case 'xlsx':
      await extractSheets(file, text);
      break;
    case 'doc':
      extractOldWord(file, text);
      break;
    case 'ppt':
      extractOldSlides(file, text);
      break;
    case 'txt':
      for (const line of decodeText(file).split(/\r\n|\r|\n/)) text.add(line);
      break;
    default:
      throw new TypeError(`nothing here reads the text of .${extension}`);
  }
  return text.text;
}

function decodeText(file: Buffer): string {
  const utf16 = decodeUtf16(file);
  if (utf16 !== undefined) return utf16;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('gb18030').decode(file);
  }
}
