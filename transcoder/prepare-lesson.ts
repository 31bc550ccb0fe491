import type { FinishedSegment } from './encode/follow-segments.ts';
import { startOpening } from './encode/start-opening.ts';
import { planTranscode } from './plan/plan-transcode.ts';
import type { TranscodePlan } from './plan/transcode-plan.ts';
import { planLesson } from './plan-lesson.ts';
import type { MediaProbe } from './probe/media-probe.ts';
import { probeMedia } from './probe/probe-media.ts';
import type { EarlySegment, TranscodeRequest } from './transcode.ts';

/** A file that was looked into, and what is to be made of it. Disposing ends its opening. */
export interface PreparedLesson extends AsyncDisposable {
  probe: MediaProbe;
  plan: TranscodePlan;
  /** Tells whoever asked for an early sight of a segment of the encoding that `plan` describes. */
  tellOfWhole(segment: FinishedSegment): void;
  /**
   * The whole is going to be encoded now. Resolves when all of the opening was told, if there is one: it goes on for as
   * long as nobody says so.
   */
  endOpening(): Promise<void>;
  /** From the start, until now or until the first segment that was told of. */
  firstPlayableSeconds(): number;
}

/** Probes a file, begins its opening where an early sight is asked for, and plans. Throws what `transcode` throws. */
export async function prepareLesson(
  request: Omit<TranscodeRequest, 'onProgress' | 'onPlan'>,
): Promise<PreparedLesson> {
  const { source, outputFolder, sandbox, signal, onEarlySegment } = request;
  const started = performance.now();
  const sinceStart = () => (performance.now() - started) / 1000;
  let firstPlayableSeconds: number | undefined;
  const tellOf = (of: EarlySegment['of'], layout: TranscodePlan) => (segment: FinishedSegment) => {
    firstPlayableSeconds ??= sinceStart();
    onEarlySegment?.({ ...segment, of, layout, lessonSeconds: layout.durationSeconds });
  };

  const probe = await probeMedia(source, sandbox, signal);
  await using stack = new AsyncDisposableStack();
  const sketch = planTranscode(probe);
  const opening = stack.use(
    startOpening({
      ...{ source, outputFolder, sandbox, signal, plan: sketch },
      onSegment: onEarlySegment && tellOf('opening', sketch),
    }),
  );
  const plan = await planLesson(source, probe, sandbox, signal);
  const kept = stack.move();
  return {
    ...{ probe, plan },
    endOpening() {
      opening.suffices();
      return opening.ended;
    },
    tellOfWhole: tellOf('whole', plan),
    firstPlayableSeconds: () => firstPlayableSeconds ?? sinceStart(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
