import type { Suggestions } from '../../server/contract/search.ts';

/** One thing that may be meant, and where it leads. */
export interface SuggestionOption {
  href: string;
  text: string;
  /** What tells it from others of its name, in secondary ink. */
  detail: string;
}

export interface SuggestionGroup {
  name: keyof Suggestions;
  options: readonly SuggestionOption[];
}

/** So many of each: together they fit beside a keyboard on a phone with a little scrolling. */
const most = { nodes: 3, lessons: 5, teachers: 3 };

/** An answer as it is shown: nodes, lessons, teachers; a group without anything is left out. */
export function groupSuggestions({ nodes, lessons, teachers }: Suggestions): SuggestionGroup[] {
  const groups: SuggestionGroup[] = [
    {
      name: 'nodes',
      options: nodes.slice(0, most.nodes).map(({ id, name, title, book }) => ({
        href: book === null ? `/search?node=${encodeURIComponent(id)}` : placeInBook(book, id),
        text: title,
        detail: name.endsWith(title) ? name.slice(0, -title.length).trim() : name,
      })),
    },
    {
      name: 'lessons',
      options: lessons.slice(0, most.lessons).map(({ id, title, place, teacher }) => ({
        href: `/lessons/${encodeURIComponent(id)}`,
        text: title,
        detail: [place, teacher].filter(Boolean).join(' · '),
      })),
    },
    {
      name: 'teachers',
      options: teachers.slice(0, most.teachers).map(({ id, name, school }) => ({
        href: `/search?teacher=${encodeURIComponent(id)}`,
        text: name,
        detail: school,
      })),
    },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

function placeInBook(book: string, node: string): string {
  const page = `/books/${encodeURIComponent(book)}`;
  return node === book ? page : `${page}#${encodeURIComponent(node)}`;
}

/** Where the text itself stands in a suggestion, whatever its case; none where it was found otherwise. */
export function markTyped(suggestion: string, typed: string): [number, number][] {
  const at = typed === '' ? -1 : suggestion.toLowerCase().indexOf(typed.toLowerCase());
  return at < 0 ? [] : [[at, at + typed.length]];
}
