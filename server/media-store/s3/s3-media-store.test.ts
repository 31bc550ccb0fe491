import { after, before, describe, test } from 'node:test';
import { describeMediaStore } from '../test/media-store-contract.ts';
import { hasS3, notTested, startS3, type TestS3 } from '../test/start-s3-server.ts';
import { openS3MediaStore } from './s3-media-store.ts';

if (!hasS3()) {
  test(notTested, { todo: notTested }, () => {
    throw new Error(notTested);
  });
} else {
  describe('S3 media store', () => {
    let s3: TestS3;
    before(async () => {
      s3 = await startS3();
    });
    after(() => s3?.stop());

    describeMediaStore('S3', (folder) => openS3MediaStore(s3.newLocation(), folder));
  });
}
