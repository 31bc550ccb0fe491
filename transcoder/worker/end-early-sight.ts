import { deleteEarlySightOf } from '../../server/db/early-sights.ts';
import type { Finish } from '../../server/jobs/job-handler.ts';
import type { MediaJob } from '../../server/lessons/change-media.ts';
import { earlyPrefix } from '../../server/lessons/early-files.ts';
import type { WorkerParts } from './worker-parts.ts';

/**
 * Ends the early sight of a video in the transaction in which it becomes visible or is refused, so that there is no
 * moment without anything to watch; its files go once that is committed. Where that locks the lesson too, that goes
 * first, as with whoever begins one.
 */
export function endEarlySight(
  { mediaStore }: Pick<WorkerParts, 'mediaStore'>,
  about: MediaJob,
): Finish & Required<Pick<Finish, 'afterwards'>> {
  let ended: string | undefined;
  return Object.assign(
    async (trx: Parameters<Finish>[0]) => {
      ended = await deleteEarlySightOf(trx, about);
    },
    {
      async afterwards() {
        if (ended !== undefined) await mediaStore.removeFolder(earlyPrefix(ended));
      },
    },
  );
}
