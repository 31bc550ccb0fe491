import type { FinishedSegment } from './encode/follow-segments.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import { planLesson } from './plan-lesson.ts';
import type { MediaProbe } from './probe/media-probe.ts';
import { probeMedia } from './probe/probe-media.ts';
import type { TranscodeRequest } from './transcode.ts';

/** A file that was looked into, and what is to be made of it. */
export interface PreparedLesson {
  probe: MediaProbe;
  plan: TranscodePlan;
  /** Tells whoever asked for an early sight of a segment of the encoding that `plan` describes. */
  tellOfSegment(segment: FinishedSegment): void;
  /** From the start, until now or until the first segment that was told of. */
  firstPlayableSeconds(): number;
}

/** Probes a file and plans. Throws what `transcode` throws. */
export async function prepareLesson({
  source,
  sandbox,
  signal,
  onEarlySegment,
}: Pick<TranscodeRequest, 'source' | 'sandbox' | 'signal' | 'onEarlySegment'>): Promise<PreparedLesson> {
  const started = performance.now();
  const sinceStart = () => (performance.now() - started) / 1000;
  let firstPlayableSeconds: number | undefined;
  const probe = await probeMedia(source, sandbox, signal);
  const plan = await planLesson(source, probe, sandbox, signal);
  return {
    ...{ probe, plan },
    tellOfSegment(segment) {
      firstPlayableSeconds ??= sinceStart();
      onEarlySegment?.({ ...segment, layout: plan, lessonSeconds: plan.durationSeconds });
    },
    firstPlayableSeconds: () => firstPlayableSeconds ?? sinceStart(),
  };
}
