import { Readable } from 'node:stream';
import { type ByteRange, MediaNotFoundError } from '../media-store.ts';
import { describeFailure, type S3Connection } from './s3-connection.ts';

/** So often in a row the store may break off without one byte in between. */
const resumes = 3;

/**
 * An object's bytes. Where the connection breaks on the way, also because a slow viewer did not read for long, it
 * goes on at the byte it had reached; who reads does not notice.
 */
export async function readObject(
  connection: S3Connection,
  key: string,
  range: ByteRange | undefined,
  signal?: AbortSignal,
): Promise<Readable> {
  signal?.throwIfAborted();
  const leave = new AbortController();
  const gone = signal ? AbortSignal.any([signal, leave.signal]) : leave.signal;
  const first = await openBody(connection, key, { range, signal: gone });

  async function* bytes(): AsyncGenerator<Buffer> {
    let { body } = first;
    let position = range?.start ?? 0;
    const end = position + first.length;
    let left = resumes;
    for (;;) {
      try {
        for await (const chunk of body) {
          position += chunk.length;
          left = resumes;
          yield chunk;
        }
        if (position >= end) return;
      } catch (error) {
        if (gone.aborted || position >= end) throw error;
        if (left === 0) throw describeFailure(error, connection.location);
      } finally {
        body.destroy();
      }
      left -= 1;
      const rest = { start: position, end: end - 1 };
      body = (await openBody(connection, key, { range: rest, etag: first.etag, signal: gone })).body;
    }
  }

  const stream = Readable.from(bytes(), { objectMode: false, signal, highWaterMark: 256 * 1024 });
  // Also while the store is silent: then the generator would not hear of it.
  stream.once('close', () => leave.abort());
  return stream;
}

interface OpenedBody {
  body: Readable;
  /** Bytes in the body. */
  length: number;
  etag: string | undefined;
}

async function openBody(
  { sdk, location, send }: S3Connection,
  key: string,
  { range, etag, signal }: { range?: ByteRange; etag?: string; signal: AbortSignal },
): Promise<OpenedBody> {
  const got = await send(
    (client) =>
      client.send(
        new sdk.GetObjectCommand({
          Bucket: location.bucket,
          Key: location.prefix + key,
          Range: range && `bytes=${range.start}-${range.end}`,
          IfMatch: etag,
        }),
        { abortSignal: signal },
      ),
    signal,
  );
  if (!got) throw new MediaNotFoundError(key);
  return { body: got.Body as Readable, length: got.ContentLength ?? 0, etag: got.ETag };
}
