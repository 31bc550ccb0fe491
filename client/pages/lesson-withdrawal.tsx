import type { Lesson } from '../../server/contract/lessons.ts';
import type { Words } from '../../server/contract/words/dictionary.ts';
import { Button } from '../ui/button.tsx';
import { Field, fieldAttributes, Textarea } from '../ui/field.tsx';

/** For those who look after a lesson that is not theirs: taking it back, after a second look and with a reason. */
export function LessonWithdrawal({ lesson, words }: { lesson: Lesson; words: Words<'lesson'> }) {
  return (
    <details class="lesson-withdrawal">
      <summary>{words.withdraw}</summary>
      <form action={`/lessons/${lesson.id}/withdraw`} method="post">
        <p>{words.withdrawBody}</p>
        <Field id="withdraw-note" label={words.withdrawNote} hint={words.withdrawNoteHint}>
          <Textarea
            {...fieldAttributes('withdraw-note', { hint: true })}
            name="note"
            required
            maxLength={2000}
            rows={3}
          />
        </Field>
        <Button type="submit" look="danger">
          {words.withdrawSend}
        </Button>
      </form>
    </details>
  );
}
