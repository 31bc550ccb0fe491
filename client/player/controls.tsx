import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatTime } from '../../server/contract/words/format-time.ts';
import {
  BackIcon,
  CaptionsIcon,
  ExternalLinkIcon,
  ForwardIcon,
  MaximizeIcon,
  MinimizeIcon,
  MutedIcon,
  PauseIcon,
  PlayIcon,
  SettingsIcon,
  VolumeIcon,
} from '../ui/icons.tsx';
import type { PlayerProps } from './player.tsx';
import type { PlayerController } from './player-controller.ts';
import type { PlayerState } from './player-state.ts';
import { SeekBar } from './seek-bar.tsx';
import { SettingsMenu } from './settings-menu.tsx';

export type ControlsProps = PlayerProps & { state: PlayerState; controller: PlayerController };

/** The bar under the picture. */
export function Controls(props: ControlsProps) {
  const { state, controller, words } = props;
  const { request } = controller;
  const active = state.phase === 'playing' || state.phase === 'starting';
  const over = state.phase === 'ended' || state.phase === 'limited';
  return (
    <div class="player-controls">
      <SeekBar {...props} />
      <div class="player-row">
        <ControlButton
          label={active ? words.pause : over ? words.replay : words.play}
          onClick={() => request({ do: 'toggle' })}
        >
          {active ? <PauseIcon /> : <PlayIcon />}
        </ControlButton>
        <ControlButton label={words.back10} onClick={() => request({ do: 'skip', by: -10 })}>
          <BackIcon />
          <span class="player-ten" aria-hidden="true">
            10
          </span>
        </ControlButton>
        <ControlButton label={words.forward10} onClick={() => request({ do: 'skip', by: 10 })}>
          <ForwardIcon />
          <span class="player-ten" aria-hidden="true">
            10
          </span>
        </ControlButton>
        <Volume {...props} />
        <span class="player-time figure" aria-hidden="true">
          {formatTime(state.time)}
          {state.duration !== null && <span> / {formatTime(state.duration)}</span>}
        </span>
        <span class="player-gap" />
        {state.playback.captions.length > 0 && (
          <ControlButton
            label={words.captions}
            pressed={state.caption !== null}
            onClick={() => request({ do: 'toggle-captions' })}
          >
            <CaptionsIcon />
          </ControlButton>
        )}
        <Settings {...props} />
        {props.home && (
          <a class="player-button" href={props.home} target="_blank" rel="noopener" title={props.title}>
            <ExternalLinkIcon />
            <span class="visually-hidden">{props.title}</span>
          </a>
        )}
        <ControlButton
          label={state.fullscreen ? words.exitFullscreen : words.enterFullscreen}
          onClick={() => request({ do: 'toggle-fullscreen' })}
        >
          {state.fullscreen ? <MinimizeIcon /> : <MaximizeIcon />}
        </ControlButton>
      </div>
    </div>
  );
}

interface ControlButtonProps {
  label: string;
  pressed?: boolean;
  onClick(): void;
  children: ComponentChildren;
}

function ControlButton({ label, pressed, onClick, children }: ControlButtonProps) {
  return (
    <button
      type="button"
      class="player-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

function Volume({ state, controller, words }: ControlsProps) {
  const silent = state.muted || state.volume === 0;
  return (
    <span class="player-volume">
      <ControlButton
        label={silent ? words.unmute : words.mute}
        onClick={() => controller.request({ do: 'toggle-mute' })}
      >
        {silent ? <MutedIcon /> : <VolumeIcon />}
      </ControlButton>
      <input
        class="volume-range"
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={silent ? 0 : state.volume}
        aria-label={words.volume}
        onInput={(event) =>
          controller.request({ do: 'set-volume', volume: Number(event.currentTarget.value) })
        }
      />
    </span>
  );
}

/** The button and its menu, which closes on Escape, on a press elsewhere and when the focus leaves it. */
function Settings(props: ControlsProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const onPress = (event: Event) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', onPress);
    return () => document.removeEventListener('pointerdown', onPress);
  }, [open]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  const onFocusOut = (event: FocusEvent) => {
    if (event.relatedTarget instanceof Node && !place.current?.contains(event.relatedTarget)) setOpen(false);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only watches the focus of what is in it
    <span ref={place} class="player-settings" onKeyDown={onKeyDown} onFocusOut={onFocusOut}>
      <button
        ref={button}
        type="button"
        class="player-button"
        aria-label={props.words.settings}
        title={props.words.settings}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {props.state.rate === 1 ? (
          <SettingsIcon />
        ) : (
          <span class="player-rate figure">{props.state.rate}×</span>
        )}
      </button>
      {open && <SettingsMenu {...props} />}
    </span>
  );
}
