import { inspectCompound, listPackages } from './inspect-compound.ts';
import { isOfficeKind, OfficeParts } from './inspect-office.ts';
import { inspectPdf } from './inspect-pdf.ts';
import { inspectMp3, inspectText } from './inspect-plain.ts';
import { type ArchivedFile, type Budget, newBudget, readArchive } from './read-archive.ts';
import { recogniseContent, recogniseName } from './recognise-content.ts';
import { RefusedDocument } from './refused.ts';

/** An archive may hold documents, which are archives, and these may hold documents: no more. */
const deepest = 3;

/**
 * Looks into a whole file that is named as one of our kinds. Returns when pupils may have it.
 *
 * Throws `RefusedDocument`; whatever else it throws is a defect of ours.
 */
export async function inspectDocument(file: Buffer, extension: string): Promise<void> {
  const kind = recogniseContent(file);
  const requireContent = (wanted: typeof kind) => {
    if (kind !== wanted) throw new RefusedDocument('mislabelled', 'it does not begin as its name says');
  };
  switch (extension) {
    case 'txt':
      return inspectText(file);
    case 'mp3':
      return inspectMp3(file);
    case 'pdf':
      return inspectPdf(file);
    case 'doc':
    case 'ppt':
    case 'xls':
      requireContent('compound');
      return inspectCompoundAndPackages(file, newBudget(), 1, extension);
    case 'zip':
    case 'docx':
    case 'pptx':
    case 'xlsx':
      requireContent('archive');
      return inspectArchive(file, newBudget(), 1, extension);
    default:
      throw new TypeError(`nothing here looks into .${extension}`);
  }
}

async function inspectArchive(
  archive: Buffer,
  budget: Budget,
  depth: number,
  extension?: string,
): Promise<void> {
  if (depth > deepest) throw new RefusedDocument('nested', 'archives within archives within archives');
  const parts = new OfficeParts();
  for await (const file of readArchive(archive, budget)) {
    parts.inspect(file);
    await inspectPacked(file, budget, depth + 1);
  }
  if (extension !== undefined && isOfficeKind(extension)) parts.requireKind(extension);
}

/** One file of an archive, by what it is and by what it is called. */
async function inspectPacked({ name, content }: ArchivedFile, budget: Budget, depth: number): Promise<void> {
  const named = recogniseName(name);
  if (named === 'program') throw new RefusedDocument('embedded-program', 'a program is packed inside');
  if (named === 'macros') throw new RefusedDocument('macros', 'a document with macros is packed inside');
  const kind = recogniseContent(content);
  switch (kind) {
    case 'program':
      throw new RefusedDocument('embedded-program', 'a program is packed inside');
    case 'sealed-archive':
      throw new RefusedDocument('nested', 'an archive that cannot be looked into is packed inside');
    case 'archive':
      return inspectArchive(content, budget, depth);
    case 'compound':
      return inspectCompoundAndPackages(content, budget, depth);
    case 'pdf':
      return inspectPdf(content);
    case 'other':
      // A reader of PDF looks for the beginning in the first kilobyte.
      return /\.pdf[. ]*$/i.test(name) && content.subarray(0, 1024).includes('%PDF-')
        ? inspectPdf(content)
        : undefined;
    default:
      throw new TypeError(`unknown content ${kind satisfies never}`);
  }
}

async function inspectCompoundAndPackages(
  file: Buffer,
  budget: Budget,
  depth: number,
  extension?: string,
): Promise<void> {
  inspectCompound(file, extension);
  for (const content of listPackages(file)) await inspectPacked({ name: '', content }, budget, depth + 1);
}
