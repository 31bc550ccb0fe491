import type { EngineEvents, PlayerEngine } from './engine.ts';

/** Plays what the element itself understands: HLS on Safari, the plain MP4 everywhere. */
export function createElementEngine(
  video: HTMLVideoElement,
  { src, startAt }: { src: string; startAt: number },
  events: EngineEvents,
): PlayerEngine {
  const fail = () => events.onFatal(new Error(video.error?.message || 'the element cannot play this'));
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
      video.removeEventListener('error', fail);
      video.removeEventListener('loadedmetadata', goToStart);
      video.removeAttribute('src');
      video.load();
    },
  };
}
