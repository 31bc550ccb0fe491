import type { AttachmentKind } from '../../../server/contract/lessons.ts';
import type { Choice } from '../../../server/contract/pages.ts';
import { kindsThatTake } from '../../../server/contract/terms/attachment-limits.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { fill } from '../../../server/contract/words/words.ts';
import { Select } from '../../ui/field.tsx';

interface KindSelectProps {
  file: { filename: string; bytes: number };
  kind: AttachmentKind;
  kinds: readonly Choice[];
  limitBytes: number;
  disabled?: boolean;
  words: Words<'teach'>;
  onChange(kind: AttachmentKind): void;
}

/**
 * What a file is, to be put right where the guess was wrong; words alone where it can be nothing else, and nothing
 * where no kind takes it.
 */
export function KindSelect({ file, kind, kinds, limitBytes, disabled, words, onChange }: KindSelectProps) {
  const possible = kindsThatTake(file, limitBytes);
  if (possible.length === 0) return null;
  const options = kinds
    .filter(({ slug }) => slug === kind || possible.some((one) => one === slug))
    .map(({ slug, name }) => ({ value: slug, label: name }));
  if (options.length < 2) return <span>{options[0]?.label}</span>;
  return (
    <span class="kind-select">
      <Select
        value={kind}
        options={options}
        disabled={disabled}
        aria-label={fill(words.attachmentKindOf, { name: file.filename })}
        onChange={(event) => {
          const chosen = possible.find((one) => one === event.currentTarget.value);
          if (chosen) onChange(chosen);
        }}
      />
    </span>
  );
}
