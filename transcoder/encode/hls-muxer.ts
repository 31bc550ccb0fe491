import type { SegmentLayout } from '../plan/segment-layout.ts';

/** Segments and their playlist below a path, `''` or one that ends with a slash. */
export function hlsMuxer({ firstSegmentSeconds }: SegmentLayout, below: string): string[] {
  return [
    // Segment n ends with the first keyframe at n times this or later: with each keyframe, as none comes sooner.
    ...['-f', 'hls', '-hls_time', String(firstSegmentSeconds), '-hls_list_size', '0'],
    // What has its name is whole: it was written under another one.
    ...['-hls_playlist_type', 'vod', '-hls_flags', 'independent_segments+temp_file'],
    ...['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', 'init.mp4'],
    ...['-hls_segment_filename', `${below}%05d.m4s`, `${below}index.m3u8`],
  ];
}
