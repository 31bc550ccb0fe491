import type { SegmentLayout } from '../plan/segment-layout.ts';

/** Segments and their playlist below a path, `''` or one that ends with a slash. */
export function hlsMuxer(layout: SegmentLayout, below: string): string[] {
  const options = hlsOptions(layout, below).flatMap(([name, value]) => [`-${name}`, value]);
  return ['-f', 'hls', ...options, `${below}index.m3u8`];
}

/** What of an output goes to one place. */
export interface HlsBranch {
  /** Among the streams of the output, such as `v:0`. */
  streams: readonly string[];
  below: string;
  layout: MuxedLayout;
}

/** What the muxer is told of a layout. */
type MuxedLayout = Pick<SegmentLayout, 'firstSegmentSeconds' | 'starts'>;

/** One output whose streams go to several such places: what two of them share is encoded once. */
export function hlsTee(branches: readonly HlsBranch[]): string[] {
  const written = branches.map(({ streams, below, layout }) => {
    const options = hlsOptions(layout, below).map(([name, value]) => `${name}=${value}`);
    return `[f=hls:select=\\'${streams.join(',')}\\':${options.join(':')}]${below}index.m3u8`;
  });
  // The encoders cannot see behind it that the decoder's parameters are to stand in `init.mp4`.
  return ['-flags', '+global_header', '-f', 'tee', written.join('|')];
}

/** Segments end with every keyframe, of which more may come than boundaries: one millisecond is over before the next. */
export const EVERY_KEYFRAME: MuxedLayout = { firstSegmentSeconds: 0.001 };

function hlsOptions(
  { firstSegmentSeconds, starts }: MuxedLayout,
  below: string,
): [name: string, value: string][] {
  const { firstSegmentSeconds: time } = starts ? EVERY_KEYFRAME : { firstSegmentSeconds };
  return [
    // Segment n ends with the first keyframe at n times this or later: with each keyframe, as none comes sooner.
    ['hls_time', String(time)],
    ['hls_list_size', '0'],
    ['hls_playlist_type', 'vod'],
    // What has its name is whole: it was written under another one.
    ['hls_flags', 'independent_segments+temp_file'],
    ['hls_segment_type', 'fmp4'],
    ['hls_fmp4_init_filename', 'init.mp4'],
    ['hls_segment_filename', `${below}%05d.m4s`],
  ];
}
