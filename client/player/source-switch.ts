import type { Playback } from '../../server/contract/lessons.ts';
import { guessBandwidth, rememberBandwidth } from './bandwidth.ts';
import { listSources, type MediaSourceChoice, readAbilities } from './choose-source.ts';
import type { DeviceMemory } from './device-memory.ts';
import { isEarly, playsEarly } from './early-playback.ts';
import { createElementEngine } from './element-engine.ts';
import type { EngineEvents, PlayerEngine } from './engine.ts';

export interface SwitchEvents extends Omit<EngineEvents, 'onFatal' | 'onRefused'> {
  /** An engine gave up and the next way to play took over, at the same place. */
  onFallback(): void;
  /** Other addresses took over. */
  onRenewed(playback: Playback): void;
  /** The sound alone took over, or the picture again, at the same place. */
  onSoundOnly(on: boolean): void;
  /** No way is left. */
  onFailed(error: Error): void;
}

/** Brings the video in, in the best way this browser has, and in the next best when that fails. */
export interface SourceSwitch {
  /** Begins to load; code that is needed for it is fetched first. Answers when the element can play. */
  start(startAt: number): Promise<void>;
  /**
   * Goes on with other addresses, at the same place unless they are of what is still being made after a video that was
   * whole; what has not begun will begin with them.
   */
  replace(fresh: Playback): Promise<void>;
  setLevel(level: number | 'auto'): void;
  /** Brings the sound without a picture, or both again. */
  setSoundOnly(on: boolean): void;
  /** Keeps the measured speed of the line for the next visit. */
  remember(): void;
  destroy(): void;
}

/** Milliseconds within which new addresses that are refused too are not asked for again. */
const renewAgainAfter = 60_000;

/** `renew` answers addresses that hold now; null: there are none for this viewer. */
export function createSourceSwitch(
  video: HTMLVideoElement,
  playback: Playback,
  renew: () => Promise<Playback | null>,
  memory: DeviceMemory,
  events: SwitchEvents,
): SourceSwitch {
  let addresses = playback;
  let soundOnly = false;
  let ways = listWays();
  /** Counts what was begun: what comes late, after something else was asked for, is dropped. */
  let turn = 0;
  /** Where what was begun last begins; null before anything was asked for. */
  let begunAt: number | null = null;
  /** Whether the element is there: until then it says that it is at nought. */
  let arrived = false;
  let renewedAt = Number.NEGATIVE_INFINITY;
  let engine: PlayerEngine | undefined;
  let destroyed = false;

  const arrive = () => {
    arrived = true;
  };
  video.addEventListener('seeked', arrive);
  video.addEventListener('playing', arrive);

  /** Where whoever watches is, or will be once what was begun is there. */
  const place = () => (begunAt === null || (engine && arrived) ? video.currentTime : begunAt);

  /** Where to go on with other addresses: of what is still being made maybe only the beginning is there. */
  const placeIn = (fresh: Playback) => (playsEarly(fresh) && !playsEarly(addresses) ? 0 : place());

  function listWays(): MediaSourceChoice[] {
    const { audio, audioHls } = addresses;
    return listSources(soundOnly ? { hls: audioHls, mp4: audio } : addresses, readAbilities(video));
  }

  function takeAddresses(fresh: Playback): void {
    addresses = fresh;
    // Of a video that is still being made there is no sound alone.
    if (!soundOnly || fresh.audio || fresh.audioHls) return;
    soundOnly = false;
    events.onSoundOnly(false);
  }

  async function use(index: number, startAt: number): Promise<void> {
    turn += 1;
    const mine = turn;
    begunAt = startAt;
    const way = ways[index];
    if (!way) throw new Error('this browser has no way to play the video');
    const next = await createEngine(way, startAt, {
      ...events,
      onRefused: () => void renewAddresses(way.src),
      onFatal: (error) => void fallBack(index + 1, error),
    });
    if (destroyed || mine !== turn) {
      next.destroy();
      return;
    }
    engine = next;
    arrived = false;
    engine.load();
  }

  /** What is begun next begins at the same place, whoever begins it. */
  function dropEngine(): void {
    if (engine) begunAt = place();
    engine?.destroy();
    engine = undefined;
    events.onLevels([]);
  }

  async function renewAddresses(refused: string): Promise<void> {
    const { playbackRate } = video;
    // What is still being made may become another video at any time, one that begins anew or the whole.
    const again = performance.now() - renewedAt < renewAgainAfter && !isEarly(refused);
    dropEngine();
    renewedAt = performance.now();
    const mine = turn;
    try {
      const fresh = again ? null : await renew();
      // Other addresses came by another way meanwhile.
      if (destroyed || mine !== turn) return;
      if (fresh === null) throw new Error('the addresses have run out');
      const startAt = placeIn(fresh);
      takeAddresses(fresh);
      ways = listWays();
      if (isEarly(refused) && ways.some(({ src }) => src === refused))
        throw new Error('the same addresses were given again');
      await use(0, startAt);
      video.playbackRate = playbackRate;
      events.onRenewed(fresh);
    } catch (error) {
      events.onFailed(new Error('no addresses in place of those that ran out', { cause: error }));
    }
  }

  /** Goes on with the best way there is now, if anything was begun. */
  async function beginAnew(startAt: number, onBegun: () => void, failure: string): Promise<void> {
    ways = listWays();
    if (begunAt === null) return;
    const { playbackRate } = video;
    dropEngine();
    try {
      await use(0, startAt);
      video.playbackRate = playbackRate;
      onBegun();
    } catch (error) {
      events.onFailed(new Error(failure, { cause: error }));
    }
  }

  async function replace(fresh: Playback): Promise<void> {
    const startAt = placeIn(fresh);
    takeAddresses(fresh);
    const failure = 'the video that took its place does not play';
    await beginAnew(startAt, () => events.onRenewed(fresh), failure);
  }

  async function fallBack(index: number, error: Error): Promise<void> {
    const { playbackRate } = video;
    const startAt = place();
    dropEngine();
    if (index >= ways.length) {
      events.onFailed(error);
      return;
    }
    try {
      await use(index, startAt);
      video.playbackRate = playbackRate;
      events.onFallback();
    } catch (cause) {
      events.onFailed(new Error('the way to fall back on failed too', { cause }));
    }
  }

  async function changeSoundOnly(on: boolean): Promise<void> {
    if (on === soundOnly) return;
    soundOnly = on;
    events.onSoundOnly(on);
    // What was chosen may have changed meanwhile.
    await beginAnew(place(), () => events.onSoundOnly(soundOnly), 'no way to play what was chosen');
  }

  async function createEngine(
    way: MediaSourceChoice,
    startAt: number,
    engineEvents: EngineEvents,
  ): Promise<PlayerEngine> {
    const { src } = way;
    if (way.engine !== 'hls') return createElementEngine(video, { src, startAt }, engineEvents);
    const { createHlsEngine } = await import('./hls-engine.ts');
    const line = guessBandwidth(memory, readDownlink());
    return createHlsEngine(video, { src, startAt, line }, engineEvents);
  }

  return {
    async start(startAt) {
      try {
        await use(0, startAt);
      } catch (error) {
        // The engine's code did not come: the plain MP4 needs none.
        await fallBack(1, error instanceof Error ? error : new Error(String(error)));
      }
    },
    replace,
    setLevel: (level) => engine?.setLevel(level),
    setSoundOnly: (on) => void changeSoundOnly(on),
    remember: () => rememberBandwidth(memory, engine?.estimate() ?? null),
    destroy() {
      destroyed = true;
      video.removeEventListener('seeked', arrive);
      video.removeEventListener('playing', arrive);
      engine?.destroy();
    },
  };
}

/** Mbit/s as the browser guesses; Safari and Firefox do not say. */
function readDownlink(): number | undefined {
  const { connection } = navigator as Navigator & { connection?: { downlink?: number } };
  return connection?.downlink;
}
