import { useRef, useState } from 'preact/hooks';
import { formatTime } from '../../server/contract/words/format-time.ts';
import type { ControlsProps } from './controls.tsx';
import { loadStoryboard, type Storyboard } from './load-storyboard.ts';
import { spokenPosition } from './spoken-time.ts';
import { tileAt } from './storyboard.ts';

/** The bar: what is played, what is loaded, what is free, marks; under the pointer the picture there. */
export function SeekBar({ state, controller, marks = [], words }: ControlsProps) {
  const { playback } = state;
  const duration = state.duration ?? 0;
  const [pointed, setPointed] = useState<number | null>(null);
  const [storyboard, setStoryboard] = useState<Storyboard | null>(null);
  const asked = useRef(false);

  const fetchPreview = () => {
    // Pictures are for who seeks; before play is pressed nobody has asked for a byte.
    if (asked.current || !playback.storyboard || state.phase === 'idle') return;
    asked.current = true;
    loadStoryboard(playback.storyboard).then(setStoryboard, () => {
      // A preview is a help, not a part: without it the bar shows times only.
      asked.current = false;
    });
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!(event.currentTarget instanceof HTMLElement)) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setPointed(Math.min(1, Math.max(0, (event.clientX - left) / width)));
    fetchPreview();
  };

  return (
    <div class="seek-bar" onPointerMove={onPointerMove} onPointerLeave={() => setPointed(null)}>
      <Track state={state} duration={duration} limit={playback.limit?.seconds} marks={marks} />
      <input
        class="seek-range"
        type="range"
        min={0}
        max={duration || 1}
        step="any"
        value={state.time}
        disabled={duration === 0}
        aria-label={words.seek}
        aria-valuetext={spokenPosition(state.time, duration, words)}
        onFocus={fetchPreview}
        onInput={(event) => controller.request({ do: 'seek', to: Number(event.currentTarget.value) })}
      />
      {pointed !== null && duration > 0 && (
        <Preview share={pointed} seconds={pointed * duration} storyboard={storyboard} />
      )}
    </div>
  );
}

interface TrackProps {
  state: ControlsProps['state'];
  duration: number;
  limit: number | undefined;
  marks: readonly number[];
}

/** Drawn in seconds: the box stretches them over the width. */
function Track({ state, duration, limit, marks }: TrackProps) {
  const box = `0 0 ${duration || 1} 1`;
  return (
    <svg class="seek-track" viewBox={box} preserveAspectRatio="none" aria-hidden="true">
      <rect class="seek-all" width={duration || 1} height="1" />
      {limit !== undefined && limit < duration && (
        <rect class="seek-locked" x={limit} width={duration - limit} height="1" />
      )}
      {state.buffered.map(([from, to]) => (
        <rect key={from} class="seek-loaded" x={from} width={Math.max(0, to - from)} height="1" />
      ))}
      <rect class="seek-played" width={Math.min(state.time, duration || 1)} height="1" />
      {marks.map((at) => (
        <line key={at} class="seek-mark" x1={at} x2={at} y1="0" y2="1" vector-effect="non-scaling-stroke" />
      ))}
    </svg>
  );
}

interface PreviewProps {
  /** 0 to 1 of the bar. */
  share: number;
  seconds: number;
  storyboard: Storyboard | null;
}

const previewWidth = 160;

/**
 * Placed by attributes of an SVG as wide as the bar: the content policy allows no styles in markup. The
 * sprite is cut to its tile by the inner box.
 */
function Preview({ share, seconds, storyboard }: PreviewProps) {
  const bar = useRef<SVGSVGElement>(null);
  const width = bar.current?.clientWidth ?? 0;
  const tile = storyboard ? tileAt(storyboard.tiles, seconds) : undefined;
  const height = tile ? Math.round((previewWidth * tile.height) / tile.width) : 0;
  const box = tile ? previewWidth : 64;
  const x = Math.min(Math.max(0, share * width - box / 2), Math.max(0, width - box));
  const sheet = tile && storyboard?.sheets.get(tile.src);
  return (
    <svg ref={bar} class="seek-preview" aria-hidden="true">
      {width > 0 && (
        <svg x={x} y={112 - height - 24} width={box} height={height + 24} aria-hidden="true">
          <rect class="seek-preview-box" width={box} height={height + 24} rx="4" />
          {tile && sheet && (
            <svg
              width={box}
              height={height}
              viewBox={`${tile.x} ${tile.y} ${tile.width} ${tile.height}`}
              aria-hidden="true"
            >
              <image href={tile.src} width={sheet.width} height={sheet.height} />
            </svg>
          )}
          <text class="seek-preview-time" x={box / 2} y={height + 17} text-anchor="middle">
            {formatTime(seconds)}
          </text>
        </svg>
      )}
    </svg>
  );
}
