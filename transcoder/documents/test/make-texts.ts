import { type MadeEntry, makeArchive } from './make-archive.ts';

const office = 'application/vnd.openxmlformats-officedocument.';
const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const rels = (links: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<Relationships>${links
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${types}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const contentTypes = (part: string, type: string): MadeEntry => ({
  name: '[Content_Types].xml',
  content: `<?xml version="1.0" encoding="UTF-8"?><Types><Override PartName="/${part}" ContentType="${office}${type}"/></Types>`,
});

/** A Word document with this body and, where they are given, footnotes: as Word writes it, and as little as can be. */
export function makeWord(body: string, footnotes?: string): Buffer {
  return makeArchive([
    contentTypes('word/document.xml', 'wordprocessingml.document.main+xml'),
    { name: '_rels/.rels', content: rels([['r1', 'officeDocument', 'word/document.xml']]) },
    { name: 'word/document.xml', content: `<w:document><w:body>${body}</w:body></w:document>` },
    ...(footnotes === undefined
      ? []
      : [
          { name: 'word/_rels/document.xml.rels', content: rels([['r1', 'footnotes', 'footnotes.xml']]) },
          { name: 'word/footnotes.xml', content: `<w:footnotes>${footnotes}</w:footnotes>` },
        ]),
  ]);
}

export interface MadeSlide {
  /** The name of its part, which says nothing of its place. */
  part: string;
  texts: readonly string[];
  notes?: readonly string[];
}

/** A presentation of these slides, in this order. */
export function makeSlides(slides: readonly MadeSlide[]): Buffer {
  const paragraphs = (texts: readonly string[]) =>
    texts
      .map((text) => `<p:sp><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`)
      .join('');
  const number = '<p:sp><p:txBody><a:p><a:fld type="slidenum"><a:t>7</a:t></a:fld></a:p></p:txBody></p:sp>';
  return makeArchive([
    contentTypes('ppt/presentation.xml', 'presentationml.presentation.main+xml'),
    { name: '_rels/.rels', content: rels([['r1', 'officeDocument', 'ppt/presentation.xml']]) },
    {
      name: 'ppt/presentation.xml',
      content: `<p:presentation><p:sldIdLst>${slides
        .map((_, index) => `<p:sldId id="${256 + index}" r:id="s${index}"/>`)
        .join('')}</p:sldIdLst></p:presentation>`,
    },
    {
      name: 'ppt/_rels/presentation.xml.rels',
      content: rels(slides.map(({ part }, index) => [`s${index}`, 'slide', `slides/${part}`])),
    },
    ...slides.flatMap(({ part, texts, notes }) => [
      { name: `ppt/slides/${part}`, content: `<p:sld>${paragraphs(texts)}${number}</p:sld>` },
      ...(notes
        ? [
            {
              name: `ppt/slides/_rels/${part}.rels`,
              content: rels([['n1', 'notesSlide', `../notesSlides/${part}`]]),
            },
            { name: `ppt/notesSlides/${part}`, content: `<p:notes>${paragraphs(notes)}${number}</p:notes>` },
          ]
        : []),
    ]),
  ]);
}
