import { buffer } from 'node:stream/consumers';
import type { AppContext } from '../context.ts';
import { findCaption } from '../db/attachments.ts';
import { NotFoundError } from '../errors.ts';
import { MediaNotFoundError } from '../media-store/media-store.ts';
import { type Cue, parseCaptions } from './parse-captions.ts';

/**
 * What the captions of a lesson in a language say; those that were put in their place meanwhile where their file is
 * gone once they are found. Throws `NotFoundError` where there are none, or no more.
 */
export async function readCaptions(
  { database, mediaStore }: Pick<AppContext, 'database' | 'mediaStore'>,
  lessonId: string,
  language: string,
  signal?: AbortSignal,
): Promise<Cue[]> {
  let gone: string | undefined;
  for (;;) {
    const caption = await findCaption(database.db, lessonId, language);
    if (!caption || caption.store_key === gone) throw new NotFoundError();
    try {
      return parseCaptions(await buffer(await mediaStore.read(caption.store_key, undefined, signal)));
    } catch (error) {
      if (!(error instanceof MediaNotFoundError)) throw error;
      gone = caption.store_key;
    }
  }
}
