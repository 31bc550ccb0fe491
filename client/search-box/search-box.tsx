import { useEffect, useRef } from 'preact/hooks';
import type { Words } from '../../server/contract/words/dictionary.ts';
import { SearchIcon } from '../ui/icons.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { useCombobox } from './use-combobox.ts';

export type SuggestionWords = Pick<
  Words<'search'>,
  'suggest' | 'suggest.count' | 'suggest.nodes' | 'suggest.lessons' | 'suggest.teachers'
>;

export interface SearchBoxProps {
  q: string;
  label: string;
  placeholder: string;
  submit: string;
  /** What is chosen already and stays chosen. */
  keep?: readonly (readonly [name: string, value: string])[];
  /** In the header: lower, and its button without a word. */
  compact?: boolean;
  words: SuggestionWords;
}

/** One box that finds lessons: a plain form that works everywhere; where scripts run, it suggests while typing. */
export function SearchBox({ q, label, placeholder, submit, keep = [], compact, words }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  const box = useCombobox(input);
  useSlash(input);

  return (
    // biome-ignore lint/a11y/useSemanticElements: the browsers of schools do not know <search> yet
    <form
      class={compact ? 'search-box search-box-compact' : 'search-box'}
      role="search"
      action="/search"
      method="get"
      onSubmit={box.close}
    >
      {keep.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <div class="search-box-line">
        {/* Not controlled: what was typed before the script came stays. */}
        <input
          ref={input}
          class="search-box-input"
          type="search"
          name="q"
          defaultValue={q}
          placeholder={placeholder}
          aria-label={label}
          aria-keyshortcuts="/"
          maxLength={200}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          enterkeyhint="search"
          {...box.inputAttributes}
        />
        <button class="search-box-button" type="submit" aria-label={submit}>
          <SearchIcon />
          {!compact && <span>{submit}</span>}
        </button>
      </div>
      <SuggestionList box={box} words={words} />
    </form>
  );
}

/** «/» brings the focus into the box, from wherever nothing is being typed. */
function useSlash(input: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]'))
        return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, [input]);
}
