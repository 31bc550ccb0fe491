import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** The end of a form of settings: its button, and that they were saved. */
export function SettingsFormEnd({
  busy,
  saved,
  words,
}: {
  busy: boolean;
  saved: boolean;
  words: Record<'save' | 'saving' | 'saved', string>;
}) {
  return (
    <>
      <p class="form-actions">
        <Button type="submit" look="primary" disabled={busy}>
          {busy ? words.saving : words.save}
        </Button>
      </p>
      {saved && (
        <Notice kind="done" live>
          <p>{words.saved}</p>
        </Notice>
      )}
    </>
  );
}
