/**
 * Everything ffmpeg may open: the containers and codecs that cameras, phones, screen recorders, capture
 * cards, recording classrooms and old lesson disks have produced. RealMedia is among them (half the
 * old lesson disks hold .rmvb), and so are the codecs of old screen recorders; playlists, subtitles, still
 * pictures and rare codecs are not.
 */
export const DEMUXERS: readonly string[] = [
  ...['mov', 'matroska', 'avi', 'mpegts', 'mpeg', 'mpegvideo', 'flv', 'asf', 'dv', 'rm', 'ogg', 'mxf'],
  // Sound alone, opened only to be able to say so.
  ...['mp3', 'wav', 'flac', 'aac', 'amr'],
];

const identity = (codecs: readonly string[]) => codecs.map((codec) => [codec, [codec]] as const);

/** Codec, as ffprobe names it, to the decoders that may open it. */
export const VIDEO_DECODERS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...identity(['h264', 'hevc', 'vp8', 'vp9', 'mpeg4', 'mpeg2video', 'mpeg1video', 'vc1', 'mjpeg', 'prores']),
  ...identity(['wmv1', 'wmv2', 'wmv3', 'msmpeg4v1', 'msmpeg4v2', 'h263', 'h263p', 'dvvideo', 'theora']),
  ...identity(['vp6', 'vp6f', 'rv10', 'rv20', 'rv30', 'rv40', 'dnxhd', 'rawvideo']),
  // Screen recorders and editors before H.264: Camtasia, Windows Media Encoder, Flash, QuickTime.
  ...identity(['tscc2', 'mss1', 'mss2', 'flashsv', 'flashsv2', 'msvideo1', 'cinepak']),
  ['tscc', ['camtasia']],
  ...identity(['qtrle', 'svq1', 'svq3']),
  ['av1', ['libdav1d', 'libaom-av1', 'av1']],
  ['msmpeg4v3', ['msmpeg4']],
  ['flv1', ['flv']],
]);

export const AUDIO_DECODERS: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...identity([
    'aac',
    'ac3',
    'eac3',
    'vorbis',
    'flac',
    'alac',
    'wmav1',
    'wmav2',
    'wmapro',
    'wmavoice',
    'cook',
  ]),
  ...identity([
    'pcm_s8',
    'pcm_u8',
    'pcm_s16le',
    'pcm_s16be',
    'pcm_s24le',
    'pcm_s24be',
    'pcm_s32le',
    'pcm_s32be',
  ]),
  ...identity(['pcm_f32le', 'pcm_f32be', 'pcm_f64le', 'pcm_alaw', 'pcm_mulaw', 'pcm_bluray', 'pcm_dvd']),
  ...identity([
    'adpcm_ms',
    'adpcm_ima_wav',
    'adpcm_ima_qt',
    'adpcm_swf',
    'adpcm_yamaha',
    'nellymoser',
    'sipr',
  ]),
  ['opus', ['opus', 'libopus']],
  ['speex', ['speex', 'libspeex']],
  ['aac_latm', ['aac_latm']],
  ['mp3', ['mp3float', 'mp3']],
  ['mp2', ['mp2float', 'mp2']],
  ['mp1', ['mp1float', 'mp1']],
  ['dts', ['dca']],
  ['ra_144', ['real_144']],
  ['ra_288', ['real_288']],
  ['amr_nb', ['amrnb']],
  ['amr_wb', ['amrwb']],
]);

/**
 * Decoders of what may lie beside picture and sound (subtitles, a cover as PNG). ffprobe opens one for every
 * stream it finds and gives up where it may not; none of them is ever chosen for a lesson.
 */
const PASSED_OVER: readonly string[] = [
  ...[
    'ass',
    'ssa',
    'subrip',
    'srt',
    'text',
    'mov_text',
    'webvtt',
    'pgssub',
    'dvbsub',
    'dvdsub',
    'xsub',
    'png',
  ],
];

/** Every decoder that ffmpeg may open. */
export const DECODERS: readonly string[] = [
  ...[...VIDEO_DECODERS.values(), ...AUDIO_DECODERS.values()].flat(),
  ...PASSED_OVER,
];

/** Widest picture taken: 4096 × 2160. */
export const MAX_PIXELS = 4096 * 2160;

/** Longest lesson taken. */
export const MAX_DURATION_SECONDS = 4 * 3600;

/** Options before `-i` of every ffmpeg and ffprobe that opens an untrusted file. */
export const GUARD_ARGUMENTS: readonly string[] = [
  ...['-protocol_whitelist', 'file'],
  ...['-format_whitelist', DEMUXERS.join(',')],
  ...['-codec_whitelist', DECODERS.join(',')],
  ...['-max_pixels', String(MAX_PIXELS)],
  ...['-max_streams', '32'],
  ...['-probesize', '20M', '-analyzeduration', '20M'],
];
