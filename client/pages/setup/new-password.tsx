import { useState } from 'preact/hooks';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import { TextField } from '../../islands/form-fields.tsx';
import { Check } from '../../ui/field.tsx';

interface NewPasswordProps {
  value: string;
  onValue(value: string): void;
  problem?: string;
  words: Pick<Words<'setup'>, 'password' | 'passwordHint' | 'showPassword'>;
}

/** A password to be chosen: it can be looked at, instead of being typed twice. */
export function NewPassword({ value, onValue, problem, words }: NewPasswordProps) {
  const [shown, setShown] = useState(false);
  return (
    <div class="field">
      <TextField
        id="password"
        type={shown ? 'text' : 'password'}
        label={words.password}
        hint={words.passwordHint}
        {...{ value, onValue, problem }}
        required
        minLength={10}
        maxLength={256}
        autocomplete="new-password"
      />
      <Check label={words.showPassword} checked={shown} onChange={() => setShown(!shown)} />
    </div>
  );
}
