import type { Size } from '../plan/choose-renditions.ts';
import { keyframeCondition } from '../plan/segment-layout.ts';
import type {
  FramePlan,
  PicturePlan,
  PieceWindow,
  RenditionPlan,
  TranscodePlan,
} from '../plan/transcode-plan.ts';
import { GUARD_ARGUMENTS } from '../probe/allowlists.ts';
import { DROP_REPEATS } from '../probe/look-at-content.ts';
import { greatestDuration } from '../verify/judge-duration.ts';
import { buildRenditionsOutput, keepTimes, renditionsMade } from './build-renditions-output.ts';
import { AUDIO_FOLDER, buildSoundChain, isAloneApart, soundOutput } from './build-sound-arguments.ts';

/** Folder of single pictures inside the output folder, gone once covers and storyboard are made. */
export const FRAMES_FOLDER = 'frames';

/** Of a piece: hashes of its first frame and of the one after its last. */
export const EDGES_FILE = 'edges.md5';

/** A source may show one picture for so long. */
const LATE_SECONDS = 60;

/** What must be there before ffmpeg writes, inside the output folder. */
export const outputFolders = (plan: TranscodePlan): string[] => [
  FRAMES_FOLDER,
  ...renditionsMade(plan).map(({ folder }) => folder),
  ...(plan.sound && !plan.window ? [AUDIO_FOLDER] : []),
];

export interface EncodeOptions {
  /** The source as ffmpeg sees it. Output goes to the working folder. */
  source: string;
  /** Of the largest encoder; the decoder has one more. */
  threads: number;
}

/**
 * One process: the source is decoded once, each rendition is scaled from the one above it, and the single
 * pictures come from the same stream. Pure.
 */
export function buildFfmpegArguments(plan: TranscodePlan, options: EncodeOptions): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-progress', 'pipe:1', '-stats_period', '0.5'],
    ...['-max_alloc', String(256 * 1024 * 1024), '-max_error_rate', '0.05'],
    ...keepTimes(plan),
    ...GUARD_ARGUMENTS,
    ...['-threads', String(decoderThreads(options.threads))],
    ...readingWindow(plan),
    // Otherwise a new size begins the whole graph anew, and its time from nought.
    ...(plan.picture.steadySize ? [`-reinit_filter:${plan.picture.streamIndex}`, '0'] : []),
    ...['-i', `file:${options.source}`],
    ...['-filter_complex', buildFilterGraph(plan)],
    ...buildRenditionsOutput(
      plan,
      renditionsMade(plan).map((rendition) =>
        rendition.copied ? `0:${plan.picture.streamIndex}` : encodedLabel(plan, rendition),
      ),
      buildEncoders(plan, options.threads),
    ),
    ...(plan.sound && isAloneApart(plan) ? soundOutput(plan, plan.sound) : []),
    ...frameOutput('covers', 'cover', plan.covers),
    ...frameOutput('storyboard', 'tile', plan.storyboard),
    ...(plan.window ? edgesOutput() : []),
  ];
}

/** In the filter graph. */
const encodedLabel = ({ renditions }: TranscodePlan, rendition: RenditionPlan) =>
  `[v${renditions.indexOf(rendition)}]`;

/** Exported for its table of cases; part of `buildFfmpegArguments`. */
export function buildFilterGraph(plan: TranscodePlan): string {
  const { picture, renditions } = plan;
  const chains: string[] = [];
  const { steadySize } = picture;
  const prepare = [
    ...(steadySize ? [`scale=${steadySize.width}:${steadySize.height}`] : []),
    ...(picture.deinterlace ? ['bwdif=mode=send_frame:deint=interlaced'] : []),
    // From zero, also where the picture starts late: its first frame is held.
    `fps=fps=${picture.frameRate}:start_time=${plan.window?.startSeconds ?? 0}`,
    ...(picture.holdLastSeconds > 0 ? [`tpad=stop_mode=clone:stop_duration=${picture.holdLastSeconds}`] : []),
  ];

  if (plan.window) prepare.push(cutWindow(plan.window));
  if (picture.skipRepeats) prepare.push(dropRepeats(plan));
  renditions.forEach((rendition, index) => {
    const from = index === 0 ? `[0:${picture.streamIndex}]${prepare.join(',')},` : `[down${index}]`;
    const toSize = scaleTo(plan, index);
    // Whatever its frames say: fields, where there were any, are whole pictures by now.
    const format = index === 0 ? `,setfield=prog,${pictureFormat(picture.toneMap)}` : '';
    const outlets = [
      ...(rendition.copied ? [] : [encodedLabel(plan, rendition)]),
      ...(index + 1 < renditions.length ? [`[down${index + 1}]`] : []),
      ...(plan.covers.fromRendition === index ? ['[forcovers]'] : []),
      ...(plan.storyboard.fromRendition === index ? ['[forstoryboard]'] : []),
    ];
    const split = outlets.length > 1 ? `,split=${outlets.length}` : '';
    chains.push(`${from}${toSize}${format}${split}${outlets.join('')}`);
  });
  // They count pictures, and so need those that were left out.
  const steady = picture.skipRepeats ? `fps=fps=${picture.frameRate}:start_time=0,` : '';
  chains.push(`[forcovers]${steady}${frameFilter(plan.covers)}[covers]`);
  chains.push(`[forstoryboard]${steady}${frameFilter(plan.storyboard)}[storyboard]`);

  if (plan.sound) chains.push(buildSoundChain(plan, plan.sound, 0));
  return chains.join(';');
}

/** Brings the source to the size of the largest rendition, or that of the one above to this one's. */
function scaleTo({ picture, renditions }: TranscodePlan, index: number): string {
  const above = renditions[index - 1];
  if (!above && picture.largestAsStored) return 'setsar=1';
  return `${above ? scaleDown(above, renditions[index]!) : bySwscale(renditions[index]!)},setsar=1`;
}

/**
 * zimg, the same filter in half the time, but for widths that it may get wrong: where 16 elements are made of 31 and a
 * filter's length, which is one more than AVX-512 fetches at once (mended in zimg 3.0.6; Debian 12 has 3.0.4). Measured:
 * 36 dB from swscale's pictures there, 57 and more in all other sizes. Exported for its test.
 */
export function scaleDown(from: Size, to: Size): string {
  const wrong = from.width > 2 * to.width && 15 * from.width < 32 * to.width;
  return wrong ? bySwscale(to) : `zscale=${to.width}:${to.height}:filter=bicubic:param_a=0:param_b=0.6`;
}

/** swscale: also brings values and colours to what is encoded. */
const bySwscale = ({ width, height }: Size) => `scale=${width}:${height}:flags=bicubic:out_range=tv`;

/**
 * How much is read. Beyond the end of a piece its next frame is wanted, which may come late where the rate varies; a
 * time stamp gone wild must not be filled with frames for ever.
 */
function readingWindow({ durationSeconds, window }: TranscodePlan): string[] {
  const all = ['-t', String(greatestDuration(durationSeconds))];
  if (!window) return all;
  const { startSeconds, seekSeconds, frames } = window;
  const ahead = startSeconds - (seekSeconds ?? startSeconds);
  const length = frames === null ? all : ['-t', String(ahead + durationSeconds + LATE_SECONDS)];
  if (seekSeconds === null) return length;
  // Times stay those of the whole file, and what is decoded from the keyframe on comes through.
  return ['-copyts', '-start_at_zero', '-noaccurate_seek', '-ss', String(seekSeconds), ...length];
}

/**
 * The frames of a piece, from nought. Its first one and the one after its last are also left as hashes, by which its
 * neighbours' are known to be the same: that one arrived where one wanted to go is not taken on trust.
 */
function cutWindow({ startSeconds, frames }: PieceWindow): string {
  const [inside, edges] =
    frames === null
      ? ['null', 'trim=end_frame=1']
      : [`trim=end_frame=${frames}`, `trim=end_frame=${frames + 1},select='not(n)+eq(n,${frames})'`];
  // The edges too: ffmpeg tells how far it is by the output that is furthest.
  return `setpts=PTS-${startSeconds}/TB,split[inside][around];[around]${edges}[edges];[inside]${inside}`;
}

/** While nothing changes, whole pictures of each second wait in memory for the next change: no more than of these. */
const MOST_REPEATS_SECONDS = 10;

/**
 * Leaves out what repeats the last picture that was kept, but nothing where segments begin, as at whole seconds, nor of
 * the end, which the last picture's time is told by. What moves keeps every step.
 */
function dropRepeats({ picture: { frameRate }, durationSeconds, starts = [] }: TranscodePlan): string {
  const nearEnd = Math.floor(durationSeconds * frameRate) - 3;
  const begins = starts.map((seconds) => `+eq(n,${Math.round(seconds * frameRate)})`).join('');
  return [
    'split[every][candidates]',
    `[every]select='not(mod(n,${frameRate}))+gte(n,${nearEnd})${begins}'[kept]`,
    `[candidates]${DROP_REPEATS}:max=${MOST_REPEATS_SECONDS * frameRate}[changed]`,
    // Both may hold a picture of the same time: the second is left out.
    `[kept][changed]interleave,select='isnan(prev_selected_t)+gt(t-prev_selected_t,${0.5 / frameRate})'`,
  ].join(';');
}

/**
 * Light as it is, brought down where it is brighter than white paper (203 cd/m², ITU-R BT.2408), in the
 * colours of BT.709. After scaling: it takes as long as everything else together.
 */
export function pictureFormat(toneMap: 'pq' | 'hlg' | null): string {
  if (toneMap === null) return 'format=yuv420p';
  const curve = { pq: 'smpte2084', hlg: 'arib-std-b67' }[toneMap];
  return [
    'format=yuv420p10le',
    `zscale=transferin=${curve}:matrixin=2020_ncl:primariesin=2020:rangein=limited:transfer=linear:npl=203`,
    'format=gbrpf32le',
    'zscale=primaries=709',
    'tonemap=mobius:desat=0',
    'zscale=transfer=709:matrix=709:range=limited',
    'format=yuv420p',
  ].join(',');
}

function frameFilter(frames: FramePlan): string {
  const select = `select='gte(n,${frames.firstFrame})*not(mod(n-${frames.firstFrame},${frames.everyFrames}))'`;
  // JPEG wants the full range of values.
  return `${select},scale=${frames.width}:${frames.height}:flags=area:out_range=pc,format=yuvj420p`;
}

/**
 * Looking far ahead finds what stays, which is most of a lesson, and gives it the bits. Weighing a picture's light against
 * the one before stays on: a lesson seldom has use for it, but a fade, or a camera that sets its exposure, takes twice the
 * bytes without. What is flat is given less beyond its share than usual, which writing shows more of: 0.3 of VMAF more of
 * the same bytes, of a camera a fifth fewer bytes for the same, and banding as before (CAMBI 0.31).
 */
const tuning = (lookahead = 20) => `mbtree=1:rc-lookahead=${lookahead}:aq-mode=2:aq-strength=0.7:b-adapt=0`;
/** What stays gets yet more of the bits where much moves: 4 % fewer bytes of a page with a person, as seen. Slides take more. */
const MOVING_TUNING = 'qcomp=0.5';
/**
 * Rounding with an eye to the bytes makes 1 % fewer of slides, in no time that could be measured. The buffer is not full at
 * first: a page that slides in at once would be fetched for longer, and with less than this it would stay blurred for
 * seconds.
 */
const STILL_TUNING = 'trellis=1:vbv-init=0.7';

type Place = 'highest' | 'below';

/**
 * What costs least is spent where bytes are dearest: finer search makes 3 % fewer of 480 lines, and 0.2 of VMAF more on
 * one screen, for a sixtieth of the whole time. The highest would take four times as much for it; looking only four
 * pictures ahead spares a sixth of its time for 0.3 of VMAF, and a wider search makes 0.5 % fewer bytes for nothing.
 */
const STILL_SEARCH: Readonly<Record<Place, string>> = {
  highest: `${tuning(4)}:me=hex`,
  below: `${tuning()}:subme=2`,
};

/** x264's own words for one rendition, the `highest` or one `below` it. */
export function tuningOf(
  { skipRepeats, subpel }: Pick<PicturePlan, 'skipRepeats' | 'subpel'>,
  place: Place,
): string {
  if (!skipRepeats) return `${tuning()}:${MOVING_TUNING}`;
  const whole = place === 'highest' && !subpel ? ':subme=0' : '';
  return `${STILL_SEARCH[place]}${whole}:${STILL_TUNING}`;
}

function buildEncoders(plan: TranscodePlan, threads: number): string[] {
  const { frameRate, skipRepeats, between } = plan.picture;
  const segmentFrames = plan.segmentSeconds * frameRate;
  const made = renditionsMade(plan);
  const largest = made.findIndex(({ copied }) => !copied);
  return [
    ...(skipRepeats ? asTheyCome(frameRate) : []),
    ...['-c:v', 'libx264', '-preset', 'superfast', '-bf', String(between)],
    // Counted in frames, which stand at whole fractions of a second: the same in every rendition, and exact.
    ...['-g', String(segmentFrames), '-keyint_min', String(segmentFrames), '-sc_threshold', '0'],
    ...['-force_key_frames', keyframeCondition(plan, { rate: frameRate, everyOne: !skipRepeats })],
    ...made.flatMap((rendition, index) =>
      rendition.copied
        ? [`-c:v:${index}`, 'copy', `-bsf:v:${index}`, 'null']
        : [
            ...[`-profile:v:${index}`, 'high'],
            ...[
              `-x264-params:v:${index}`,
              tuningOf(plan.picture, rendition === plan.renditions[0] ? 'highest' : 'below'),
            ],
            ...[`-threads:v:${index}`, String(index === largest ? threads : threadsBesideLargest(threads))],
            ...[`-crf:v:${index}`, String(rendition.crf)],
            ...[
              `-maxrate:v:${index}`,
              String(rendition.maxRate),
              `-bufsize:v:${index}`,
              String(rendition.buffer),
            ],
          ],
    ),
  ];
}

/**
 * One thread hands pictures from the decoder to every encoder, and is what all wait for: with one picture more on its way
 * it waits less for the decoder itself, 1 s in 20 on two cores. No more than before on many, as each takes address space.
 */
const decoderThreads = (threads: number) => Math.max(threads, Math.min(12, threads + 1));

/**
 * Of an encoder that is short work beside the largest. With one it would work where all pictures are scaled, which the
 * others wait for; many cost more than they save.
 */
const threadsBesideLargest = (threads: number) => Math.min(3, Math.ceil(threads / 2));

/** So many to a step between pictures, as in MP4 of 20 to 39 a second. */
const TIME_UNITS = 512;

/** Pictures in steps of the frame rate, some of them left out. */
function asTheyCome(frameRate: number): string[] {
  return [
    ...['-fps_mode:v', 'passthrough'],
    // Of units longer than a thousandth of a second the muxer takes each picture to last one, and would let the next
    // segment begin where that ends.
    ...['-enc_time_base:v', `1:${frameRate * TIME_UNITS}`],
    // The encoder gives that for the frame rate; players and remuxing go by what stands there.
    ...['-bsf:v', `h264_metadata=tick_rate=${2 * frameRate}`],
  ];
}

function edgesOutput(): string[] {
  return ['-map', '[edges]', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'framemd5', EDGES_FILE];
}

function frameOutput(label: string, name: string, { firstNumber = 1 }: FramePlan): string[] {
  return [
    ...['-map', `[${label}]`, '-fps_mode', 'passthrough', '-c:v', 'mjpeg', '-q:v', '2', '-threads:v', '1'],
    ...['-f', 'image2', '-start_number', String(firstNumber), `${FRAMES_FOLDER}/${name}-%05d.jpg`],
  ];
}
