import type { S3Connection } from './s3-connection.ts';

export interface ListedObject {
  /** Without the prefix of the library; ends with `/` for what stands for a folder. */
  key: string;
  bytes: number;
  modifiedAt: Date;
}

/**
 * What begins with `start`; not `deep`: no further than the next `/`. The store gives a thousand at a time, or `pageSize`.
 */
export async function listObjects(
  { sdk, location, send }: S3Connection,
  start: string,
  { deep = true, pageSize }: { deep?: boolean; pageSize?: number } = {},
): Promise<ListedObject[]> {
  const found: ListedObject[] = [];
  const ours = (key: string) => key.slice(location.prefix.length);
  let token: string | undefined;
  do {
    const page = await send((client) =>
      client.send(
        new sdk.ListObjectsV2Command({
          Bucket: location.bucket,
          Prefix: location.prefix + start,
          Delimiter: deep ? undefined : '/',
          ContinuationToken: token,
          MaxKeys: pageSize,
        }),
      ),
    );
    for (const { Key, Size, LastModified } of page?.Contents ?? []) {
      // Some stores show a folder that was made by hand as an object of no bytes.
      if (Key && Key !== location.prefix + start)
        found.push({ key: ours(Key), bytes: Size ?? 0, modifiedAt: LastModified ?? new Date(0) });
    }
    for (const { Prefix } of page?.CommonPrefixes ?? [])
      if (Prefix) found.push({ key: ours(Prefix), bytes: 0, modifiedAt: new Date(0) });
    token = page?.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
  return found;
}
