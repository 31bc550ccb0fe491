import type { Organisation } from '../../../server/contract/people.ts';
import type { Role } from '../../../server/contract/session.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import type { Language } from '../../../server/contract/words/words.ts';
import { RequestProblem } from '../../islands/form-fields.tsx';
import { useForm } from '../../islands/use-form.ts';
import type { ApiError } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { firstRole, type RoleAtPlace, RoleFields } from './role-fields.tsx';

interface RoleFormProps {
  organisations: readonly Organisation[];
  roles: readonly Role[];
  error: ApiError | null;
  busy: boolean;
  language: Language;
  words: Pick<Dictionary, 'people' | 'common'>;
  onAdd(role: RoleAtPlace): void;
  onCancel(): void;
}

/** One more role for somebody who has an account. */
export function RoleForm(props: RoleFormProps) {
  const { organisations, roles, error, busy, language, words, onAdd, onCancel } = props;
  const { people, common } = words;
  const { values, set, ref } = useForm(firstRole(roles, organisations), error);
  return (
    <form
      ref={ref}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(values);
      }}
    >
      <p class="small secondary">{people.roleAddHint}</p>
      <RequestProblem error={error} />
      <RoleFields {...values} {...{ organisations, roles, error, language }} words={people} onChange={set} />
      <p class="dialog-actions">
        <Button onClick={onCancel}>{common.cancel}</Button>
        <Button type="submit" look="primary" disabled={busy || values.organisation === ''}>
          {busy ? people.adding : people.roleAdd}
        </Button>
      </p>
    </form>
  );
}
