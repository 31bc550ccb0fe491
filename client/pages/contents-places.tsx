import type { SearchHit } from '../../server/contract/search.ts';
import { attachmentKinds } from '../../server/contract/terms/lesson-kinds.ts';
import { fill } from '../../server/contract/words/words.ts';
import { formatDuration } from '../ui/format.ts';
import { Highlight } from '../ui/highlight.tsx';
import { termName } from '../ui/lesson-place.ts';
import type { Locale } from '../ui/locale.ts';

/** Where captions and attachments say what was looked for: a caption leads to the moment, an attachment to its list. */
export function ContentsPlaces({
  hit: { lesson, moments, excerpts },
  locale,
}: {
  hit: SearchHit;
  locale: Locale;
}) {
  const words = locale.words.search;
  const address = `/lessons/${lesson.id}`;
  return (
    <>
      {moments.map(({ seconds, text, ranges, language }) => (
        <a key={seconds} class="search-contents" href={`${address}?t=${Math.floor(seconds)}`}>
          <span class="search-contents-text">
            <span class="search-passage-field">
              {words.caption} <span class="figure">{formatDuration(seconds)}</span>
            </span>
            <span lang={language}>
              <Highlight text={text} ranges={ranges} />
            </span>
          </span>
        </a>
      ))}
      {excerpts.map(({ attachment, text, ranges }) => (
        <a key={attachment.id} class="search-contents" href={`${address}#attachments`}>
          <span class="search-contents-text">
            <span class="search-passage-field">
              {fill(words.excerpt, {
                kind: termName(attachmentKinds, attachment.kind, locale.language),
                name: attachment.filename.replace(/\.[A-Za-z0-9]+$/, ''),
              })}
            </span>
            <Highlight text={text} ranges={ranges} />
          </span>
        </a>
      ))}
    </>
  );
}
