import type { Organisation } from '../../../server/contract/people.ts';
import type { Role } from '../../../server/contract/session.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import type { Language } from '../../../server/contract/words/words.ts';
import { RequestProblem, TextField } from '../../islands/form-fields.tsx';
import { useForm } from '../../islands/use-form.ts';
import type { ApiError } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { organisationsFor } from './organisation-tree.ts';
import { firstRole, type RoleAtPlace, RoleFields } from './role-fields.tsx';

export interface PersonToAdd extends RoleAtPlace {
  displayName: string;
  name: string;
}

interface PersonFormProps {
  organisations: readonly Organisation[];
  roles: readonly Role[];
  error: ApiError | null;
  busy: boolean;
  language: Language;
  words: Pick<Dictionary, 'people' | 'common'>;
  onAdd(person: PersonToAdd): void;
  onCancel(): void;
}

/** One new person with a role at a school or a bureau. */
export function PersonForm(props: PersonFormProps) {
  const { organisations, roles, error, busy, language, words, onAdd, onCancel } = props;
  const { people, common } = words;
  const empty = { displayName: '', name: '', ...firstRole(roles, organisations) };
  const { values, set, ref } = useForm(empty, error);
  return (
    <form
      ref={ref}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(values);
      }}
    >
      <RequestProblem error={error} />
      <TextField
        id="display-name"
        label={people.displayName}
        value={values.displayName}
        required
        maxLength={50}
        autocomplete="off"
        problem={error?.fields.displayName}
        onValue={(displayName) => set({ displayName })}
      />
      <TextField
        id="account-name"
        label={people.name}
        hint={people.nameHint}
        value={values.name}
        required
        maxLength={50}
        autocomplete="off"
        problem={error?.fields.name}
        onValue={(name) => set({ name })}
      />
      <RoleFields
        {...{ organisations, roles, error, language }}
        role={values.role}
        organisation={values.organisation}
        words={people}
        onChange={set}
      />
      <p class="dialog-actions">
        <Button onClick={onCancel}>{common.cancel}</Button>
        <Button
          type="submit"
          look="primary"
          disabled={busy || organisationsFor(values.role, organisations).length === 0}
        >
          {busy ? people.adding : people.addSubmit}
        </Button>
      </p>
    </form>
  );
}
