/** A kind of file that may hang on a lesson. */
export interface AttachmentType {
  extension: string;
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

/** All there are. A file is what both its name and its first bytes say. */
export const attachmentTypes: readonly AttachmentType[] = [
  {
    extension: 'pdf',
    mediaType: 'application/pdf',
    matches: (head) => head.subarray(0, 1024).includes('%PDF-'),
  },
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
  /** None of ours by its name. */
  | { kind: 'unsupported' }
  /** Its first bytes are not what its name says. */
  | { kind: 'mismatch'; extension: string };

export function recogniseAttachment(filename: string, head: Buffer): RecognisedType {
  const extension = /\.([A-Za-z0-9]+)$/.exec(filename)?.[1]?.toLowerCase();
  const type = attachmentTypes.find((one) => one.extension === extension);
  if (!type) return { kind: 'unsupported' };
  return type.matches(head) ? { kind: 'recognised', type } : { kind: 'mismatch', extension: type.extension };
}

/** Pictures that may become a cover; the worker decodes them. */
export function isCoverPicture(head: Buffer): boolean {
  const webp =
    head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP';
  return webp || startsWith('ffd8ff', '89504e470d0a1a0a')(head);
}
