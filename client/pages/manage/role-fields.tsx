import type { Organisation } from '../../../server/contract/people.ts';
import type { Role } from '../../../server/contract/session.ts';
import { roles as roleTerms } from '../../../server/contract/terms/roles.ts';
import type { Words } from '../../../server/contract/words/dictionary.ts';
import type { Language } from '../../../server/contract/words/words.ts';
import { SelectField } from '../../islands/form-fields.tsx';
import type { ApiError } from '../../ui/api.ts';
import { Notice } from '../../ui/notice.tsx';
import { organisationsFor } from './organisation-tree.ts';

export interface RoleAtPlace {
  role: Role;
  /** Empty until chosen. */
  organisation: string;
}

/** The first role that may be given, at its place where there is only one. */
export function firstRole(roles: readonly Role[], organisations: readonly Organisation[]): RoleAtPlace {
  const role = roles[0] ?? 'teacher';
  return { role, organisation: onlyPlace(role, organisations) };
}

interface RoleFieldsProps extends RoleAtPlace {
  organisations: readonly Organisation[];
  roles: readonly Role[];
  error: ApiError | null;
  language: Language;
  words: Words<'people'>;
  onChange(change: RoleAtPlace): void;
}

/** A role and where it holds. */
export function RoleFields(props: RoleFieldsProps) {
  const { role, organisation, organisations, roles, error, language, words, onChange } = props;
  const possible = organisationsFor(role, organisations);
  return (
    <>
      <SelectField
        id="role"
        label={words.role}
        value={role}
        problem={error?.fields.role}
        onValue={(value) => {
          const next = roles.find((one) => one === value) ?? role;
          const stays = organisationsFor(next, organisations).some(({ id }) => id === organisation);
          onChange({ role: next, organisation: stays ? organisation : onlyPlace(next, organisations) });
        }}
        options={roleTerms
          .filter(({ slug }) => roles.includes(slug))
          .map((term) => ({ value: term.slug, label: term[language] }))}
      />
      {possible.length === 0 ? (
        <Notice kind="warning">{words.noSchools}</Notice>
      ) : (
        <SelectField
          id="organisation"
          label={words.organisation}
          hint={words.organisationHint}
          value={organisation}
          required
          placeholder={words.organisationChoose}
          problem={error?.fields.organisation}
          onValue={(value) => onChange({ role, organisation: value })}
          options={possible.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </>
  );
}

function onlyPlace(role: Role, organisations: readonly Organisation[]): string {
  const [first, ...others] = organisationsFor(role, organisations);
  return first && others.length === 0 ? first.id : '';
}
