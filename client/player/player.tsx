import { useEffect, useRef, useState } from 'preact/hooks';
import type { Playback } from '../../server/contract/lessons.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';
import type { Language } from '../../server/contract/words/words.ts';
import { PlayIcon, VolumeIcon } from '../ui/icons.tsx';
import { Announcer } from './announcer.tsx';
import { askPlayback, type ChoosePlayback } from './ask-playback.ts';
import { Controls } from './controls.tsx';
import { deviceMemory } from './device-memory.ts';
import { versionOf } from './early-playback.ts';
import { readKeyPress } from './key-press.ts';
import { requestForKey } from './keyboard.ts';
import { Overlay } from './overlay.tsx';
import { createPlayerController, type PlayerController } from './player-controller.ts';
import { initialState, type PlayerState } from './player-state.ts';
import { useIdle } from './use-idle.ts';
import { useNarrow } from './use-narrow.ts';

export interface PlayerProps {
  /** Under what the position is remembered on this device. */
  lessonId: string;
  title: string;
  /** With another version of the video it goes on at the same place; with what there is of one to come, at its start. */
  playback: Playback;
  /** Where the lesson is asked for anew when its addresses run out while somebody watches. */
  source?: string;
  /** Which of its addresses are meant then; left out: those everybody gets. */
  choose?: ChoosePlayback;
  durationSeconds: number | null;
  /** The second at which it begins; left out: where this device was, or at the start. */
  startAt?: number;
  /** Where to sign in when only the beginning plays. */
  signIn?: string;
  /** In a frame: the lesson's own page. */
  home?: string;
  /** Moments to mark on the bar, in seconds. */
  marks?: readonly number[];
  words: Words<'player'>;
  language: Language;
  /** For other parts of an island: seconds, about four times a second while it plays. */
  onTime?(seconds: number): void;
  /** For other parts of an island: how to ask the player for something (`seek`, `play`, …). */
  onReady?(controller: PlayerController): void;
}

/**
 * The player. As the server renders it, a plain video with the browser's own controls and the MP4; once
 * its code runs, ours. Nothing of the video is fetched before somebody presses play.
 */
export function Player(props: PlayerProps) {
  const { durationSeconds, words } = props;
  const root = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [controller, setController] = useState<PlayerController | null>(null);
  const [state, setState] = useState(() => initialState(durationSeconds, props.playback));
  const { playback } = state;
  const idle = useIdle(root, state.phase === 'playing');
  const narrow = useNarrow(root);

  useEffect(() => {
    if (!root.current || !video.current) return;
    const created = createPlayerController({
      video: video.current,
      root: root.current,
      playback: props.playback,
      renew: () => askPlayback(props.source, props.choose),
      lessonId: props.lessonId,
      durationSeconds,
      startAt: props.startAt,
      memory: deviceMemory,
    });
    setState(created.getState());
    setController(created);
    const stop = created.subscribe((next) => {
      setState(next);
      props.onTime?.(next.time);
    });
    props.onReady?.(created);
    return () => {
      stop();
      created.destroy();
    };
    // Another lesson means another player: its owner gives it another key.
  }, []);

  const version = versionOf(props.playback);
  const plays = useRef(version);
  useEffect(() => {
    if (!controller || version === plays.current) return;
    plays.current = version;
    controller.request({ do: 'use-playback', playback: props.playback, durationSeconds });
  }, [controller, version]);

  const onKeyDown = (event: KeyboardEvent) => {
    const request = controller && requestForKey(readKeyPress(event));
    if (!controller || !request) return;
    event.preventDefault();
    controller.request(request);
  };

  // A button over the picture goes away when it is pressed.
  const keepKeyboard = () => root.current?.focus({ preventScroll: true });

  return (
    <section
      ref={root}
      class={rootClass(state, controller !== null, idle)}
      data-size={narrow ? 'narrow' : undefined}
      aria-label={words.player}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: tracks follow where a lesson has captions */}
      <video
        ref={video}
        controls={controller === null}
        preload="none"
        playsInline
        poster={playback.poster}
        src={controller === null ? plainSource(playback, props.startAt) : undefined}
        aria-label={props.title}
        tabIndex={controller === null ? undefined : -1}
      >
        {playback.captions.map((caption) => (
          <track
            key={caption.language}
            kind="captions"
            src={caption.url}
            srclang={caption.language}
            label={caption.label}
          />
        ))}
        {playback.mp4 && (
          <p>
            {words.unsupported}
            <a href={playback.mp4}>{words.downloadInstead}</a>
          </p>
        )}
      </video>
      {controller && (
        <>
          <Stage {...{ state, controller, idle, words, keepKeyboard }} />
          <Overlay {...props} {...{ state, controller, keepKeyboard }} />
          <Controls {...props} state={state} controller={controller} />
          <Announcer state={state} words={words} />
        </>
      )}
    </section>
  );
}

interface StageProps {
  state: PlayerState;
  controller: PlayerController;
  idle: boolean;
  words: Words<'player'>;
  keepKeyboard(): void;
}

/** The picture as a target: a press plays or pauses; on a touch screen it shows the controls first. */
function Stage({ state, controller, idle, words, keepKeyboard }: StageProps) {
  const lastTap = useRef({ at: 0, side: 0 });

  const start = () => {
    keepKeyboard();
    controller.request({ do: 'play' });
  };

  const onPointerUp = (event: PointerEvent) => {
    // On a slow line people press again while they wait: that is no wish to stop.
    if (state.phase === 'starting') return;
    if (state.phase === 'idle') {
      if (event.button === 0) start();
      return;
    }
    if (event.pointerType !== 'touch') {
      if (event.button === 0) controller.request({ do: 'toggle' });
      return;
    }
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const share = (event.clientX - left) / width;
    const side = share < 1 / 3 ? -1 : share > 2 / 3 ? 1 : 0;
    const twice = event.timeStamp - lastTap.current.at < 350 && side === lastTap.current.side;
    lastTap.current = { at: twice ? 0 : event.timeStamp, side };
    if (twice && side !== 0) controller.request({ do: 'skip', by: side * 10 });
    else if (twice || (!idle && state.phase !== 'playing')) controller.request({ do: 'toggle' });
  };

  return (
    <div class="player-stage" onPointerUp={onPointerUp}>
      {state.soundOnly && (
        <p class="player-sound-only">
          <VolumeIcon size={20} />
          {words.soundOnly}
        </p>
      )}
      {(state.phase === 'idle' || state.phase === 'ended') && (
        <button
          type="button"
          class="player-start"
          aria-label={state.phase === 'ended' ? words.replay : words.play}
          onPointerUp={(event) => event.stopPropagation()}
          onClick={start}
        >
          <PlayIcon size={32} />
        </button>
      )}
      {state.waiting && <span class="player-wait" />}
    </div>
  );
}

/** What the bare element plays, from a moment on where one is asked for (https://www.w3.org/TR/media-frags/). */
function plainSource({ mp4, early }: Playback, startAt: number | undefined): string | undefined {
  return mp4 && startAt ? `${mp4}#t=${startAt}` : (mp4 ?? early);
}

function rootClass(state: PlayerState, ready: boolean, idle: boolean): string {
  const names = ['player', `player-${state.phase}`];
  if (ready) names.push('player-ready');
  if (idle) names.push('player-quiet');
  if (state.fullscreen) names.push('player-full');
  return names.join(' ');
}
