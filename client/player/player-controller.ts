import type { Playback } from '../../server/contract/lessons.ts';
import { showCaption, shownCaption } from './captions.ts';
import type { DeviceMemory } from './device-memory.ts';
import { playsEarly } from './early-playback.ts';
import { isFullscreen, onFullscreenChange, toggleFullscreen } from './fullscreen.ts';
import { stepRate } from './keyboard.ts';
import type { PlayerRequest } from './player-request.ts';
import { chooseStart, clampTime, initialState, type PlayerState } from './player-state.ts';
import { readPosition, writePosition } from './resume.ts';
import { createSourceSwitch } from './source-switch.ts';

/** One player: its state, whoever listens to it, and everything that can be asked of it. */
export interface PlayerController {
  getState(): PlayerState;
  /** Calls at every change; answers how to stop listening. */
  subscribe(listener: (state: PlayerState) => void): () => void;
  request(request: PlayerRequest): void;
  destroy(): void;
}

export interface PlayerParts {
  video: HTMLVideoElement;
  /** What goes into full screen: the video with its controls. */
  root: HTMLElement;
  playback: Playback;
  /** Asks for addresses that hold now; null: there are none. */
  renew(): Promise<Playback | null>;
  lessonId: string;
  durationSeconds: number | null;
  /** The second at which it begins; left out: where `memory` says. */
  startAt?: number;
  memory: DeviceMemory;
}

/** Seconds of playing after which the position is written down again. */
const saveEvery = 5;

export function createPlayerController(parts: PlayerParts): PlayerController {
  const { video, root, playback, lessonId, memory } = parts;
  const listeners = new Set<(state: PlayerState) => void>();
  /** Of the version that plays, as the lesson says. */
  let { durationSeconds } = parts;
  let state = initialState(durationSeconds, playback);
  const limitNow = () => state.playback.limit?.seconds;
  /** Where playing begins when it is asked for. */
  let startAt = findStart();
  let started = false;
  let wanted = false;
  let savedAt = 0;

  const change = (part: Partial<PlayerState>) => {
    state = { ...state, ...part };
    for (const listener of listeners) listener(state);
  };

  const source = createSourceSwitch(video, playback, parts.renew, memory, {
    onLevels: (levels) => change({ levels, level: 'auto', shownLevel: null }),
    onLevel: (shownLevel) => change({ shownLevel }),
    onOffline: (offline) => change({ notice: offline ? { kind: 'offline' } : null }),
    onFallback: () => {
      change({ notice: { kind: 'fallback' } });
      if (wanted) void play();
    },
    onRenewed: (fresh) => {
      takePlayback(fresh);
      if (wanted) void play();
    },
    onSoundOnly: (soundOnly) => {
      change({ soundOnly });
      if (wanted) void play();
    },
    onFailed: () => change({ phase: 'failed', waiting: false }),
  });

  /** Of what is still being made the beginning is there first, and maybe nothing else. */
  function findStart(): number {
    if (playsEarly(state.playback)) return 0;
    return chooseStart(parts.startAt ?? readPosition(memory, lessonId), durationSeconds, limitNow());
  }

  function takePlayback(fresh: Playback): void {
    const becomesWhole = playsEarly(state.playback) && !playsEarly(fresh);
    const otherStart = !started && playsEarly(state.playback) !== playsEarly(fresh);
    change({ playback: fresh });
    const at = findStart();
    if (otherStart) {
      startAt = at;
      change({ time: at });
    } else if (becomesWhole && at > state.time) change({ notice: { kind: 'whole', at } });
  }

  async function play(): Promise<void> {
    wanted = true;
    if (state.phase === 'ended' || state.phase === 'limited') seek(0);
    const first = !started;
    if (first) {
      started = true;
      const resumed = parts.startAt === undefined && startAt > 0 && state.time === startAt;
      change({
        phase: 'starting',
        waiting: true,
        ...(resumed && { notice: { kind: 'resumed', at: startAt } }),
      });
      // Safari lets an element play later only if it was asked during the press itself.
      video.play().catch(() => undefined);
      await source.start(startAt);
    }
    if (!wanted) return;
    try {
      await video.play();
    } catch {
      // Refused without a press, or overtaken by the next source: what the element says then counts.
      if (video.paused && state.phase === 'starting' && !first) change({ phase: 'paused', waiting: false });
    }
  }

  function pause(): void {
    wanted = false;
    video.pause();
    if (state.phase === 'starting') change({ phase: 'paused', waiting: false });
  }

  function seek(to: number): void {
    const time = clampTime(to, state.duration, limitNow());
    const over = state.phase === 'ended' || state.phase === 'limited';
    change({ time, ...(over && { phase: 'paused' as const }) });
    if (started) video.currentTime = time;
    else startAt = time;
  }

  function save(): void {
    // An element without a source says that it is at nought.
    if (!started || video.readyState === HTMLMediaElement.HAVE_NOTHING) return;
    if (!playsEarly(state.playback)) writePosition(memory, lessonId, video.currentTime, state.duration);
    source.remember();
  }

  function stopAtLimit(): void {
    wanted = false;
    change({ phase: 'limited', waiting: false });
    video.pause();
  }

  function request(asked: PlayerRequest): void {
    switch (asked.do) {
      case 'play':
        void play();
        return;
      case 'pause':
        pause();
        return;
      case 'toggle':
        if (state.phase === 'playing' || state.phase === 'starting') pause();
        else void play();
        return;
      case 'seek':
        seek(asked.to);
        return;
      case 'seek-share':
        if (state.duration !== null) seek(state.duration * asked.share);
        return;
      case 'skip':
        seek((started ? video.currentTime : state.time) + asked.by);
        return;
      case 'set-rate':
        video.playbackRate = asked.rate;
        // Sources that follow begin with it.
        video.defaultPlaybackRate = asked.rate;
        return;
      case 'step-rate':
        request({ do: 'set-rate', rate: stepRate(video.playbackRate, asked.by) });
        return;
      case 'set-level':
        source.setLevel(asked.level);
        change({ level: asked.level });
        return;
      case 'set-sound-only':
        source.setSoundOnly(asked.on);
        return;
      case 'set-volume':
        video.volume = Math.min(1, Math.max(0, asked.volume));
        video.muted = video.volume === 0;
        return;
      case 'step-volume':
        request({ do: 'set-volume', volume: (video.muted ? 0 : video.volume) + asked.by });
        return;
      case 'toggle-mute':
        video.muted = !video.muted;
        if (!video.muted && video.volume === 0) video.volume = 0.5;
        return;
      case 'set-caption':
        showCaption(video, asked.language);
        change({ caption: asked.language });
        return;
      case 'toggle-captions':
        request({
          do: 'set-caption',
          language: state.caption ? null : (state.playback.captions[0]?.language ?? null),
        });
        return;
      case 'toggle-fullscreen':
        // Refused where the frame around us does not allow it; then nothing changes.
        toggleFullscreen(root, video).catch(() => undefined);
        return;
      case 'use-playback':
        durationSeconds = asked.durationSeconds;
        // Of what was begun the element says it.
        if (!started) change({ duration: durationSeconds });
        takePlayback(asked.playback);
        void source.replace(asked.playback);
        return;
      case 'dismiss-notice':
        change({ notice: null });
        return;
      default:
        asked satisfies never;
    }
  }

  /** What the element tells, as state. */
  const heard: Partial<Record<keyof HTMLMediaElementEventMap, () => void>> = {
    playing: () => change({ phase: 'playing', waiting: false }),
    waiting: () => change({ waiting: !video.paused }),
    seeked: () => change({ waiting: false, time: video.currentTime }),
    canplay: () => change({ waiting: false }),
    pause: () => {
      save();
      if (state.phase === 'playing') change({ phase: 'paused', waiting: false });
    },
    ended: () => {
      save();
      if (limitNow() !== undefined) stopAtLimit();
      else change({ phase: 'ended', waiting: false });
    },
    timeupdate: () => {
      if (!started || video.readyState === HTMLMediaElement.HAVE_NOTHING) return;
      change({ time: video.currentTime });
      const limit = limitNow();
      if (limit !== undefined && video.currentTime >= limit && state.phase !== 'limited') stopAtLimit();
      if (Math.abs(video.currentTime - savedAt) >= saveEvery) {
        savedAt = video.currentTime;
        save();
      }
    },
    durationchange: () => {
      // With a limit the element may know of the free part alone.
      const known = Number.isFinite(video.duration) ? video.duration : null;
      const whole = limitNow() === undefined ? known : Math.max(known ?? 0, durationSeconds ?? 0);
      change({ duration: whole || durationSeconds });
    },
    progress: () => change({ buffered: readRanges(video.buffered) }),
    ratechange: () => change({ rate: video.playbackRate }),
    volumechange: () => change({ volume: video.volume, muted: video.muted }),
  };
  const events = Object.entries(heard) as [string, () => void][];
  for (const [name, listener] of events) video.addEventListener(name, listener);
  const hearTracks = () => change({ caption: shownCaption(video) });
  video.textTracks.addEventListener('change', hearTracks);
  const stopFullscreen = onFullscreenChange(() => change({ fullscreen: isFullscreen(root) }));
  window.addEventListener('pagehide', save);

  if (!video.paused) {
    // Somebody was quicker than this code and pressed play on the bare element: it plays on as it is.
    started = true;
    wanted = true;
    change({ phase: 'playing', duration: video.duration || state.duration });
  } else {
    // Nothing was fetched yet (`preload=none`); from here on an engine says what is.
    video.removeAttribute('src');
    change({ time: startAt });
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    request,
    destroy() {
      save();
      for (const [name, listener] of events) video.removeEventListener(name, listener);
      video.textTracks.removeEventListener('change', hearTracks);
      stopFullscreen();
      window.removeEventListener('pagehide', save);
      source.destroy();
    },
  };
}

function readRanges(ranges: TimeRanges): [number, number][] {
  return Array.from({ length: ranges.length }, (_, index) => [ranges.start(index), ranges.end(index)]);
}
