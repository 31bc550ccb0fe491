import { advise } from '../advise.ts';
import type { AppContext } from '../context.ts';
import { MediaStoreUnavailableError } from '../media-store/media-store.ts';

/** Why the media store cannot be used now, which is said in the log while it lasts; null when it can. */
export async function checkMediaStore({
  mediaStore,
  problems,
}: Pick<AppContext, 'mediaStore' | 'problems'>): Promise<MediaStoreUnavailableError | null> {
  try {
    await mediaStore.check();
    problems.over('media-store');
    return null;
  } catch (error) {
    if (!(error instanceof MediaStoreUnavailableError)) throw error;
    const text = `no video plays, uploads and their processing wait: ${advise(error)}`;
    problems.say({ text, key: 'media-store' });
    return error;
  }
}
