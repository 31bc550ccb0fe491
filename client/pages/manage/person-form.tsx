import type { Organisation } from '../../../server/contract/people.ts';
import type { Role } from '../../../server/contract/session.ts';
import { roles as roleTerms } from '../../../server/contract/terms/roles.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import type { Language } from '../../../server/contract/words/words.ts';
import { RequestProblem, SelectField, TextField } from '../../islands/form-fields.tsx';
import { useForm } from '../../islands/use-form.ts';
import type { ApiError } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { organisationsFor } from './organisation-tree.ts';

export interface PersonToAdd {
  displayName: string;
  name: string;
  role: Role;
  organisation: string;
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
  const firstRole = roles[0] ?? 'teacher';
  const only = (role: Role) => {
    const possible = organisationsFor(role, organisations);
    return possible.length === 1 ? (possible[0]?.id ?? '') : '';
  };
  const empty = { displayName: '', name: '', role: firstRole, organisation: only(firstRole) };
  const { values, set, ref } = useForm(empty, error);
  const possible = organisationsFor(values.role, organisations);
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
      <SelectField
        id="role"
        label={people.role}
        value={values.role}
        problem={error?.fields.role}
        onValue={(value) => {
          const role = roles.find((one) => one === value) ?? firstRole;
          const stays = organisationsFor(role, organisations).some(({ id }) => id === values.organisation);
          set({ role, organisation: stays ? values.organisation : only(role) });
        }}
        options={roleTerms
          .filter(({ slug }) => roles.includes(slug))
          .map((term) => ({ value: term.slug, label: term[language] }))}
      />
      {possible.length === 0 ? (
        <Notice kind="warning">{people.noSchools}</Notice>
      ) : (
        <SelectField
          id="organisation"
          label={people.organisation}
          hint={people.organisationHint}
          value={values.organisation}
          required
          placeholder={people.organisationChoose}
          problem={error?.fields.organisation}
          onValue={(organisation) => set({ organisation })}
          options={possible.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <p class="dialog-actions">
        <Button onClick={onCancel}>{common.cancel}</Button>
        <Button type="submit" look="primary" disabled={busy || possible.length === 0}>
          {busy ? people.adding : people.addSubmit}
        </Button>
      </p>
    </form>
  );
}
