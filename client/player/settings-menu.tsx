import { fill } from '../../server/contract/words/words.ts';
import type { ControlsProps } from './controls.tsx';
import { rates } from './keyboard.ts';
import { levelName } from './player-state.ts';

interface Choice {
  value: string;
  label: string;
  chosen: boolean;
  onChoose(): void;
}

/** Sizes to choose from, and the sound alone where there is one; with that, the way back to the picture. */
function listQualities({ state, controller: { request }, words }: ControlsProps): Choice[] {
  const { soundOnly, playback } = state;
  const shown = state.shownLevel === null || soundOnly ? undefined : state.levels[state.shownLevel];
  const quality = shown && state.level === 'auto' ? levelName(shown) : '';
  const auto: Choice = {
    value: 'auto',
    label: quality ? fill(words.autoNow, { quality }) : words.auto,
    chosen: state.level === 'auto' && !soundOnly,
    onChoose: () =>
      request(soundOnly ? { do: 'set-sound-only', on: false } : { do: 'set-level', level: 'auto' }),
  };
  const levels = state.levels.map((level, index) => ({
    value: String(index),
    label: levelName(level),
    chosen: state.level === index,
    onChoose: () => request({ do: 'set-level', level: index }),
  }));
  const sound: Choice = {
    value: 'sound',
    label: words.soundOnly,
    chosen: soundOnly,
    onChoose: () => request({ do: 'set-sound-only', on: true }),
  };
  const pictures = soundOnly || levels.length < 2 ? [auto] : [auto, ...levels];
  return playback.audio || playback.audioHls ? [...pictures, sound] : pictures;
}

/** Speed, quality and captions; plain radio buttons, so that keys and screen readers know them. */
export function SettingsMenu(props: ControlsProps) {
  const { state, controller, words } = props;
  const { request } = controller;
  const qualities = listQualities(props);
  return (
    <div class="player-menu">
      <Choices
        name="rate"
        legend={words.speed}
        choices={rates.map((rate) => ({
          value: String(rate),
          label: rate === 1 ? words.normalSpeed : `${rate}×`,
          chosen: state.rate === rate,
          onChoose: () => request({ do: 'set-rate', rate }),
        }))}
      />
      {qualities.length > 1 && <Choices name="level" legend={words.quality} choices={qualities} />}
      {state.playback.captions.length > 1 && (
        <Choices
          name="caption"
          legend={words.captions}
          choices={[
            {
              value: '',
              label: words.captionsOff,
              chosen: state.caption === null,
              onChoose: () => request({ do: 'set-caption', language: null }),
            },
            ...state.playback.captions.map(({ language, label }) => ({
              value: language,
              label,
              chosen: state.caption === language,
              onChoose: () => request({ do: 'set-caption', language }),
            })),
          ]}
        />
      )}
    </div>
  );
}

function Choices({ name, legend, choices }: { name: string; legend: string; choices: readonly Choice[] }) {
  return (
    <fieldset class="player-choices">
      <legend>{legend}</legend>
      <div>
        {choices.map((choice) => (
          <label key={choice.value} class="player-choice">
            <input
              type="radio"
              name={`player-${name}`}
              value={choice.value}
              checked={choice.chosen}
              onChange={choice.onChoose}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
