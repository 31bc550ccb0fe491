import { isEarly } from './early-playback.ts';
import type { EngineEvents, PlayerEngine } from './engine.ts';

/** Plays what the element itself understands: HLS on Safari, the plain MP4 everywhere. */
export function createElementEngine(
  video: HTMLVideoElement,
  { src, startAt }: { src: string; startAt: number },
  events: EngineEvents,
): PlayerEngine {
  const stopped = new AbortController();
  // An element does not say why nothing came.
  async function fail(): Promise<void> {
    const error = new Error(video.error?.message || 'the element cannot play this');
    const refused = await isRefused(src, stopped.signal);
    if (stopped.signal.aborted) return;
    if (refused) events.onRefused();
    else events.onFatal(error);
  }
  const goToStart = () => {
    if (startAt > 0) video.currentTime = startAt;
  };
  return {
    load() {
      video.addEventListener('error', fail);
      video.addEventListener('loadedmetadata', goToStart, { once: true });
      video.preload = 'auto';
      video.src = src;
    },
    levels: [],
    setLevel() {
      // There is one size only; the menu offers none.
    },
    estimate: () => null,
    destroy() {
      stopped.abort();
      video.removeEventListener('error', fail);
      video.removeEventListener('loadedmetadata', goToStart);
      video.removeAttribute('src');
      video.load();
    },
  };
}

/** Whether the server knows, or knew, the address and will not serve it any more. */
async function isRefused(src: string, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(src, { headers: { Range: 'bytes=0-0' }, signal });
    await answer.body?.cancel();
    return answer.status === 403 || (isEarly(src) && answer.status === 404);
  } catch {
    // No line: the element's own error stands.
    return false;
  }
}
