import type { Lesson } from '../../../server/contract/lessons.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { AlertIcon } from '../../ui/icons.tsx';
import { Progress } from '../../ui/progress.tsx';
import { describeMedia, describeState } from './lesson-states.ts';

/** What has become of a lesson, as a chip. */
export function StateChip({ lesson, words }: { lesson: Lesson; words: Words<'teach'> }) {
  const { text, tone } = describeState(lesson, words);
  return <span class={`state-chip state-chip-${tone}`}>{text}</span>;
}

/** How far the video is, or what is wrong with it; nothing once it is ready. */
export function MediaState({ lesson, words }: { lesson: Lesson; words: Words<'teach'> }) {
  const line = describeMedia(lesson, words);
  if (!line) return null;
  if (line.progress === null) {
    return (
      <p class={line.wrong ? 'media-line media-line-wrong' : 'media-line'}>
        {line.wrong && <AlertIcon size={16} />}
        <span>
          {line.text}
          {line.reason && <span class="media-line-reason">{line.reason}</span>}
        </span>
      </p>
    );
  }
  const percent = line.progress === undefined ? undefined : `${Math.floor(line.progress * 100)}%`;
  return (
    <div class="media-line">
      <Progress
        value={line.progress}
        label={line.text}
        detail={[percent, line.detail].filter(Boolean).join(' · ') || undefined}
      />
    </div>
  );
}
