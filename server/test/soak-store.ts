import { startOwnS3 } from '../media-store/test/start-s3-server.ts';

/** A media store elsewhere than in the data folder: what the program is told of it, and where its files can be read. */
export interface OtherStore {
  environment: Record<string, string>;
  mediaFolder: string;
}

/**
 * What `--store` of a soak names: `folder` leaves media in the data folder, `s3` starts a versitygw for them, in which
 * each further library has a place of its own.
 */
export async function startSoakStore(named: string): Promise<{
  store: OtherStore | undefined;
  newStore(): OtherStore | undefined;
  stop(): Promise<void>;
}> {
  if (named === 'folder') return { store: undefined, newStore: () => undefined, stop: async () => {} };
  if (named !== 's3') throw new Error('--store: folder or s3');
  const s3 = await startOwnS3();
  function newStore(): OtherStore {
    const location = s3.newLocation();
    return { environment: s3.environment(location), mediaFolder: s3.folderOf(location) };
  }
  return { store: newStore(), newStore, stop: s3.stop };
}
