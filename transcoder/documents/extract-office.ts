import { OfficePackage } from './office-package.ts';
import { readXml } from './read-xml.ts';
import type { TextGatherer } from './text-gatherer.ts';

/** Text of a Word document: the body in the order in which it is read, then its notes. */
export async function extractWord(file: Buffer, into: TextGatherer): Promise<void> {
  const document = await OfficePackage.open(file);
  const notes = document.links(document.main).filter(({ type }) => /^(footnotes|endnotes)$/.test(type));
  for (const part of [document.main, ...notes.map((note) => note.part)])
    readParagraphs(document.part(part), into);
}

/** Text of a presentation: each slide in the order in which they are shown, its diagrams, and what its notes say. */
export async function extractSlides(file: Buffer, into: TextGatherer): Promise<void> {
  const document = await OfficePackage.open(file);
  for (const slide of listSlides(document)) {
    if (into.full) return;
    readParagraphs(document.part(slide), into);
    for (const { type, part } of document.links(slide))
      if (type === 'diagramData' || type === 'notesSlide') readParagraphs(document.part(part), into);
  }
}

/** Text of a workbook: its sheets' names and every text that a cell has, each once. */
export async function extractSheets(file: Buffer, into: TextGatherer): Promise<void> {
  const document = await OfficePackage.open(file);
  const main = document.part(document.main);
  if (main)
    readXml(main, {
      open: (name, { name: title = '' }) => name === 'sheet' && into.add(title),
    });
  const links = document.links(document.main);
  const texts = links.find(({ type }) => type === 'sharedStrings');
  if (texts) readParagraphs(document.part(texts.part), into);
  const said = new Set<string>();
  const once = {
    add(text: string) {
      if (!said.has(text)) into.add(text);
      said.add(text);
    },
  };
  for (const { type, part } of links) {
    if (into.full) return;
    const sheet = type === 'worksheet' ? document.part(part) : undefined;
    // Most programs keep texts apart from the cells: what is then in the sheets are numbers, and there are many.
    if (sheet?.includes('inlineStr')) readParagraphs(sheet, once);
  }
}

function listSlides(document: OfficePackage): string[] {
  const main = document.part(document.main);
  const parts = new Map(document.links(document.main).map(({ id, part }) => [id, part]));
  const slides: string[] = [];
  if (main)
    readXml(main, {
      open(name, attributes) {
        if (name !== 'sldId') return;
        // Beside a number of its own stands the relationship's name, under whatever prefix.
        const link = Object.entries(attributes).find(([attribute]) => attribute.endsWith(':id'))?.[1];
        const part = parts.get(link ?? '');
        if (part) slides.push(part);
      },
    });
  return slides;
}

/** What holds a line of its own: paragraphs of Word and of drawings, cells' texts. */
const paragraphs = new Set(['p', 'si', 'is']);
/** Said twice for older readers, pinyin above a word, the slide's number: nothing of the text. */
const leftOut = new Set(['Fallback', 'rt', 'rPh', 'fld']);

/** Texts stand in elements named `t`, in Word, drawings, formulas and workbooks alike. */
function readParagraphs(part: Buffer | undefined, into: Pick<TextGatherer, 'add'>): void {
  if (!part) return;
  let paragraph = '';
  let isText = false;
  let hidden = 0;
  const flush = () => {
    into.add(paragraph);
    paragraph = '';
  };
  readXml(part, {
    open(name) {
      if (leftOut.has(name)) hidden += 1;
      else if (paragraphs.has(name)) flush();
      else if (name === 't') isText = true;
      else if (name === 'tab' || name === 'br') paragraph += ' ';
    },
    close(name) {
      if (leftOut.has(name)) hidden -= 1;
      else if (paragraphs.has(name)) flush();
      else if (name === 't') isText = false;
    },
    text(text) {
      if (isText && hidden === 0) paragraph += text;
    },
  });
  flush();
}
