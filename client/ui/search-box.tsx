import { SearchIcon } from './icons.tsx';

interface SearchBoxProps {
  q: string;
  label: string;
  placeholder: string;
  submit: string;
  /** What is chosen already and stays chosen. */
  keep?: readonly (readonly [name: string, value: string])[];
}

/** One box that finds lessons; a plain form, so it works everywhere. */
export function SearchBox({ q, label, placeholder, submit, keep = [] }: SearchBoxProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the browsers of schools do not know <search> yet
    <form class="search-box" role="search" action="/search" method="get">
      {keep.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <input
        class="search-box-input"
        type="search"
        name="q"
        value={q}
        placeholder={placeholder}
        aria-label={label}
        maxLength={200}
        autocomplete="off"
        enterkeyhint="search"
      />
      <button class="search-box-button" type="submit">
        <SearchIcon />
        <span>{submit}</span>
      </button>
    </form>
  );
}
