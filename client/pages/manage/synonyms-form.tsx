import { useRef, useState } from 'preact/hooks';
import type { Synonyms, SynonymsChange } from '../../../server/contract/synonyms.ts';
import { mostSynonymGroups } from '../../../server/contract/terms/synonym-limits.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { RequestProblem, SelectField, TextField } from '../../islands/form-fields.tsx';
import { useForm, useLeaveWarning } from '../../islands/use-form.ts';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Check } from '../../ui/field.tsx';
import { SettingsFormEnd } from './settings-form-end.tsx';
import { fromRows, type SynonymRow, toRows, wordsOf } from './synonym-rows.ts';

export interface SynonymsFormProps {
  synonyms: Synonyms;
  words: Pick<Dictionary, 'synonyms' | 'common'>;
}

/** Groups of words that search takes for each other, a line each. */
export function SynonymsForm({ synonyms, words: { synonyms: words, common } }: SynonymsFormProps) {
  const { busy, error, run } = useRequest();
  const { values, dirty, set, reset, ref } = useForm(
    { rows: toRows(synonyms.groups), off: offOf(synonyms) },
    error,
  );
  const [kept, setKept] = useState(synonyms);
  const [saved, setSaved] = useState(false);
  const [checked, setChecked] = useState(false);
  const nextKey = useRef(synonyms.groups.length);
  useLeaveWarning(dirty);
  const { rows, off } = values;

  const change = (next: SynonymRow[]) => {
    setSaved(false);
    set({ rows: next });
  };
  const changeOff = (next: string[]) => {
    setSaved(false);
    set({ off: next });
  };
  const changeRow = (key: number, part: Partial<SynonymRow>) =>
    change(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));

  function add() {
    const key = nextKey.current++;
    change([...rows, { key, text: '', oneWay: false }]);
    requestAnimationFrame(() => document.getElementById(`words-${key}`)?.focus());
  }

  function submit(event: Event) {
    event.preventDefault();
    setChecked(true);
    const { groups, rows: filled } = fromRows(rows);
    set({ rows: filled });
    const single = filled.find(isSingle);
    if (single) return document.getElementById(`words-${single.key}`)?.focus();
    void run(async () => {
      const body: SynonymsChange = { groups, off, revision: kept.revision };
      const answer = await askApi<Synonyms>('/api/synonyms', common, { method: 'PUT', body });
      setKept(answer);
      reset({ rows: filled, off });
      setChecked(false);
      setSaved(true);
    });
  }

  return (
    <form class="panel" ref={ref} onSubmit={submit} noValidate>
      <RequestProblem error={error} />
      <h2>{words.own}</h2>
      {rows.length === 0 && <EmptyState title={words.empty}>{words.emptyHint}</EmptyState>}
      <ol class="synonyms">
        {rows.map((row, index) => (
          <Row
            key={row.key}
            {...{ row, index, words }}
            problem={checked && isSingle(row) ? words.problemTwo : problemOf(error?.fields, index)}
            warnings={dirty ? [] : warningsOf(kept, index)}
            onChange={(part) => changeRow(row.key, part)}
            onRemove={() => change(rows.filter(({ key }) => key !== row.key))}
          />
        ))}
      </ol>
      <p class="cluster">
        <Button onClick={add} disabled={rows.length >= mostSynonymGroups}>
          {words.add}
        </Button>
        <span class="small secondary">
          {fill(words.count, { count: rows.length, max: mostSynonymGroups })}
        </span>
      </p>
      <Shipped shipped={kept.shipped} off={off} words={words} onOff={changeOff} />
      <SettingsFormEnd {...{ busy, saved, words }} />
    </form>
  );
}

const offOf = ({ shipped }: Synonyms) =>
  shipped.filter(({ on }) => !on).map(({ words: [first = ''] }) => first);

interface ShippedProps {
  shipped: Synonyms['shipped'];
  /** The first words of those that are switched off. */
  off: readonly string[];
  words: Dictionary['synonyms'];
  onOff(off: string[]): void;
}

/** The groups that come with the program: each can be switched off, and all of them on again. */
function Shipped({ shipped, off, words, onOff }: ShippedProps) {
  const counts = { count: shipped.length, on: shipped.length - off.length };
  return (
    <section class="synonyms-shipped" aria-label={words.shipped}>
      <h2>{words.shipped}</h2>
      <p class="small secondary">{fill(words.shippedIntro, counts)}</p>
      <details open={off.length > 0}>
        <summary>{words.shippedShow}</summary>
        <ul>
          {shipped.map(({ words: group }) => {
            const [first = ''] = group;
            const on = !off.includes(first);
            return (
              <li key={first}>
                <Check
                  label={group.join('、')}
                  checked={on}
                  onChange={() => onOff(on ? [...off, first] : off.filter((word) => word !== first))}
                />
              </li>
            );
          })}
        </ul>
      </details>
      {off.length > 0 && <Button onClick={() => onOff([])}>{words.shippedAll}</Button>}
    </section>
  );
}

interface RowProps {
  row: SynonymRow;
  index: number;
  words: Dictionary['synonyms'];
  problem: string | undefined;
  warnings: readonly string[];
  onChange(part: Partial<SynonymRow>): void;
  onRemove(): void;
}

function Row({ row, index, words, problem, warnings, onChange, onRemove }: RowProps) {
  const number = index + 1;
  return (
    <li class="synonym">
      <div class="synonym-words">
        <TextField
          id={`words-${row.key}`}
          label={fill(words.group, { number })}
          value={row.text}
          hint={index === 0 ? words.wordsHint : undefined}
          problem={problem}
          onValue={(text) => onChange({ text })}
        />
        {warnings.map((warning) => (
          <p key={warning} class="flag">
            {warning}
          </p>
        ))}
      </div>
      <SelectField
        id={`kind-${row.key}`}
        label={words.kind}
        value={row.oneWay ? 'oneWay' : 'equal'}
        options={[
          { value: 'equal', label: words['kind.equal'] },
          { value: 'oneWay', label: words['kind.oneWay'] },
        ]}
        onValue={(kind) => onChange({ oneWay: kind === 'oneWay' })}
      />
      <Button look="quiet" aria-label={fill(words.removeOf, { number })} onClick={onRemove}>
        {words.remove}
      </Button>
    </li>
  );
}

const isSingle = ({ text }: SynonymRow) => wordsOf(text).length === 1;

/** What was refused of a group, wherever in it. */
function problemOf(fields: Readonly<Record<string, string>> = {}, index: number): string | undefined {
  const path = `groups.${index}`;
  return Object.entries(fields).find(([name]) => name === path || name.startsWith(`${path}.`))?.[1];
}

const warningsOf = ({ warnings }: Synonyms, index: number) =>
  warnings.filter(({ path }) => path === `groups.${index}`).map(({ message }) => message);
