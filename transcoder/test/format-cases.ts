import { readFile, writeFile } from 'node:fs/promises';
import { ffmpeg } from './make-clip.ts';

/** A file as teachers have it, made on the spot, with what must come of it. */
export interface FormatCase {
  /** Container and codecs, as a table shows them. */
  name: string;
  /** Of the file; the ending is what a teacher would see. */
  file: string;
  make(path: string): Promise<unknown>;
  /** The longer of picture and sound. */
  seconds: number;
  /** Upright, with square elements. */
  size: readonly [width: number, height: number];
  /** Whether something must be heard. */
  sound: boolean;
}

interface Clip {
  seconds?: number;
  soundSeconds?: number;
  size?: string;
  rate?: number | string;
  channels?: number;
  sampleRate?: number;
  /** Options of the output. */
  with: string;
}

/** What stands in the corners: red, green, blue, light grey. Tells a turned, mirrored or recoloured picture. */
export const CORNERS = [
  [192, 48, 48],
  [48, 160, 48],
  [48, 64, 192],
  [208, 208, 208],
] as const;

/** Four coloured corners with something that moves between them. */
export function cornersPicture(size: string, rate: number | string, seconds: number): string {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const even = (side: number) => Math.max(16, Math.floor(side / 8) * 2);
  const inner = `${even(width)}x${even(height)}`;
  const box = (x: string, y: string, color: string) =>
    `drawbox=x=${x}:y=${y}:w=iw-${x}:h=ih-${y}:color=${color}:t=fill`;
  const boxes = [box('iw/2', '0', '0x30A030'), box('0', 'ih/2', '0x3040C0'), box('iw/2', 'ih/2', '0xD0D0D0')];
  return [
    `color=0xC03030:size=${size}:rate=${rate}:duration=${seconds},${boxes.join(',')}[ground]`,
    `testsrc2=size=${inner}:rate=${rate}:duration=${seconds}[moving]`,
    '[ground][moving]overlay=(W-w)/2:(H-h)/2',
  ].join(';');
}

function makes(clip: Clip): (path: string) => Promise<unknown> {
  const { seconds = 3, size = '320x240', rate = 25, channels = 2, sampleRate = 44100 } = clip;
  const { soundSeconds = seconds } = clip;
  const picture = seconds > 0 ? ['-f', 'lavfi', '-i', cornersPicture(size, rate, seconds)] : [];
  const sound =
    soundSeconds > 0 ? ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${soundSeconds},volume=12dB`] : [];
  const soundAs = soundSeconds > 0 ? ['-ar', String(sampleRate), '-ac', String(channels)] : [];
  return (path) => ffmpeg(...picture, ...sound, ...soundAs, ...clip.with.split(' '), path);
}

function plain(name: string, ending: string, options: string, clip: Omit<Clip, 'with'> = {}): FormatCase {
  const { seconds = 3, soundSeconds = seconds, size = '320x240' } = clip;
  const [width = 0, height = 0] = size.split('x').map(Number);
  return {
    name,
    file: `${name.replaceAll(/[^\w.]+/g, '-')}.${ending}`,
    make: makes({ ...clip, with: options }),
    seconds: Math.max(seconds, soundSeconds),
    size: [width, height],
    sound: soundSeconds > 0,
  };
}

const X264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p';
const X265 = '-c:v libx265 -preset ultrafast -x265-params log-level=none';
const MPEG2 = '-c:v mpeg2video -b:v 2M';
const CIF = { size: '352x288' } as const;
const PAL = { size: '720x576', sampleRate: 48000 } as const;

/** Containers with the codecs that were usual in them. */
const CONTAINERS: readonly FormatCase[] = [
  plain('MP4 H.264 AAC', 'mp4', `${X264} -c:a aac`),
  plain('MP4 H.264 in fragments', 'mp4', `${X264} -c:a aac -movflags frag_keyframe+empty_moov`),
  plain('MP4 HEVC AAC', 'mp4', `${X265} -pix_fmt yuv420p -tag:v hvc1 -c:a aac`),
  plain('MP4 HEVC 10-bit AAC', 'mp4', `${X265} -pix_fmt yuv420p10le -tag:v hvc1 -c:a aac`),
  plain('MP4 H.264 10-bit 4:2:2', 'mp4', '-c:v libx264 -preset ultrafast -pix_fmt yuv422p10le -c:a aac'),
  plain('MP4 MPEG-4 ASP MP3', 'mp4', '-c:v mpeg4 -bf 2 -b:v 1M -c:a libmp3lame'),
  plain('MP4 AV1 Opus', 'mp4', '-c:v libsvtav1 -preset 12 -pix_fmt yuv420p -c:a libopus', {
    sampleRate: 48000,
  }),
  plain('MP4 VP9 Opus', 'mp4', '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus', {
    sampleRate: 48000,
  }),
  plain('MP4 MJPEG ALAC', 'mov', '-c:v mjpeg -q:v 3 -c:a alac'),
  plain('MP4 H.264 AC-3', 'mp4', `${X264} -c:a ac3`),
  plain('MP4 H.264 E-AC-3', 'mp4', `${X264} -c:a eac3`),
  plain('MP4 H.264 FLAC', 'mp4', `${X264} -c:a flac -strict -2`),
  plain('MOV ProRes PCM big-endian', 'mov', '-c:v prores_ks -profile:v 0 -c:a pcm_s16be'),
  plain('MOV DNxHR PCM 24-bit', 'mov', '-c:v dnxhd -profile:v dnxhr_lb -pix_fmt yuv422p -c:a pcm_s24le'),
  plain('MOV MJPEG PCM u8', 'mov', '-c:v mjpeg -q:v 3 -c:a pcm_u8'),
  plain('MOV H.264 µ-law', 'mov', `${X264} -c:a pcm_mulaw`),
  plain('MOV H.264 A-law', 'mov', `${X264} -c:a pcm_alaw`),
  plain('MOV H.264 ADPCM IMA', 'mov', `${X264} -c:a adpcm_ima_qt`),
  plain('MOV H.264 PCM float', 'mov', `${X264} -c:a pcm_f32le`),
  plain('MOV Animation', 'mov', '-c:v qtrle -c:a pcm_s16be'),
  plain('MOV Sorenson 1', 'mov', '-c:v svq1 -q:v 3 -c:a adpcm_ima_qt'),
  plain('MKV H.264 FLAC', 'mkv', `${X264} -c:a flac`),
  plain('MKV HEVC 10-bit E-AC-3', 'mkv', `${X265} -pix_fmt yuv420p10le -c:a eac3`),
  plain('MKV H.264 DTS', 'mkv', `${X264} -c:a dca -strict -2`, { sampleRate: 48000 }),
  plain('MKV VP8 Vorbis', 'mkv', '-c:v libvpx -pix_fmt yuv420p -deadline realtime -b:v 1M -c:a libvorbis'),
  plain('WebM VP8 Opus', 'webm', '-c:v libvpx -pix_fmt yuv420p -deadline realtime -b:v 1M -c:a libopus', {
    sampleRate: 48000,
  }),
  plain('WebM VP9 Vorbis', 'webm', '-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 1M -c:a libvorbis'),
  plain(
    'WebM AV1 Opus, no length',
    'webm',
    '-c:v libsvtav1 -preset 12 -pix_fmt yuv420p -c:a libopus -live 1',
    {
      sampleRate: 48000,
    },
  ),
  plain('AVI Xvid MP3', 'avi', '-c:v libxvid -b:v 1M -c:a libmp3lame'),
  plain('AVI DivX 3 MP3', 'avi', '-c:v msmpeg4 -b:v 1M -c:a libmp3lame'),
  plain('AVI MPEG-4 v2 ADPCM MS', 'avi', '-c:v msmpeg4v2 -b:v 1M -c:a adpcm_ms'),
  plain('AVI MJPEG PCM', 'avi', '-c:v mjpeg -q:v 3 -c:a pcm_s16le'),
  plain('AVI H.264 AC-3', 'avi', `${X264} -bf 0 -c:a ac3`),
  plain('AVI H.263 A-law', 'avi', '-c:v h263 -b:v 1M -c:a pcm_alaw', CIF),
  plain('AVI uncompressed', 'avi', '-c:v rawvideo -pix_fmt bgr24 -c:a pcm_s16le'),
  plain('AVI Cinepak PCM u8', 'avi', '-c:v cinepak -c:a pcm_u8', { size: '160x120', seconds: 2 }),
  plain('AVI Video 1 ADPCM IMA', 'avi', '-c:v msvideo1 -c:a adpcm_ima_wav'),
  plain('AVI DV', 'avi', '-pix_fmt yuv420p -c:v dvvideo -c:a pcm_s16le', PAL),
  plain('WMV1 WMA1', 'wmv', '-c:v wmv1 -b:v 1M -c:a wmav1'),
  plain('WMV2 WMA2', 'wmv', '-c:v wmv2 -b:v 1M -c:a wmav2'),
  plain('ASF DivX 3 WMA2', 'asf', '-c:v msmpeg4 -b:v 1M -c:a wmav2'),
  plain('FLV Sorenson MP3', 'flv', '-c:v flv -b:v 1M -c:a libmp3lame'),
  plain('FLV H.264 AAC', 'flv', `${X264} -c:a aac`),
  plain('FLV H.264 Speex', 'flv', `${X264} -c:a libspeex`, { sampleRate: 16000, channels: 1 }),
  plain('FLV Screen video ADPCM', 'flv', '-c:v flashsv -c:a adpcm_swf'),
  plain('FLV Screen video 2 Nellymoser', 'flv', '-c:v flashsv2 -c:a nellymoser', { channels: 1 }),
  plain('MPEG-1 PS MP2', 'mpg', '-c:v mpeg1video -b:v 1M -c:a mp2'),
  plain('MPEG-2 PS MP2', 'mpg', `${MPEG2} -c:a mp2 -f mpeg`),
  plain('VOB MPEG-2 AC-3', 'vob', `${MPEG2} -c:a ac3 -f vob`, PAL),
  plain('VOB MPEG-2 LPCM', 'vob', `${MPEG2} -c:a pcm_dvd -f vob`, PAL),
  plain('TS MPEG-2 MP2', 'ts', `${MPEG2} -c:a mp2`),
  plain('TS H.264 AAC', 'ts', `${X264} -c:a aac`),
  plain('TS H.264 AAC LATM', 'ts', `${X264} -c:a aac -mpegts_flags latm`),
  plain('TS HEVC AAC', 'ts', `${X265} -pix_fmt yuv420p -c:a aac`),
  plain('MTS H.264 AC-3', 'mts', `${X264} -c:a ac3 -f mpegts -mpegts_m2ts_mode 1`, { sampleRate: 48000 }),
  plain('M2TS H.264 LPCM', 'm2ts', `${X264} -c:a pcm_bluray -f mpegts -mpegts_m2ts_mode 1`, {
    sampleRate: 48000,
  }),
  plain('3GP H.263 AAC', '3gp', '-c:v h263 -b:v 500k -c:a aac', CIF),
  plain('3GP MPEG-4 AAC', '3gp', '-c:v mpeg4 -b:v 300k -c:a aac', { size: '176x144' }),
  { ...plain('DV', 'dv', '-pix_fmt yuv420p -c:v dvvideo', PAL), size: [768, 576] },
  plain('MXF MPEG-2 PCM', 'mxf', `${MPEG2} -c:a pcm_s16le`, { size: '720x576', sampleRate: 48000 }),
  plain('OGV Theora Vorbis', 'ogv', '-c:v libtheora -q:v 7 -c:a libvorbis'),
  plain('RealMedia RV10 AC-3', 'rm', '-c:v rv10 -b:v 1M -c:a ac3', CIF),
  plain('RealMedia RV20 RealAudio 1', 'rm', '-c:v rv20 -b:v 1M -c:a real_144', {
    ...CIF,
    sampleRate: 8000,
    channels: 1,
  }),
];

/** Random bits in frames of the lowest rate: what no encoder here makes, and what 3GP phones recorded. */
async function writeAmr(path: string, kind: 'nb' | 'wb', seconds: number): Promise<void> {
  const [head, frameBytes, header] = kind === 'nb' ? ['#!AMR\n', 12, 0x04] : ['#!AMR-WB\n', 17, 0x04];
  const frames = Array.from({ length: seconds * 50 }, (_, frame) => {
    const bits = Array.from({ length: frameBytes }, (_, byte) => (frame * 37 + byte * 101) & 0xff);
    return Buffer.from([header, ...bits]);
  });
  await writeFile(path, Buffer.concat([Buffer.from(head), ...frames]));
}

function withAmr(kind: 'nb' | 'wb'): FormatCase {
  const base = plain(`3GP H.263 AMR-${kind.toUpperCase()}`, '3gp', '-c:v h263 -b:v 500k', CIF);
  return {
    ...base,
    async make(path) {
      await writeAmr(`${path}.amr`, kind, 3);
      const picture = ['-f', 'lavfi', '-i', cornersPicture('352x288', 25, 3)];
      await ffmpeg(...picture, '-i', `${path}.amr`, '-c:v', 'h263', '-b:v', '500k', '-c:a', 'copy', path);
    },
  };
}

/** Made in two steps: the second gets the first one's path. */
function remade(
  name: string,
  ending: string,
  first: Clip & { ending: string },
  then: (from: string, to: string) => Promise<unknown>,
  expected: Partial<FormatCase> = {},
): FormatCase {
  return {
    ...plain(name, ending, first.with, first),
    async make(path) {
      const from = `${path}.first.${first.ending}`;
      await makes(first)(from);
      await then(from, path);
    },
    ...expected,
  };
}

const H264_AAC = { with: `${X264} -c:a aac`, ending: 'mp4' } as const;
const copied = (options: string) => (from: string, to: string) =>
  ffmpeg('-i', from, '-map', '0', '-c', 'copy', ...options.split(' ').filter(Boolean), to);

/** Ten bits of light brighter than screens have, from the same picture. */
function highRange(name: string, transfer: 'smpte2084' | 'arib-std-b67'): FormatCase {
  const to = `zscale=matrixin=170m:primariesin=709:transferin=709:rangein=limited:matrix=2020_ncl:primaries=2020:transfer=${transfer}:npl=200`;
  const tags = `colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc:log-level=none`;
  return plain(
    name,
    'mov',
    `-vf ${to},format=yuv420p10le -c:v libx265 -preset ultrafast -x265-params ${tags} -color_primaries bt2020 -color_trc ${transfer} -colorspace bt2020nc -tag:v hvc1 -c:a aac`,
  );
}

/** What cameras, tapes and editors do to shape, time and tracks. */
const PECULIARITIES: readonly FormatCase[] = [
  withAmr('nb'),
  withAmr('wb'),
  ...([90, 180, 270] as const).map((turn) =>
    remade(
      `phone turned by ${turn}°`,
      'mov',
      {
        ...H264_AAC,
        // Turned as a phone's sensor lies, so that the file's own mark sets it upright.
        with: `-vf ${{ 90: 'transpose=1', 180: 'hflip,vflip', 270: 'transpose=2' }[turn]} ${H264_AAC.with}`,
        size: '240x320',
      },
      copied(`-metadata:s:v:0 rotate=${turn}`),
    ),
  ),
  {
    ...plain(
      'tape, interlaced, 16:9',
      'mpg',
      '-vf interlace,setsar=64/45 -c:v mpeg2video -flags +ilme+ildct -b:v 3M -c:a mp2',
      { ...PAL, rate: 50 },
    ),
    size: [1024, 576],
  },
  {
    ...plain('HDV, 1440 wide for 16:9', 'm2ts', `-vf setsar=4/3 ${MPEG2} -c:a mp2 -f mpegts`, {
      size: '1440x1080',
      seconds: 1,
    }),
    size: [1920, 1080],
  },
  plain('odd sides', 'mkv', '-c:v libx264 -preset ultrafast -pix_fmt yuv444p -c:a aac', { size: '401x301' }),
  plain('screen recording in RGB', 'mkv', '-c:v libx264rgb -preset ultrafast -c:a aac'),
  plain('full range', 'mp4', '-c:v libx264 -preset ultrafast -pix_fmt yuvj420p -c:a aac'),
  plain('slides that stand still', 'mp4', `-vf select='not(mod(n\\,50))' -r 25 ${X264} -c:a aac`, {
    seconds: 16,
  }),
  plain('varying frame rate', 'mp4', `-vf select='lt(mod(n\\,25)\\,9)' -fps_mode vfr ${X264} -c:a aac`),
  plain('one picture a second', 'mp4', `${X264} -c:a aac`, { rate: 1, seconds: 6 }),
  plain('60 pictures a second', 'mp4', `${X264} -c:a aac`, { rate: 60 }),
  highRange('HDR PQ', 'smpte2084'),
  highRange('HDR HLG', 'arib-std-b67'),
  plain('sound longer than picture', 'mp4', `${X264} -c:a aac`, { seconds: 2, soundSeconds: 6 }),
  plain('picture longer than sound', 'mkv', `${X264} -c:a libmp3lame`, { seconds: 6, soundSeconds: 2 }),
  plain('no sound', 'mp4', X264, { soundSeconds: 0 }),
  plain('sound of 5.1', 'mkv', `${X264} -c:a ac3`, { channels: 6, sampleRate: 48000 }),
  plain('AAC of 5.1', 'mp4', `${X264} -c:a aac`, { channels: 6, sampleRate: 48000 }),
  remade('TS that begins at ten hours', 'ts', H264_AAC, copied('-output_ts_offset 36000')),
  remade('TS whose clock wraps', 'ts', H264_AAC, copied('-output_ts_offset 95442.2')),
  remade(
    'TS of two takes',
    'ts',
    { ...H264_AAC, ending: 'ts' },
    async (from, to) => {
      await copied('-output_ts_offset 5000 -f mpegts')(from, `${to}.second`);
      await writeFile(to, Buffer.concat([await readFile(from), await readFile(`${to}.second`)]));
    },
    { seconds: 6 },
  ),
  remade(
    'MP4 cut without encoding',
    'mp4',
    { ...H264_AAC, seconds: 6 },
    (from, to) => ffmpeg('-ss', '2.5', '-i', from, '-c', 'copy', to),
    { seconds: 3.5 },
  ),
  remade(
    'picture that starts late',
    'mkv',
    { ...H264_AAC, seconds: 3 },
    (from, to) =>
      ffmpeg('-itsoffset', '2', '-i', from, '-i', from, '-map', '0:v', '-map', '1:a', '-c', 'copy', to),
    { seconds: 5 },
  ),
  remade('two sound tracks, the second chosen', 'mkv', H264_AAC, (from, to) =>
    ffmpeg(
      ...[
        '-i',
        from,
        '-f',
        'lavfi',
        '-t',
        '3',
        '-i',
        'anullsrc',
        '-map',
        '0:v',
        '-map',
        '1:a',
        '-map',
        '0:a',
      ],
      ...['-c:v', 'copy', '-disposition:a:0', '0', '-disposition:a:1', 'default', to],
    ),
  ),
  remade('cover picture as first track', 'mp4', H264_AAC, (from, to) =>
    ffmpeg(
      ...['-f', 'lavfi', '-i', 'testsrc2=size=64x64:duration=0.04', '-i', from, '-map', '0', '-map', '1'],
      ...['-c:v:0', 'mjpeg', '-c:v:1', 'copy', '-c:a', 'copy', '-disposition:v:0', 'attached_pic', to],
    ),
  ),
  remade(
    'size that changes on the way',
    'ts',
    { ...H264_AAC, ending: 'ts' },
    async (from, to) => {
      await makes({ ...H264_AAC, size: '640x480' })(`${to}.second.ts`);
      await writeFile(to, Buffer.concat([await readFile(from), await readFile(`${to}.second.ts`)]));
    },
    { seconds: 6 },
  ),
  remade('subtitles of three kinds', 'mkv', H264_AAC, async (from, to) => {
    await writeFile(`${to}.srt`, '1\n00:00:00,000 --> 00:00:02,000\n上课\n');
    await ffmpeg(
      ...['-i', from, '-i', `${to}.srt`, '-map', '0', '-map', '1', '-map', '1', '-map', '1', '-c', 'copy'],
      ...['-c:s:0', 'srt', '-c:s:1', 'ass', '-c:s:2', 'webvtt', to],
    );
  }),
  remade('subtitles in MP4 and a cover as PNG', 'mp4', H264_AAC, async (from, to) => {
    await writeFile(`${to}.srt`, '1\n00:00:00,000 --> 00:00:02,000\n上课\n');
    await ffmpeg(
      ...['-i', from, '-i', `${to}.srt`, '-f', 'lavfi', '-i', 'testsrc2=size=64x64:duration=0.04'],
      ...['-map', '0', '-map', '1', '-map', '2', '-c', 'copy', '-c:s', 'mov_text', '-c:v:1', 'png'],
      ...['-disposition:v:1', 'attached_pic', to],
    );
  }),
  remade('time code and chapters', 'mov', H264_AAC, copied('-timecode 01:00:00:00')),
];

/** Everything that is taken and that Debian's ffmpeg can make. */
export const FORMAT_CASES: readonly FormatCase[] = [...CONTAINERS, ...PECULIARITIES];
