import type { OpenUpload } from '../../server/contract/uploads.ts';

/** A file that was chosen, and what for. */
export interface ChosenFile {
  name: string;
  size: number;
  /** Of its bytes (`fingerprint-file.ts`). */
  bytes: string;
  /** The lesson whose video it is to be; undefined: any one's. */
  lessonId: string | undefined;
}

/**
 * The upload that this file goes on with: of the same name and the same bytes, with the most of them on the server;
 * undefined where none was begun. Cameras give many files one name and one size, so these alone decide only where
 * nothing was noted of the bytes.
 */
export function findBegun(open: readonly OpenUpload[], file: ChosenFile): OpenUpload | undefined {
  return open
    .filter((upload) => isOf(upload, file))
    .filter(({ lessonId }) => file.lessonId === undefined || lessonId === file.lessonId)
    .sort((a, b) => b.offset - a.offset)[0];
}

/** Whether an upload is of this file, as far as can be known. */
export function isOf(upload: OpenUpload, file: Pick<ChosenFile, 'name' | 'size' | 'bytes'>): boolean {
  const { filename, length, fingerprint } = upload;
  // The server keeps names in NFC; some systems give them otherwise.
  const sameName = filename === file.name.normalize('NFC');
  return sameName && length === file.size && (fingerprint === null || fingerprint === file.bytes);
}
