import type { Row } from '../../db/schema.ts';
import { sendStoredFile } from '../../media-store/send-stored-file.ts';
import type { Call } from '../../route.ts';

/** Answers with an attachment as a download under the given name. Throws `NotFoundError` when its file is gone. */
export async function sendAttachment(
  { context, request, response, signal }: Pick<Call, 'context' | 'request' | 'response' | 'signal'>,
  attachment: Row<'attachments'>,
  filename: string,
): Promise<void> {
  response.set({
    // Whatever is inside, it cannot act as a page of this site.
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-site',
    'Referrer-Policy': 'no-referrer',
  });
  const file = {
    key: attachment.store_key,
    contentType: attachment.media_type,
    cacheControl: 'private, no-cache',
    filename,
  };
  await sendStoredFile(context.mediaStore, file, request, response, signal);
}
