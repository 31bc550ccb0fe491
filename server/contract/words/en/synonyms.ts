import type { synonyms as zh } from '../zh/synonyms.ts';

export const synonyms: Record<keyof typeof zh, string> = {
  title: 'Synonyms',
  intro:
    'Words that search takes for each other. They hold within seconds of being saved; nothing is rebuilt.',
  kind: 'How',
  'kind.equal': 'Equal',
  'kind.oneWay': 'One way: a search for the first finds the others too',
  words: 'Words',
  wordsHint: 'Parted by commas, for instance: tomato, love apple',
  own: 'Your own synonyms',
  shipped: 'Synonyms that come with the program',
  shippedIntro:
    '{count} groups, {on} in use. Your own come first; those that do not fit can be switched off here.',
  shippedAll: 'Use all again',
  shippedShow: 'Look at them and switch off',
  group: 'Group {number}',
  add: 'Add a group',
  remove: 'Remove',
  removeOf: 'Remove group {number}',
  empty: 'There are no synonyms yet.',
  emptyHint: 'Where pupils say a thing otherwise than the textbook, write both as one group here.',
  count: '{count} groups, {max} at most',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved; it holds in searches within seconds.',
  problemTwo: 'A group has two words at least.',
  problemBlank: 'There is nothing to look for in “{word}”.',
  problemTwice: '“{word}” stands there twice.',
  problemElsewhere: '“{word}” stands in group {group} already; make them one.',
  warningTerm: '“{word}” is the name of a {kind}: it acts as a filter first, and perhaps not as a synonym.',
};
