import type { ComponentChildren } from 'preact';
import type { PageOf } from '../../../server/contract/pages.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';

interface ReviewHeadProps {
  heading: string[];
  position: PageOf<'review-entry'>['position'];
  /** Whether what was given is kept. */
  saving: ComponentChildren;
  words: Words<'review'>;
  onHelp(): void;
}

/** What is being reviewed, where in the batch one is, and the ways from here. */
export function ReviewHead({ heading, position, saving, words, onHelp }: ReviewHeadProps) {
  return (
    <header class="review-head">
      <a class="review-head-title" href="/review" title={words.back}>
        {words.title}
      </a>
      <p class="review-head-what dotted">
        {heading.map((piece) => (
          <span key={piece}>{piece}</span>
        ))}
      </p>
      <p class="review-head-where">
        <span>{fill(words.position, { index: position.index, total: position.total })}</span>
        {saving}
      </p>
      <nav class="review-head-links" aria-label={words.listOf}>
        {position.previousHref && <a href={position.previousHref}>{words.previous}</a>}
        {position.nextHref && <a href={position.nextHref}>{words.next}</a>}
        <button type="button" class="review-keys" onClick={onHelp}>
          {words.keys} <kbd>?</kbd>
        </button>
      </nav>
    </header>
  );
}
