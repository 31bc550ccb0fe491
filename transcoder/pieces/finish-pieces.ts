import { type EncodedLesson, finishVersion } from '../finish-version.ts';
import type { MediaVersion } from '../media-version.ts';
import { emptyFolder } from '../package/empty-folder.ts';
import { isOfCopy } from '../package/join-groups.ts';
import { type JoinRequest, joinPieces } from './join-pieces.ts';
import { PieceUnfitError } from './make-piece.ts';

export interface PiecedLesson
  extends JoinRequest,
    Pick<EncodedLesson, 'probe' | 'firstPlayableSeconds' | 'onStage'> {}

/**
 * Joins the pieces of a lesson and makes a media version of them. Throws PieceUnfitError, and leaves nothing in the output
 * folder, where two do not meet or the picture that was to be copied is not as planned: the lesson is then to be encoded as
 * a whole, without a copy. Throws what `finishVersion` throws.
 */
export async function finishPieces(lesson: PiecedLesson): Promise<MediaVersion> {
  try {
    const { decodeErrors } = await joinPieces(lesson);
    return await finishVersion({ ...lesson, decodeErrors });
  } catch (error) {
    if (!isOfCopy(error, lesson.plan)) throw error;
    await emptyFolder(lesson.outputFolder);
    throw new PieceUnfitError(error.message, { cause: error });
  }
}
