import type { SoundMeasure } from '../probe/listen-to-sound.ts';
import type { ContentLook } from '../probe/look-at-content.ts';
import type { AudioProbe, MediaProbe, VideoProbe } from '../probe/media-probe.ts';
import { chooseFrameRate } from './choose-frame-rate.ts';
import { chooseRenditions, type Size } from './choose-renditions.ts';
import { planCovers, planStoryboard } from './plan-pictures.ts';
import { audioRate, planSound } from './plan-sound.ts';
import { SEGMENT_LAYOUT } from './segment-layout.ts';
import type { PlanReason, PlanWarning, RenditionPlan, SoundPlan, TranscodePlan } from './transcode-plan.ts';

/** Less than this between the ends of picture and sound is nothing to fill. */
const HOLD_FROM_SECONDS = 0.2;

/** From this share of repeated pictures on, finding them takes less than encoding them. */
const SKIP_FROM_SHARE = 0.15;

/**
 * Decides everything about a transcode from what the file is and, where it was looked into and listened to, from what
 * is seen and heard in it. Pure; never fails.
 */
export function planTranscode(
  probe: MediaProbe,
  look: ContentLook | null = null,
  measure: SoundMeasure | null = null,
): TranscodePlan {
  const { video, audio } = probe;
  const upright = uprightSize(video);
  const { frameRate, reason: rateReason } = chooseFrameRate(video.frameRate, video.baseFrameRate);
  // Compared in eight bits, in which high dynamic range has not arrived yet.
  const skipRepeats = look !== null && look.repeatShare >= SKIP_FROM_SHARE && !video.highDynamicRange;
  const heard = audio && planSound(audio, measure);
  const sound = heard?.sound ?? null;
  const renditions = chooseRenditions(upright, skipRepeats).map(
    (rung): RenditionPlan => ({
      folder: `v${rung.height}`,
      ...rung,
      audioRate: sound ? audioRate(sound.channels, rung) : 0,
    }),
  );
  const gap = probe.durationSeconds - video.endSeconds;
  const picture = {
    streamIndex: video.index,
    steadySize: video.rotation === 0 ? { width: video.codedWidth, height: video.codedHeight } : null,
    deinterlace: video.interlaced,
    toneMap: video.highDynamicRange,
    frameRate,
    holdLastSeconds: gap > HOLD_FROM_SECONDS ? Math.ceil(gap * frameRate) / frameRate : 0,
    skipRepeats,
    // Where few pictures are left there is time for each.
    preset: skipRepeats ? ('veryfast' as const) : ('superfast' as const),
  };
  // The best of at most 720 lines: what a phone saves, and a browser without scripts can play.
  const mp4Rendition = Math.max(
    0,
    renditions.findIndex(({ width, height }) => Math.min(width, height) <= 720),
  );
  const frames = Math.max(1, Math.floor(probe.durationSeconds * frameRate));
  const storyboard = planStoryboard(renditions, frames, frameRate);
  const covers = planCovers(renditions, frames);

  const reasons: PlanReason[] = [
    { about: 'picture', text: describePicture(video, upright) },
    { about: 'content', text: describeContent(look, picture.skipRepeats) },
    { about: 'frame-rate', text: rateReason },
    { about: 'renditions', text: describeRenditions(renditions, upright) },
    { about: 'sound', text: describeSound(audio, sound, probe.durationSeconds) },
    ...(heard ? [{ about: 'loudness' as const, text: heard.reason }] : []),
    {
      about: 'mp4',
      text: `remuxed from ${renditions[mp4Rendition]!.height} lines, the best of at most 720, without encoding again`,
    },
    {
      about: 'pictures',
      text: `storyboard of ${storyboard.count}, one each ${storyboard.everyFrames / frameRate} s; covers out of ${covers.count} candidates`,
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
    ...SEGMENT_LAYOUT,
    mp4Rendition,
    covers,
    storyboard,
    reasons,
    warnings,
  };
}

/** Square picture elements first (the long way is kept, none is thrown away), then the turn. */
export function uprightSize(video: VideoProbe): Size {
  const width = Math.round(video.codedWidth * video.sampleAspect);
  const turned = video.rotation === 90 || video.rotation === 270;
  return turned ? { width: video.codedHeight, height: width } : { width, height: video.codedHeight };
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

function describeContent(look: ContentLook | null, skipRepeats: boolean): string {
  if (!look) return 'not looked into: every picture is encoded';
  const seen = `${Math.round(100 * look.repeatShare)} % of ${look.pictures} pictures looked at repeat the one before`;
  return skipRepeats
    ? `${seen}, as slides and recorded screens do: only what changes is encoded, every step of it`
    : `${seen}: every picture is encoded`;
}

function describeRenditions(renditions: readonly RenditionPlan[], upright: Size): string {
  const list = renditions.map(({ width, height }) => `${width}×${height}`).join(', ');
  const top = renditions[0]!;
  const why =
    top.height < upright.height - 1
      ? 'the source has more lines than a school screen'
      : 'the highest is the source itself, never enlarged';
  return `${list}: ${why}`;
}

function describeSound(audio: AudioProbe | null, sound: SoundPlan | null, duration: number): string {
  if (!audio || !sound) return 'none in the source';
  const parts = [`${audio.codec} → AAC, ${sound.channels === 1 ? 'mono' : 'stereo'}, ${sound.sampleRate} Hz`];
  if (audio.channels > 2) parts.push(`${audio.channels} channels mixed down`);
  if (audio.startSeconds > HOLD_FROM_SECONDS) parts.push(`silence before ${audio.startSeconds.toFixed(2)} s`);
  const missing = duration - audio.endSeconds;
  if (missing > HOLD_FROM_SECONDS) parts.push(`silence for the last ${missing.toFixed(2)} s`);
  parts.push(`alone in mono at ${sound.aloneRate / 1000} kbit/s`);
  return parts.join('; ');
}
