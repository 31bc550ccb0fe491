import { Parser } from 'htmlparser2';
import { decodeUtf16 } from './decode-utf16.ts';

/** Called with names without their prefix: documents of one kind come with different ones. */
export interface XmlReader {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Reads a part of an Office document from front to back; `inspectOffice` has seen to its encoding and entities. */
export function readXml(content: Buffer, reader: XmlReader): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open?.(withoutPrefix(name), attributes),
      onclosetag: (name) => reader.close?.(withoutPrefix(name)),
      ontext: (text) => reader.text?.(text),
    },
    { xmlMode: true },
  );
  parser.end(decodeUtf16(content) ?? new TextDecoder().decode(content));
}

const withoutPrefix = (name: string) => name.slice(name.indexOf(':') + 1);
