import type { AttachmentKind } from '../contract/lessons.ts';
import {
  type AttachmentExtension,
  attachmentLimits,
  extensionOf,
} from '../contract/terms/attachment-limits.ts';

export { extensionOf };

/** A kind of file that may hang on a lesson. */
export interface AttachmentType {
  extension: AttachmentExtension;
  mediaType: string;
  /** Whether a file that begins like this is one. */
  matches(head: Buffer): boolean;
}

const startsWith =
  (...signatures: string[]) =>
  (head: Buffer) =>
    signatures.some((signature) => head.subarray(0, signature.length / 2).toString('hex') === signature);

const office = 'application/vnd.openxmlformats-officedocument';
const zip = startsWith('504b0304', '504b0506');
/** Compound file: Word, PowerPoint and Excel until 2003. */
const compound = startsWith('d0cf11e0a1b11ae1');

/** ID3, or the first frame's sync word. */
const isMp3 = (head: Buffer) =>
  head.subarray(0, 3).toString('latin1') === 'ID3' || (head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2);

/** No byte that text does not have, unless the byte order mark of UTF-16 explains it. */
const isText = (head: Buffer) =>
  startsWith('fffe', 'feff')(head) || !head.some((byte) => byte < 9 || (byte > 13 && byte < 27));

/** A mark of Unicode or blanks may stand before it, nothing that another program could read. */
const isPdf = (head: Buffer) => /^(\xef\xbb\xbf)?[\s\0]*%PDF-/.test(head.toString('latin1', 0, 1024));

/** All there are. A file is what both its name and its first bytes say; the worker looks at the rest. */
export const attachmentTypes: readonly AttachmentType[] = [
  { extension: 'pdf', mediaType: 'application/pdf', matches: isPdf },
  { extension: 'doc', mediaType: 'application/msword', matches: compound },
  { extension: 'docx', mediaType: `${office}.wordprocessingml.document`, matches: zip },
  { extension: 'ppt', mediaType: 'application/vnd.ms-powerpoint', matches: compound },
  { extension: 'pptx', mediaType: `${office}.presentationml.presentation`, matches: zip },
  { extension: 'xls', mediaType: 'application/vnd.ms-excel', matches: compound },
  { extension: 'xlsx', mediaType: `${office}.spreadsheetml.sheet`, matches: zip },
  { extension: 'txt', mediaType: 'text/plain', matches: isText },
  { extension: 'jpg', mediaType: 'image/jpeg', matches: startsWith('ffd8ff') },
  { extension: 'jpeg', mediaType: 'image/jpeg', matches: startsWith('ffd8ff') },
  { extension: 'png', mediaType: 'image/png', matches: startsWith('89504e470d0a1a0a') },
  { extension: 'zip', mediaType: 'application/zip', matches: zip },
  { extension: 'mp3', mediaType: 'audio/mpeg', matches: isMp3 },
];

export type RecognisedType =
  | { kind: 'recognised'; type: AttachmentType }
  /** None of the types that this kind of attachment may be, by its name. */
  | { kind: 'unsupported' }
  /** Its first bytes are not what its name says. */
  | { kind: 'mismatch'; extension: string };

/** `head` is the first kilobyte at least, or all there is. */
export function recogniseAttachment(kind: AttachmentKind, filename: string, head: Buffer): RecognisedType {
  const extension = extensionOf(filename);
  const type = attachmentTypes.find((one) => one.extension === extension);
  if (!type || !attachmentLimits[kind].extensions.includes(type.extension)) return { kind: 'unsupported' };
  return type.matches(head) ? { kind: 'recognised', type } : { kind: 'mismatch', extension: type.extension };
}

/** Attachments whose text a worker reads, for the search, by extension. */
export const textExtensions: ReadonlySet<string> = new Set([
  'pdf',
  'doc',
  'docx',
  'ppt',
  'pptx',
  'xlsx',
  'txt',
]);

/** Attachments that are pictures, by extension: these are made anew rather than looked into. */
export const pictureFormats: Readonly<Record<string, 'jpeg' | 'png' | undefined>> = {
  jpg: 'jpeg',
  jpeg: 'jpeg',
  png: 'png',
};

/** Pictures that may become a cover; the worker decodes them. */
export function isCoverPicture(head: Buffer): boolean {
  const webp =
    head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP';
  return webp || startsWith('ffd8ff', '89504e470d0a1a0a')(head);
}
