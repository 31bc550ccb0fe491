import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { isPlayAddressValid, parsePlayAddress } from '../../access/play-address.ts';
import { cutCues, cutPlaylist, findPlayFile } from '../../access/play-files.ts';
import { findCaption } from '../../db/attachments.ts';
import { findMediaVersion } from '../../db/media-versions.ts';
import { ForbiddenError, NotFoundError } from '../../errors.ts';
import { readManifest } from '../../lessons/media-manifest.ts';
import { writeWebVtt } from '../../lessons/parse-captions.ts';
import { readCaptions } from '../../lessons/read-captions.ts';
import { sendStoredFile } from '../../media-store/send-stored-file.ts';
import { type Call, defineRoute } from '../../route.ts';
import { cacheControl, typeOf } from './play-headers.ts';
import { sendEarlyFile } from './send-early-file.ts';

export const getPlayFile = defineRoute({
  method: 'GET',
  path: '/play/:version/:ticket/*file',
  summary: 'A playlist, segment, picture or caption of a media version, at a signed address',
  rule: 'signed-address',
  page: true,
  params: z.object({ version: z.string(), ticket: z.string(), file: z.array(z.string()) }),
  async handle(call) {
    const { context, params, request, response, signal } = call;
    const { database, mediaStore } = context;
    const address = parsePlayAddress(params.version, params.ticket);
    if (address?.scope === 'early') return sendEarlyFile(call, address, params.file.join('/'));
    const version = address && (await findMediaVersion(database.db, params.version));
    if (!address || !version) throw new NotFoundError();
    const about = { epoch: version.address_epoch, durationSeconds: version.duration_seconds };
    if (!isPlayAddressValid(context.playSecret, address, about, context.clock.now())) {
      throw new ForbiddenError('address-closed');
    }
    const path = params.file.join('/');
    const found = findPlayFile(readManifest(version.manifest), address.scope, path);
    if (!found) throw new NotFoundError();
    switch (found.kind) {
      case 'file': {
        const file = {
          key: `${version.store_prefix}/${found.path}`,
          contentType: typeOf(found.path),
          cacheControl,
          hot: context.hotFiles,
        };
        return sendStoredFile(mediaStore, file, request, response, signal);
      }
      case 'cut-playlist': {
        const whole = await text(await mediaStore.read(`${version.store_prefix}/${found.path}`));
        response.set({ 'Content-Type': typeOf(found.path), 'Cache-Control': cacheControl });
        response.send(cutPlaylist(whole, found.segments));
        return;
      }
      case 'captions':
        return sendCaptions({ context, request, response, signal }, version.lesson_id, found.language);
      case 'cut-captions': {
        const cues = await readCaptions(context, version.lesson_id, found.language, signal);
        response.set({ 'Content-Type': typeOf(path), 'Cache-Control': cacheControl });
        response.send(writeWebVtt(cutCues(cues)));
        return;
      }
      default:
        found satisfies never;
    }
  },
});

async function sendCaptions(
  { context, request, response, signal }: Pick<Call, 'context' | 'request' | 'response' | 'signal'>,
  lessonId: string,
  language: string,
): Promise<void> {
  const caption = await findCaption(context.database.db, lessonId, language);
  if (!caption) throw new NotFoundError();
  const file = { key: caption.store_key, contentType: typeOf('.vtt'), cacheControl };
  await sendStoredFile(context.mediaStore, file, request, response, signal);
}
