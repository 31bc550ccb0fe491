import type { Lesson } from '../../../server/contract/lessons.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import type { ApiError } from '../../ui/api.ts';
import { FileButton } from '../../ui/file-button.tsx';
import { hueClass } from '../../ui/lesson-place.ts';

interface CoverPanelProps {
  lesson: Lesson;
  /** The candidate chosen on this page; the server shows it as the cover from then on. */
  chosen: number | null;
  busy: boolean;
  /** Why the last cover was not taken. */
  problem: ApiError | null;
  words: Words<'teach'>;
  onChoose(index: number): void;
  onUpload(file: File): void;
}

/** The picture of the lesson: one out of the video, or one's own. */
export function CoverPanel({ lesson, chosen, busy, problem, words, onChoose, onUpload }: CoverPanelProps) {
  const candidates = lesson.coverCandidates ?? [];
  return (
    <section class="panel" aria-labelledby="cover-title">
      <h2 id="cover-title">{words.coverTitle}</h2>
      <p class="small secondary">{candidates.length > 0 ? words.coverHint : words.coverWaiting}</p>
      {lesson.cover && (
        <div class={`cover ${hueClass(lesson.subject)}`}>
          <img src={lesson.cover} alt={words.coverCurrent} width={640} height={360} decoding="async" />
        </div>
      )}
      {candidates.length > 0 && (
        <ul class="cover-choices">
          {candidates.map(({ index, url }) => (
            <li key={index}>
              <button
                type="button"
                class="cover-choice"
                aria-pressed={chosen === index}
                aria-label={fill(words.coverNumber, { number: index })}
                disabled={busy}
                onClick={() => onChoose(index)}
              >
                <img src={url} alt="" width={320} height={180} loading="lazy" decoding="async" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <FileButton accept="image/jpeg,image/png,image/webp" disabled={busy} onFile={onUpload}>
        {words.coverUpload}
      </FileButton>
      <RequestProblem error={problem} />
    </section>
  );
}
