import { z } from 'zod';
import { MediaRejectedError } from '../errors.ts';
import { AUDIO_DECODERS, MAX_DURATION_SECONDS, MAX_PIXELS, VIDEO_DECODERS } from './allowlists.ts';
import type { MediaProbe } from './media-probe.ts';

const seconds = z.coerce.number().finite().optional().catch(undefined);
const ratio = (separator: string) =>
  z.string().transform((text) => {
    const [above, below] = text.split(separator).map(Number);
    return above && below ? above / below : 0;
  });

const streamSchema = z.object({
  index: z.number().int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: z.number().int().default(0),
  height: z.number().int().default(0),
  sample_aspect_ratio: ratio(':').optional(),
  pix_fmt: z.string().default(''),
  profile: z.coerce.string().default(''),
  level: z.number().default(0),
  color_transfer: z.string().optional(),
  color_range: z.string().optional(),
  field_order: z.string().optional(),
  avg_frame_rate: ratio('/').default(0),
  r_frame_rate: ratio('/').default(0),
  bit_rate: z.coerce.number().positive().finite().optional().catch(undefined),
  channels: z.number().int().default(0),
  sample_rate: z.coerce.number().default(0),
  start_time: seconds,
  duration: seconds,
  disposition: z
    .object({ attached_pic: z.number().default(0), default: z.number().default(0) })
    .default({ attached_pic: 0, default: 0 }),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).default([]),
  tags: z.record(z.string(), z.string()).default({}),
});

const ffprobeSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z.object({
    format_name: z.string(),
    start_time: seconds,
    duration: seconds,
    size: z.coerce.number().default(0),
  }),
});

/** ffprobe's `-show_format -show_streams -of json`, parsed. */
export type FfprobeOutput = z.infer<typeof ffprobeSchema>;
type Stream = z.infer<typeof streamSchema>;

/** Where the packets of each stream end, in the file's own time, measured by reading them all. */
export type MeasuredEnds = ReadonlyMap<number, number>;

export function parseFfprobe(json: string): FfprobeOutput {
  try {
    return ffprobeSchema.parse(JSON.parse(json));
  } catch (cause) {
    throw new MediaRejectedError('unreadable', 'the headers make no sense', { cause });
  }
}

/** Containers without an index: ffprobe takes the last time stamp for the length, wherever clocks jump on the way. */
const WITHOUT_INDEX = ['mpegts', 'mpeg'];

/** True where the headers do not say how long the picture lasts, so that its packets have to be read. */
export function needsMeasuring(output: FfprobeOutput): boolean {
  const video = pickVideo(output);
  if (!video) return false;
  return output.format.duration === undefined || lastingOf(video) === undefined || clockMayJump(output);
}

export function clockMayJump(output: FfprobeOutput): boolean {
  return WITHOUT_INDEX.includes(output.format.format_name);
}

export function isWithoutSize(output: FfprobeOutput): boolean {
  const video = pickVideo(output);
  return video !== undefined && video.width === 0;
}

/** Judges what ffprobe found: a MediaProbe, or MediaRejectedError for what no plan can be made for. */
export function readFfprobe(output: FfprobeOutput, measured: MeasuredEnds = new Map()): MediaProbe {
  const video = pickVideo(output);
  if (!video) {
    const heard = output.streams.some((stream) => stream.codec_type === 'audio');
    throw new MediaRejectedError(heard ? 'sound-only' : 'no-video', 'there is no picture track');
  }
  const codec = video.codec_name ?? 'unknown';
  if (!VIDEO_DECODERS.has(codec)) {
    throw new MediaRejectedError('unsupported', `the picture is coded as ${codec}`);
  }
  if (video.width < 16 || video.height < 16) {
    throw new MediaRejectedError('unreadable', `the picture is said to be ${video.width}×${video.height}`);
  }
  if (video.width * video.height > MAX_PIXELS) {
    throw new MediaRejectedError('too-large', `the picture is ${video.width}×${video.height}`);
  }
  const audio = pickAudio(output);
  if (audio && !AUDIO_DECODERS.has(audio.codec_name ?? 'unknown')) {
    throw new MediaRejectedError('unsupported', `the sound is coded as ${audio.codec_name ?? 'unknown'}`);
  }

  const origin = output.format.start_time ?? 0;
  const endOf = (stream: Stream) => {
    const lasting = lastingOf(stream);
    const end =
      measured.get(stream.index) ?? (lasting === undefined ? undefined : (stream.start_time ?? 0) + lasting);
    return end === undefined ? undefined : Math.max(0, end - origin);
  };
  const videoEnd = endOf(video) ?? output.format.duration ?? 0;
  const audioEnd = audio ? (endOf(audio) ?? output.format.duration ?? 0) : 0;
  const durationSeconds = Math.max(videoEnd, audioEnd);
  if (durationSeconds <= 0) throw new MediaRejectedError('unreadable', 'nothing says how long it lasts');
  if (durationSeconds > MAX_DURATION_SECONDS) {
    throw new MediaRejectedError('too-long', `it lasts ${Math.round(durationSeconds)} s`);
  }

  return {
    container: output.format.format_name.split(',')[0]!,
    bytes: output.format.size,
    durationSeconds,
    video: {
      index: video.index,
      codec,
      codedWidth: video.width,
      codedHeight: video.height,
      sampleAspect: saneAspect(video.sample_aspect_ratio),
      rotation: uprightTurn(video.side_data_list.find((data) => data.rotation !== undefined)?.rotation ?? 0),
      frameRate: video.avg_frame_rate || video.r_frame_rate || 25,
      baseFrameRate: video.r_frame_rate || video.avg_frame_rate || 25,
      interlaced: ['tt', 'bb', 'tb', 'bt'].includes(video.field_order ?? ''),
      highDynamicRange: HIGH_RANGE.get(video.color_transfer ?? '') ?? null,
      coding: { profile: video.profile, level: video.level, pixelFormat: video.pix_fmt },
      bitRate: video.bit_rate ?? null,
      fullRange: video.color_range === 'pc' || video.pix_fmt.startsWith('yuvj'),
      startSeconds: Math.max(0, (video.start_time ?? origin) - origin),
      endSeconds: videoEnd,
    },
    audio: audio
      ? {
          index: audio.index,
          codec: audio.codec_name ?? 'unknown',
          channels: audio.channels,
          sampleRate: audio.sample_rate,
          startSeconds: Math.max(0, (audio.start_time ?? origin) - origin),
          endSeconds: audioEnd,
        }
      : null,
  };
}

function pickVideo(output: FfprobeOutput): Stream | undefined {
  return output.streams.find(
    (stream) => stream.codec_type === 'video' && stream.disposition.attached_pic === 0,
  );
}

/** Of the tracks that can be decoded the one that the file itself chooses, as players do; else the first. */
function pickAudio(output: FfprobeOutput): Stream | undefined {
  const all = output.streams.filter((stream) => stream.codec_type === 'audio' && stream.channels > 0);
  const tracks = all.filter(({ codec_name }) => AUDIO_DECODERS.has(codec_name ?? 'unknown'));
  return tracks.find(({ disposition }) => disposition.default === 1) ?? tracks[0] ?? all[0];
}

const HIGH_RANGE: ReadonlyMap<string, 'pq' | 'hlg'> = new Map([
  ['smpte2084', 'pq'],
  ['arib-std-b67', 'hlg'],
] as const);

/** Matroska says how long a stream lasts in a tag, `HH:MM:SS.nnnnnnnnn`. */
function lastingOf(stream: Stream): number | undefined {
  if (stream.duration !== undefined && stream.duration > 0) return stream.duration;
  const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(stream.tags.DURATION ?? '');
  if (!match) return undefined;
  const end = Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
  const lasting = end - (stream.start_time ?? 0);
  return lasting > 0 ? lasting : undefined;
}

/** Nonsense in this field is common; beyond 4:1 either way it is taken for square. */
function saneAspect(aspect: number | undefined): number {
  return aspect && aspect >= 0.25 && aspect <= 4 ? aspect : 1;
}

/** ffprobe gives the display matrix's angle, counter-clockwise, in (-180, 180]. */
function uprightTurn(angle: number): 0 | 90 | 180 | 270 {
  const turn = (((Math.round(-angle / 90) * 90) % 360) + 360) % 360;
  return turn === 90 || turn === 180 || turn === 270 ? turn : 0;
}
