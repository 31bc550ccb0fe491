import type { ArchivedFile } from './read-archive.ts';
import { RefusedDocument } from './refused.ts';

const office = 'application/vnd.openxmlformats-officedocument.';

/** What the part is declared as that makes an archive a document (ECMA-376, part 1). */
const mainTypes: Readonly<Record<string, readonly string[]>> = {
  docx: [`${office}wordprocessingml.document.main+xml`],
  pptx: [`${office}presentationml.presentation.main+xml`, `${office}presentationml.slideshow.main+xml`],
  xlsx: [`${office}spreadsheetml.sheet.main+xml`],
};

export const isOfficeKind = (extension: string) => Object.hasOwn(mainTypes, extension);

/** What is gathered about an Office document while its parts pass. */
export class OfficeParts {
  #types: string | undefined;

  /** Throws `RefusedDocument` for a part that no lesson needs and a computer may suffer from. */
  inspect({ name, content }: ArchivedFile): void {
    const path = name.toLowerCase();
    if (path === '[content_types].xml') {
      this.#types = readXml(content);
      if (/macroenabled|vnd\.ms-office\.vbaproject|vnd\.ms-excel\.(intl)?macrosheet/i.test(this.#types))
        throw macros();
    } else if (/(^|\/)vbaproject\.bin$/.test(path) || path.startsWith('xl/macrosheets/')) throw macros();
    else if (/(^|\/)activex\//.test(path))
      throw new RefusedDocument('active-content', 'the document has controls');
    else if (path.endsWith('.rels')) inspectRelationships(readXml(content));
    // These are looked at whatever they hold, since they may hide it; but a part may have any other name too.
    else if (/^(word|xl\/externallinks)\/[^/]+\.xml$/.test(path) || holdsCommands(content)) {
      const xml = readXml(content);
      refuseFields(xml);
      refuseLinks(xml);
    }
  }

  /** Whether the archive says that it is a document of this kind, once all its parts have passed. */
  requireKind(extension: string): void {
    if (this.#types === undefined) throw new RefusedDocument('mislabelled', 'it is no Office document');
    const types = this.#types;
    const declared = (kind: string) => mainTypes[kind]?.some((type) => types.includes(`"${type}"`)) ?? false;
    if (declared(extension)) return;
    const isAnother = Object.keys(mainTypes).some(declared);
    throw new RefusedDocument(
      isAnother ? 'mislabelled' : 'damaged',
      isAnother ? 'it is another kind of document' : 'there is no document in it',
    );
  }
}

const macros = () => new RefusedDocument('macros', 'the document has a macro project');

const mostXml = 64 * 1024 ** 2;

/** XML as text. With entities of its own it could be read otherwise than it is looked at here. */
function readXml(content: Buffer): string {
  if (content.length > mostXml) throw new RefusedDocument('too-much', 'a part is too large');
  const encoding =
    content[0] === 0xff && content[1] === 0xfe
      ? 'utf-16le'
      : content[0] === 0xfe && content[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  const text = new TextDecoder(encoding).decode(content);
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(text)?.[1]?.toLowerCase();
  if (declared !== undefined && !['utf-8', 'utf8', 'utf-16', 'us-ascii', 'ascii'].includes(declared))
    throw new RefusedDocument('damaged', 'a part is written in an unusual way');
  if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY'))
    throw new RefusedDocument('active-content', 'a part has entities of its own');
  return text;
}

function attribute(element: string, name: string): string {
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(element);
  return decode(match?.[1] ?? match?.[2] ?? '');
}

function decode(raw: string): string {
  return raw
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, code) => toLetter(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,7});/g, (_, code) => toLetter(Number(code)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '');
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const toLetter = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : '');

/** Pictures and sound from the web only show; a hyperlink waits to be followed. */
const harmless = /\/(image|video|audio|media|hyperlink)$/i;
const scripts = /^(javascript|vbscript|data|ms-\w+):/i;
/** Another computer, by whatever way. The author's own disk leads nowhere, and many templates name it. */
const elsewhere = /^(\\\\|\/\/|file:\/\/(?!\/)|file:\/{3,}[\\/]|(?!file:)[a-z][a-z0-9+.-]+:)/i;

function inspectRelationships(text: string): void {
  // The sign that ends an element may stand in a quoted value too.
  for (const [element] of text.matchAll(/<(?:[\w.-]+:)?Relationship\b(?:[^>"']|"[^"]*"|'[^']*')*>/g)) {
    const type = attribute(element, 'Type');
    if (/\/aFChunk$/i.test(type))
      throw new RefusedDocument('embedded-file', 'another kind of document is embedded');
    if (attribute(element, 'TargetMode').toLowerCase() !== 'external') continue;
    const target = attribute(element, 'Target').trim();
    const isFromTheWeb = harmless.test(type) && /^(https?|mailto|tel):/i.test(target);
    const isLink = /\/hyperlink$/i.test(type) && !scripts.test(target);
    if (elsewhere.test(target) && !isFromTheWeb && !isLink) throw external();
  }
}

const external = () => new RefusedDocument('external-content', 'it loads something from elsewhere');

const commands = ['instrText', 'fldSimple', 'ddeLink', 'oleLink'];

function holdsCommands(content: Buffer): boolean {
  return commands.some(
    (name) =>
      content.includes(name) ||
      content.includes(name, 0, 'utf16le') ||
      content.includes(Buffer.from(name, 'utf16le').swap16()),
  );
}

/** Comments and instructions are nothing to a reader; what stands in CDATA is text. */
const asides = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>/g;

/** `DDE` and `DDEAUTO` start a program; Word joins the pieces that a field's text is written in. */
function refuseFields(xml: string): void {
  const text = xml.replace(asides, (_, content: string | undefined) => content?.replaceAll('<', ' ') ?? '');
  const written = [...text.matchAll(/<(?:[\w.-]+:)?instrText\b[^>]*>([^<]*)</g)]
    .map((match) => decode(match[1] ?? ''))
    .join('');
  const simple = [...text.matchAll(/<(?:[\w.-]+:)?fldSimple\b(?:[^>"']|"[^"]*"|'[^']*')*>/g)]
    .map(([element]) => attribute(element, 'instr'))
    .join('\n');
  if (/DDEAUTO|DDE[\s"]/i.test(written) || /\bDDE/i.test(simple))
    throw new RefusedDocument('external-content', 'a field runs another program');
}

function refuseLinks(text: string): void {
  if (/<([\w.-]+:)?(ddeLink|oleLink)\b/i.test(text))
    throw new RefusedDocument('external-content', 'a formula runs another program');
}
