import { advise } from '../advise.ts';
import type { AppContext } from '../context.ts';
import { MediaStoreUnavailableError } from '../media-store/media-store.ts';
import type { ProblemLog } from '../problem-log.ts';

/** Why the media store cannot be used now, which is said in the log while it lasts; null when it can. */
export async function checkMediaStore({
  mediaStore,
  problems,
}: Pick<AppContext, 'mediaStore' | 'problems'>): Promise<MediaStoreUnavailableError | null> {
  try {
    await mediaStore.check();
    problems.over(storeProblem);
    return null;
  } catch (error) {
    if (!(error instanceof MediaStoreUnavailableError)) throw error;
    sayStoreProblem(problems, error);
    return error;
  }
}

/** One problem, whoever runs into it. */
export function sayStoreProblem(problems: ProblemLog, error: MediaStoreUnavailableError): void {
  const text = `no video plays, uploads and their processing wait: ${advise(error)}`;
  problems.say({ text, key: storeProblem });
}

const storeProblem = 'media-store';
