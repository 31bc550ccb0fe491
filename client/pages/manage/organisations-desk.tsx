import { useState } from 'preact/hooks';
import type { NewOrganisation, Organisation } from '../../../server/contract/people.ts';
import { organisationLevels } from '../../../server/contract/terms/levels.ts';
import { natures, places } from '../../../server/contract/terms/schools.ts';
import type { Term } from '../../../server/contract/terms/term.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { fill, type Language } from '../../../server/contract/words/words.ts';
import { RequestProblem, SelectField, TextField } from '../../islands/form-fields.tsx';
import { useForm } from '../../islands/use-form.ts';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { termName } from '../../ui/lesson-place.ts';
import { Notice } from '../../ui/notice.tsx';
import { levelsBelow, toTree } from './organisation-tree.ts';

export interface OrganisationsDeskProps {
  organisations: Organisation[];
  /** Bureaux add schools; schools only see where they belong. */
  mayAdd: boolean;
  language: Language;
  words: Pick<Dictionary, 'people' | 'common'>;
}

/** The tree of bureaux and schools, and one more in it. Adding one loads the page anew: forms offer it then. */
export function OrganisationsDesk({ organisations, mayAdd, language, words }: OrganisationsDeskProps) {
  const { people: text, common } = words;
  const tree = toTree(organisations);
  const parents = organisations.filter((one) => levelsBelow(one).length > 0);
  const { busy, error, run } = useRequest();
  const [added, setAdded] = useState<string | null>(null);
  const top = tree[0]?.organisation;
  const empty = { parent: top?.id ?? '', level: 'school', name: '', nature: '', place: '' };
  const { values, set, ref } = useForm(empty, error);
  const levels = levelsBelow(organisations.find(({ id }) => id === values.parent));
  const isSchool = values.level === 'school';

  function submit(event: Event) {
    event.preventDefault();
    const { nature, place, ...always } = values;
    const body = {
      ...always,
      ...(isSchool && nature && { nature }),
      ...(isSchool && place && { place }),
    } as NewOrganisation;
    void run(async () => {
      await askApi('/api/organisations', common, { method: 'POST', body });
      setAdded(fill(text.schoolAdded, { name: values.name }));
      location.reload();
    });
  }

  const termOptions = (terms: readonly Term[]) => [
    { value: '', label: text.notSaid },
    ...terms.map((term) => ({ value: term.slug, label: term[language] })),
  ];
  return (
    <section class="section" id="schools" aria-labelledby="schools-title">
      <h2 id="schools-title">
        {text.schoolsTitle} <span class="count figure">{organisations.length}</span>
      </h2>
      <ul class="organisation-tree">
        {tree.map(({ organisation, depth }) => (
          <li key={organisation.id} class={`organisation-depth-${Math.min(depth, 4)}`}>
            <span>{organisation.name}</span>
            <span class="small secondary">{termName(organisationLevels, organisation.level, language)}</span>
          </li>
        ))}
      </ul>
      {mayAdd && (
        <form class="panel form-narrow" ref={ref} onSubmit={submit}>
          <h3>{text.schoolAdd}</h3>
          <RequestProblem error={error} />
          {added && (
            <Notice kind="done" live>
              {added}
            </Notice>
          )}
          <TextField
            id="school-name"
            label={text.schoolName}
            value={values.name}
            required
            maxLength={100}
            problem={error?.fields.name}
            onValue={(name) => set({ name })}
          />
          <div class="field-grid">
            <SelectField
              id="school-parent"
              label={text.schoolParent}
              value={values.parent}
              problem={error?.fields.parent}
              onValue={(parent) => set({ parent, level: 'school' })}
              options={parents.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <SelectField
              id="school-level"
              label={text.schoolLevel}
              value={values.level}
              problem={error?.fields.level}
              onValue={(level) => set({ level })}
              options={levels.map((level) => ({
                value: level,
                label: termName(organisationLevels, level, language),
              }))}
            />
          </div>
          {isSchool && (
            <div class="field-grid">
              <SelectField
                id="school-nature"
                label={text.schoolNature}
                note={common.optional}
                value={values.nature}
                onValue={(nature) => set({ nature })}
                options={termOptions(natures)}
              />
              <SelectField
                id="school-place"
                label={text.schoolPlace}
                note={common.optional}
                value={values.place}
                onValue={(place) => set({ place })}
                options={termOptions(places)}
              />
            </div>
          )}
          <p class="form-actions">
            <Button type="submit" disabled={busy}>
              {text.schoolSubmit}
            </Button>
          </p>
        </form>
      )}
    </section>
  );
}
