import { openLocalMediaStore } from './local-media-store.ts';
import type { MediaStore } from './media-store.ts';
import type { MediaStoreConfig } from './read-media-store.ts';
import { openS3MediaStore } from './s3/s3-media-store.ts';

/** The store that the settings name. An S3 store is asked nothing yet: it may be out of reach now. */
export function openMediaStore(config: MediaStoreConfig): Promise<MediaStore> {
  return config.kind === 's3'
    ? openS3MediaStore(config.location, config.folder)
    : openLocalMediaStore(config.folder);
}
