import { useEffect, useRef, useState } from 'preact/hooks';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { SelectField, TextField } from '../../islands/form-fields.tsx';
import { ApiError, askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { printedName } from '../../ui/printed-name.ts';
import {
  chooseOn,
  deepestChosen,
  type FreePlace,
  isPlaced,
  levelKind,
  type NodeChoice,
  type PlaceCascade,
  parentsToLoad,
  startFree,
  withChildren,
} from './place-cascade.ts';

interface PlacePickerProps {
  cascade: PlaceCascade;
  free: FreePlace | null;
  onChange(cascade: PlaceCascade, free: FreePlace | null): void;
  problem?: string;
  words: Words<'teach'>;
  common: Words<'common'>;
}

const named = ['stage', 'subject', 'edition', 'grade', 'volume', 'unit', 'topic', 'node'] as const;

/** Where the lesson stands: one choice after the other, or unit and topic in one's own words. */
export function PlacePicker({ cascade, free, onChange, problem, words, common }: PlacePickerProps) {
  const [levels, setLevels] = useState(cascade);
  const [failed, setFailed] = useState(false);
  const [loading, setLoading] = useState(false);
  const current = useRef(cascade);

  function show(next: PlaceCascade) {
    current.current = next;
    setLevels(next);
  }

  async function load(parents: readonly string[]) {
    setLoading(true);
    setFailed(false);
    try {
      await Promise.all(
        parents.map(async (parent) => {
          const address = `/api/nodes?parent=${encodeURIComponent(parent)}`;
          const { items } = await askApi<{ items: NodeChoice[] }>(address, common);
          show(withChildren(current.current, parent, items));
        }),
      );
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailed(true);
    } finally {
      setLoading(false);
    }
  }

  useEffect(() => {
    void load(parentsToLoad(current.current));
  }, []);

  function choose(index: number, id: string) {
    const next = chooseOn(current.current, index, id === '' ? null : id);
    show(next);
    onChange(next, free);
    const node = deepestChosen(next);
    if (id !== '' && node?.hasChildren) void load([node.id]);
  }

  const label = (kind: string) => words[`place.${named.find((name) => name === kind) ?? 'node'}`];
  const shown = free
    ? levels.filter((level) => !['unit', 'topic', 'node'].includes(levelKind(level)))
    : levels;
  return (
    <div class="place-picker">
      <div class="field-grid">
        {shown.map((level, index) => (
          <SelectField
            key={level.parent ?? 'root'}
            id={`place-${index}`}
            label={label(levelKind(level))}
            value={level.chosen ?? ''}
            placeholder={words.placeChoose}
            problem={index === shown.length - 1 ? problem : undefined}
            onValue={(id) => choose(index, id)}
            options={level.items.map((item) => ({
              value: item.id,
              label: printedName(item),
              group: item.current === false ? words.placeOtherEditions : undefined,
            }))}
          />
        ))}
        {free && (
          <>
            <TextField
              id="place-unit"
              label={words.freeUnit}
              note={common.optional}
              value={free.unit}
              maxLength={120}
              onValue={(unit) => onChange(current.current, { ...free, unit })}
            />
            <TextField
              id="place-topic"
              label={words.freeTopic}
              note={common.optional}
              value={free.topic}
              maxLength={120}
              onValue={(topic) => onChange(current.current, { ...free, topic })}
            />
          </>
        )}
      </div>
      <p class="place-picker-foot" aria-live="polite">
        {loading && <span class="secondary small">{words.placeLoading}</span>}
        {failed && (
          <>
            <span class="secondary small">{words.placeFailed}</span>
            <Button small onClick={() => void load(parentsToLoad(current.current))}>
              {words.placeAgain}
            </Button>
          </>
        )}
        {isPlaced(levels) && (
          <Button
            small
            look="quiet"
            onClick={() => onChange(current.current, free ? null : startFree(current.current))}
          >
            {free ? words.placeFromList : words.placeFree}
          </Button>
        )}
      </p>
    </div>
  );
}
