import Hls, { type ErrorData, type HlsConfig, type LoadPolicy } from 'hls.js/light';
import type { LineGuess } from './bandwidth.ts';
import { isEarly } from './early-playback.ts';
import type { EngineEvents, Level, PlayerEngine } from './engine.ts';

interface HlsOptions {
  src: string;
  /** Where playing begins, so that nothing before it is fetched. */
  startAt: number;
  line: LineGuess;
}

/** Plays HLS through media sources, with hls.js. The only file that knows it; loaded when it is needed. */
export function createHlsEngine(
  video: HTMLVideoElement,
  { src, startAt, line }: HlsOptions,
  events: EngineEvents,
): PlayerEngine {
  const early = isEarly(src);
  const hls = new Hls({
    ...weakLineSettings,
    abrEwmaDefaultEstimate: line.estimate,
    // Without a measure the smallest comes first: a wrong guess upwards costs seconds on a thin line.
    startLevel: line.measured ? -1 : 0,
    // Where it still grows the end is no place to begin at.
    startPosition: startAt > 0 || early ? startAt : -1,
  });
  let levels: Level[] = [];
  let recovered = false;

  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    levels = hls.levels.map(({ height, bitrate }) => ({ height, bitrate }));
    events.onLevels(levels);
  });
  hls.on(Hls.Events.LEVEL_SWITCHED, (_event, { level }) => events.onLevel(level));
  hls.on(Hls.Events.ERROR, (_event, data) => {
    // A video that was being made is ready, or not being made any more.
    const gone = early && data.response?.code === 404;
    if (data.response?.code === 403 || gone) {
      // Each size would be asked for and refused in turn.
      hls.stopLoad();
      events.onRefused();
      return;
    }
    if (!data.fatal) return;
    if (data.type === Hls.ErrorTypes.NETWORK_ERROR && !navigator.onLine) {
      events.onOffline(true);
    } else if (data.type === Hls.ErrorTypes.MEDIA_ERROR && !recovered) {
      recovered = true;
      hls.recoverMediaError();
    } else {
      events.onFatal(new Error(describe(data), { cause: data.error }));
    }
  });

  const goOffline = () => {
    hls.stopLoad();
    events.onOffline(true);
  };
  const goOnline = () => {
    hls.startLoad(video.currentTime);
    events.onOffline(false);
  };
  window.addEventListener('offline', goOffline);
  window.addEventListener('online', goOnline);

  return {
    load() {
      hls.loadSource(src);
      hls.attachMedia(video);
    },
    get levels() {
      return levels;
    },
    setLevel(level) {
      hls.nextLevel = level === 'auto' ? -1 : level;
    },
    estimate: () => hls.bandwidthEstimate || null,
    destroy() {
      window.removeEventListener('offline', goOffline);
      window.removeEventListener('online', goOnline);
      hls.destroy();
    },
  };
}

function describe({ type, details, response }: ErrorData): string {
  return `${type} ${details}${response?.code ? ` ${response.code}` : ''}`;
}

/** Waits longer and asks oftener than hls.js does by itself: a school's line drops and comes back. */
function patient(timeToFirstByteMs: number, retries: number): LoadPolicy {
  return {
    default: {
      maxTimeToFirstByteMs: timeToFirstByteMs,
      maxLoadTimeMs: 120_000,
      timeoutRetry: { maxNumRetry: retries, retryDelayMs: 0, maxRetryDelayMs: 0 },
      errorRetry: { maxNumRetry: retries, retryDelayMs: 1000, maxRetryDelayMs: 8000 },
    },
  };
}

const weakLineSettings: Partial<HlsConfig> = {
  // Probing would fetch the smallest level first and then perhaps the same seconds again.
  testBandwidth: false,
  startFragPrefetch: true,
  abrBandWidthFactor: 0.8,
  abrBandWidthUpFactor: 0.6,
  // No abrSwitchInterval: hls.js 1.7.4 stops loading for as long as it holds a switch back.
  capLevelToPlayerSize: true,
  maxDevicePixelRatio: 2,
  // The default lets a small level run ten minutes ahead, which costs pupils metered data.
  maxBufferLength: 30,
  maxMaxBufferLength: 120,
  maxBufferSize: 20_000_000,
  backBufferLength: 60,
  lowLatencyMode: false,
  enableWorker: false,
  errorPenaltyExpireMs: 30_000,
  manifestLoadPolicy: patient(20_000, 5),
  playlistLoadPolicy: patient(20_000, 5),
  fragLoadPolicy: patient(20_000, 8),
};
