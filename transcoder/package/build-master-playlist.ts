import type { EncodedStream, Rendition } from '../media-version.ts';

/**
 * The multivariant playlist. Lowest first: players without a guess of their own begin with the first one,
 * and on a thin line that must be the one that starts. The sound alone comes last, so that nobody begins with it; it
 * is for lines that carry no picture.
 */
export function buildMasterPlaylist(
  renditions: readonly Rendition[],
  audio: EncodedStream | undefined,
): string {
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'];
  for (const rendition of renditions.toSorted((a, b) => a.bandwidth - b.bandwidth)) {
    const attributes = [
      `BANDWIDTH=${rendition.bandwidth}`,
      `AVERAGE-BANDWIDTH=${rendition.averageBandwidth}`,
      `CODECS="${rendition.codecs}"`,
      `RESOLUTION=${rendition.width}x${rendition.height}`,
      `FRAME-RATE=${rendition.frameRate.toFixed(3)}`,
    ];
    lines.push(`#EXT-X-STREAM-INF:${attributes.join(',')}`, rendition.playlist);
  }
  if (audio) {
    const { bandwidth, averageBandwidth, codecs, playlist } = audio;
    const attributes = `BANDWIDTH=${bandwidth},AVERAGE-BANDWIDTH=${averageBandwidth},CODECS="${codecs}"`;
    lines.push(`#EXT-X-STREAM-INF:${attributes}`, playlist);
  }
  return `${lines.join('\n')}\n`;
}
