import type { AppContext } from '../context.ts';
import type { Playback } from '../contract/lessons.ts';
import type { EarlySight } from '../db/early-sights.ts';
import { earlyPlaylistName } from '../lessons/early-files.ts';
import type { MediaManifest } from '../lessons/media-manifest.ts';
import { signPlayAddress } from './play-address.ts';
import { freeSeconds, type PlaybackDecision } from './playback.ts';

/** A lesson's version as far as its addresses need it. */
export interface PlayableVersion {
  id: string;
  epoch: number;
  manifest: MediaManifest;
  captions: { language: string; label: string }[];
}

/** The addresses that a decision grants, signed for this ten-minute slot. */
export function toPlayback(
  context: Pick<AppContext, 'playSecret' | 'clock'>,
  decision: PlaybackDecision,
  version: PlayableVersion,
): Playback | undefined {
  if (decision.scope === 'none') return undefined;
  const { manifest } = version;
  // A lesson that is no longer than what is free plays whole.
  const scope =
    decision.scope === 'minute' && manifest.durationSeconds <= freeSeconds ? 'full' : decision.scope;
  const about = { versionId: version.id, epoch: version.epoch, scope };
  const base = signPlayAddress(context.playSecret, about, context.clock.now());
  const captions = version.captions.map((caption) => ({
    ...caption,
    url: `${base}/captions/${caption.language}.vtt`,
  }));
  const cover = manifest.covers[0];
  const { audio } = manifest;
  const plainFile = <File>(whole: File, minute: File | undefined) =>
    scope === 'minute' && minute ? minute : whole;
  return {
    hls: `${base}/master.m3u8`,
    mp4: `${base}/${plainFile(manifest.mp4, manifest.minute).file}`,
    ...(audio && {
      audio: `${base}/${plainFile(audio.plain, audio.minute).file}`,
      audioHls: `${base}/${audio.playlist}`,
    }),
    ...(cover && { poster: `${base}/${cover.file}` }),
    ...(scope === 'full' && manifest.storyboard && { storyboard: `${base}/${manifest.storyboard.vtt}` }),
    captions,
    ...(scope === 'minute' &&
      decision.scope === 'minute' && {
        limit: { seconds: freeSeconds, reason: decision.reason, until: decision.until },
      }),
  };
}

/** Where those who see a lesson's draft watch what is already encoded. */
export function toEarlyAddress(
  context: Pick<AppContext, 'playSecret' | 'clock'>,
  { id, address_epoch }: Pick<EarlySight, 'id' | 'address_epoch'>,
): string {
  const about = { versionId: id, epoch: address_epoch, scope: 'early' as const };
  return `${signPlayAddress(context.playSecret, about, context.clock.now())}/${earlyPlaylistName}`;
}
