import { fill } from '../../../server/contract/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { Check, Field, fieldAttributes } from '../../ui/field.tsx';
import { formatBytes, formatNumber } from '../../ui/format.ts';
import type { Locale } from '../../ui/locale.ts';

interface CurriculumFileFormProps {
  mostFileBytes: number;
  mostLines: number;
  locale: Locale;
}

/** A file on its way to a dry run. */
export function CurriculumFileForm({ mostFileBytes, mostLines, locale }: CurriculumFileFormProps) {
  const words = locale.words.manageCurriculum;
  const limits = { max: formatBytes(mostFileBytes), lines: formatNumber(mostLines, locale.language) };
  return (
    <form class="panel" method="post" action="/manage/curriculum/imports" encType="multipart/form-data">
      <p class="secondary small">{words.importIntro}</p>
      <fieldset class="field">
        <legend class="field-label">{words.scope}</legend>
        <Check kind="radio" name="scope" value="named-books" checked label={words.scopeBooks} />
        <Check kind="radio" name="scope" value="everything" label={words.scopeEverything} />
      </fieldset>
      <Field id="file" label={words.file} hint={fill(words.fileHint, limits)}>
        <input
          {...fieldAttributes('file', { hint: true })}
          class="input"
          type="file"
          name="file"
          accept=".csv,.tsv,.txt,.jsonl,.ndjson"
          required
        />
      </Field>
      <p class="form-actions">
        <Button type="submit" look="primary">
          {words.check}
        </Button>
      </p>
    </form>
  );
}
