import { type AttachmentKindSlug, attachmentKinds } from './lesson-kinds.ts';

const texts = ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'txt'] as const;
const slides = ['ppt', 'pptx'] as const;
const pictures = ['jpg', 'jpeg', 'png'] as const;

export type AttachmentExtension =
  | (typeof texts)[number]
  | (typeof slides)[number]
  | (typeof pictures)[number]
  | 'mp3'
  | 'zip';

/** In small letters, without its dot; empty where there is none. */
export const extensionOf = (filename: string): string =>
  /\.([A-Za-z0-9]+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';

const MiB = 1024 ** 2;

/** What each kind of attachment may be, and how large; without a size of its own, as the library is set. */
export const attachmentLimits: Readonly<
  Record<AttachmentKindSlug, { extensions: readonly AttachmentExtension[]; mostBytes?: number }>
> = {
  design: { extensions: [...texts, ...pictures], mostBytes: 50 * MiB },
  slides: { extensions: [...slides, 'pdf', ...pictures, 'zip'] },
  tasks: { extensions: [...texts, ...slides, ...pictures], mostBytes: 50 * MiB },
  exercises: { extensions: [...texts, ...slides, ...pictures, 'mp3', 'zip'], mostBytes: 100 * MiB },
  other: { extensions: [...texts, ...slides, ...pictures, 'mp3', 'zip'] },
};

/** All that some kind of attachment may be. */
export const attachmentExtensions: readonly AttachmentExtension[] = attachmentLimits.other.extensions;

/** The largest attachment of a kind, in a library that takes none above `libraryBytes`. */
export function mostAttachmentBytes(kind: AttachmentKindSlug, libraryBytes: number): number {
  return Math.min(attachmentLimits[kind].mostBytes ?? libraryBytes, libraryBytes);
}

/** The kinds that a file may be of by its ending and its size, in their order; none for most files. */
export function kindsThatTake(
  file: { filename: string; bytes: number },
  libraryBytes: number,
): AttachmentKindSlug[] {
  const extension = extensionOf(file.filename);
  return attachmentKinds
    .map(({ slug }) => slug)
    .filter((kind) => attachmentLimits[kind].extensions.some((one) => one === extension))
    .filter((kind) => file.bytes <= mostAttachmentBytes(kind, libraryBytes));
}
