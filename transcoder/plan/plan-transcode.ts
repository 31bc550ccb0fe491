import type { SoundMeasure } from '../probe/listen-to-sound.ts';
import type { ContentLook } from '../probe/look-at-content.ts';
import type { AudioProbe, MediaProbe, VideoProbe } from '../probe/media-probe.ts';
import type { PictureTrack } from '../probe/read-picture-track.ts';
import { type Copyable, chooseCopy, findCopyObstacle, isTrialWanted } from './choose-copy.ts';
import { chooseFrameRate } from './choose-frame-rate.ts';
import {
  chooseRenditions,
  expectedUnscaledRate,
  keepsGrain,
  type Rung,
  type Size,
} from './choose-renditions.ts';
import { type Content, judgeContent } from './judge-content.ts';
import { planCovers, planStoryboard } from './plan-pictures.ts';
import { audioRate, planSound, thinSoundRate } from './plan-sound.ts';
import { usualLayout } from './segment-layout.ts';
import type {
  PicturePlan,
  PlanReason,
  PlanWarning,
  RenditionPlan,
  SoundPlan,
  TranscodePlan,
} from './transcode-plan.ts';

/** Less than this between the ends of picture and sound is nothing to fill. */
const HOLD_FROM_SECONDS = 0.2;

/** Of the plain MP4: what a phone saves, and a browser without scripts can play. Where much repeats more cost little. */
const MP4_LINES = { moving: 720, still: 1080 };

/**
 * Decides everything about a transcode from what the file is and, where it was looked into, listened to and its packets
 * read, from what is seen and heard in it and how it is coded. `triedRate` is what its highest rendition is expected to
 * take where that was tried, bit/s. Pure; never fails.
 */
export function planTranscode(
  probe: MediaProbe,
  look: ContentLook | null = null,
  measure: SoundMeasure | null = null,
  track: PictureTrack | null = null,
  triedRate: number | null = null,
): TranscodePlan {
  const { video, audio } = probe;
  const upright = uprightSize(video);
  const { frameRate, reason: rateReason } = chooseFrameRate(video.frameRate, video.baseFrameRate);
  const content = judgeContent(video, look);
  const { skipRepeats } = content;
  const heard = audio && planSound(audio, measure);
  const sound = heard?.sound ?? null;
  const rungs = chooseRenditions(upright, {
    lowRate: look?.lowRate ?? null,
    soundRate: thinSoundRate(sound),
    still: skipRepeats,
    grainy: content.grainy,
  });
  const gap = probe.durationSeconds - video.endSeconds;
  const copy = chooseCopy(probe, track, highestOf(probe, look, rungs, triedRate));
  const renditions = rungs.map(
    (rung, index): RenditionPlan => ({
      folder: `v${rung.height}`,
      ...rung,
      audioRate: audioRate(sound, rung, index === rungs.length - 1),
      ...(index === 0 && copy.copied ? { copied: copy.copied } : {}),
    }),
  );
  const picture: PicturePlan = {
    streamIndex: video.index,
    steadySize: video.rotation === 0 ? { width: video.codedWidth, height: video.codedHeight } : null,
    largestAsStored: isAsStored(video, renditions[0]!),
    deinterlace: video.interlaced,
    toneMap: video.highDynamicRange,
    frameRate,
    holdLastSeconds: gap > HOLD_FROM_SECONDS ? Math.ceil(gap * frameRate) / frameRate : 0,
    skipRepeats,
    between: chooseBetween(content),
    subpel: content.subpel,
  };
  const mp4Lines = skipRepeats ? MP4_LINES.still : MP4_LINES.moving;
  const mp4Rendition = Math.max(
    0,
    renditions.findIndex(({ width, height }) => Math.min(width, height) <= mp4Lines),
  );
  const frames = Math.max(1, Math.floor(probe.durationSeconds * frameRate));
  const storyboard = planStoryboard(renditions, frames, frameRate);
  const covers = planCovers(renditions, frames);

  const reasons: PlanReason[] = [
    { about: 'picture', text: describePicture(video, upright) },
    { about: 'content', text: content.reason },
    { about: 'frame-rate', text: rateReason },
    { about: 'renditions', text: describeRenditions(renditions, upright, content) },
    ...(copy.reason === null ? [] : [{ about: 'copy' as const, text: copy.reason }]),
    { about: 'sound', text: describeSound(audio, sound, probe.durationSeconds) },
    ...(heard ? [{ about: 'loudness' as const, text: heard.reason }] : []),
    {
      about: 'mp4',
      text: `remuxed from ${sizeOf(renditions[mp4Rendition]!)}, the best of at most ${mp4Lines}, without encoding again`,
    },
    {
      about: 'pictures',
      text: `storyboard of ${storyboard.count}, one every ${storyboard.everyFrames / frameRate} s; covers out of ${covers.count} candidates`,
    },
  ];
  if (picture.holdLastSeconds > 0) {
    reasons.push({
      about: 'picture',
      text: `the last picture is held for ${picture.holdLastSeconds.toFixed(2)} s, since the sound goes on`,
    });
  }
  const warnings: PlanWarning[] = [];
  if (video.highDynamicRange) warnings.push('high-dynamic-range');
  if (video.interlaced) warnings.push('interlaced');
  if (!audio) warnings.push('no-sound');
  if (Math.min(upright.width, upright.height) < 360) warnings.push('low-resolution');

  return {
    durationSeconds: probe.durationSeconds,
    picture,
    sound,
    renditions,
    ...(copy.copied ? copy.layout : usualLayout(skipRepeats)),
    mp4Rendition,
    covers,
    storyboard,
    reasons,
    warnings,
  };
}

/**
 * Two, where x264's superfast takes three: 4 % less processor time for the same bytes and quality (a page with a person
 * −0.1 %, a camera with some noise +0.9 % of the bytes, 0.1 of VMAF more). Of a grainy one three hold the mean: 8 % fewer bytes.
 * Where pictures are left out none is coded before an earlier one, so that segments end at the same time in every
 * rendition, whatever their encoders think of the pictures near it.
 */
function chooseBetween({ skipRepeats, grainy }: Content): PicturePlan['between'] {
  if (skipRepeats) return 0;
  return grainy ? 3 : 2;
}

/** Whether all packets of the picture are worth reading, to know if its highest rendition can be copied. Pure. */
export function isTrackWanted(probe: MediaProbe, look: ContentLook | null): boolean {
  return findCopyObstacle(probe, highestOf(probe, look)) === null;
}

/** Whether a track that could be copied is worth a trial of what encoding takes instead. Pure. */
export function isFullSizeTrialWanted(
  probe: MediaProbe,
  look: ContentLook | null,
  track: PictureTrack | null,
): boolean {
  return isTrialWanted(probe, track, highestOf(probe, look));
}

function highestOf(
  probe: MediaProbe,
  look: ContentLook | null,
  rungs: readonly Rung[] = chooseRenditions(uprightSize(probe.video)),
  triedRate: number | null = null,
): Copyable {
  const { video, durationSeconds } = probe;
  const rung = rungs[0]!;
  return {
    rung,
    hasLower: rungs.length > 1,
    expectedRate: triedRate ?? (look && expectedUnscaledRate(rung, look.lowRate)),
    tried: triedRate !== null,
    frameRate: chooseFrameRate(video.frameRate, video.baseFrameRate).frameRate,
    holds: durationSeconds - video.endSeconds > HOLD_FROM_SECONDS,
    layout: usualLayout(judgeContent(video, look).skipRepeats),
  };
}

/** Square picture elements first (the long way is kept, none is thrown away), then the turn. */
export function uprightSize(video: VideoProbe): Size {
  const width = Math.round(video.codedWidth * video.sampleAspect);
  const turned = video.rotation === 90 || video.rotation === 270;
  return turned ? { width: video.codedHeight, height: width } : { width, height: video.codedHeight };
}

function isAsStored(video: VideoProbe, { width, height }: Size): boolean {
  return (
    video.rotation === 0 &&
    video.codedWidth === width &&
    video.codedHeight === height &&
    video.coding.pixelFormat === 'yuv420p' &&
    !video.fullRange &&
    !video.highDynamicRange
  );
}

function describePicture(video: VideoProbe, upright: Size): string {
  const parts = [`${video.codec} ${video.codedWidth}×${video.codedHeight}`];
  if (video.sampleAspect !== 1) parts.push(`elements of ${video.sampleAspect.toFixed(3)} made square`);
  if (video.rotation !== 0) parts.push(`turned by ${video.rotation}°`);
  if (video.interlaced) parts.push('interlaced: fields made into whole pictures');
  if (video.highDynamicRange)
    parts.push(`high dynamic range (${video.highDynamicRange}) brought down to usual light and colours`);
  return `${parts.join(', ')}: shown as ${upright.width}×${upright.height}`;
}

const sizeOf = ({ width, height }: Size) => `${width}×${height}`;

function describeRenditions(renditions: readonly RenditionPlan[], upright: Size, content: Content): string {
  const list = renditions.map(sizeOf).join(', ');
  const leftOut = chooseRenditions(upright)
    .map(sizeOf)
    .filter((size) => !renditions.some((rendition) => sizeOf(rendition) === size));
  const [top, last] = [renditions[0]!, renditions.at(-1)!];
  const parts = [
    top.height < upright.height - 1
      ? 'the source has more lines than a school screen'
      : 'the highest is the source itself, never enlarged',
    ...(leftOut.length > 0
      ? [`left out ${leftOut.join(', ')}, which would save few bytes beside the next one above`]
      : []),
    `the lowest is held to ${(last.maxRate + last.audioRate) / 1000} kbit/s${last.audioRate > 0 ? ' with sound' : ''}`,
    `quality by CRF ${renditions.map(({ crf }) => crf).join(', ')}`,
  ];
  if (content.skipRepeats) parts.push('two steps less, the highest four, as little is new in it');
  if (!content.subpel && !top.copied)
    parts.push('what moves is sought by whole elements in the highest, as hardly anything does');
  const between = renditions.slice(1).filter((one) => keepsGrain(one, upright, content));
  if (between.length > 0)
    parts.push(
      `${between.map(sizeOf).join(', ')} one and a half less, as grain would make it finer than the highest`,
    );
  return `${list}: ${parts.join('; ')}`;
}

function describeSound(audio: AudioProbe | null, sound: SoundPlan | null, duration: number): string {
  if (!audio || !sound) return 'none in the source';
  const parts = [`${audio.codec} → AAC, ${sound.channels === 1 ? 'mono' : 'stereo'}, ${sound.sampleRate} Hz`];
  if (audio.channels > 2) parts.push(`${audio.channels} channels mixed down`);
  if (audio.startSeconds > HOLD_FROM_SECONDS) parts.push(`silence before ${audio.startSeconds.toFixed(2)} s`);
  const missing = duration - audio.endSeconds;
  if (missing > HOLD_FROM_SECONDS) parts.push(`silence for the last ${missing.toFixed(2)} s`);
  const alone = `${sound.aloneRate / 1000} kbit/s`;
  parts.push(sound.channels === 1 ? `${alone}, alone and in all renditions` : `alone in mono at ${alone}`);
  return parts.join('; ');
}
