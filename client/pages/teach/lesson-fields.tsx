import type { Choice, LessonChoices } from '../../../server/contract/pages.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import { SelectField, TextareaField, TextField } from '../../islands/form-fields.tsx';
import { Check } from '../../ui/field.tsx';
import type { LessonForm } from './lesson-form.ts';
import { PlacePicker } from './place-picker.tsx';

interface LessonFieldsProps {
  form: LessonForm;
  choices: LessonChoices;
  /** What is wrong with single fields, by name. */
  problems: Readonly<Record<string, string>>;
  words: Pick<Dictionary, 'teach' | 'common'>;
  onChange(change: Partial<LessonForm>): void;
  /** A field was left: a good moment to save. */
  onLeave(): void;
}

/** Everything a teacher says about a lesson. */
export function LessonFields({ form, choices, problems, words, onChange, onLeave }: LessonFieldsProps) {
  const { teach, common } = words;
  return (
    <>
      <section class="panel" aria-labelledby="title-title">
        <h2 id="title-title" class="visually-hidden">
          {teach.titleField}
        </h2>
        <TextField
          id="title"
          label={teach.titleField}
          hint={teach.titleHint}
          value={form.title}
          maxLength={120}
          required
          problem={problems.title}
          onBlur={onLeave}
          onValue={(title) => onChange({ title })}
        />
        <fieldset class="field kind-choice">
          <legend class="field-label">{teach.kindField}</legend>
          <div class="cluster">
            {choices.kinds.map(({ slug, name }) => (
              <Check
                key={slug}
                kind="radio"
                name="kind"
                label={name}
                checked={form.kind === slug}
                onChange={() => onChange({ kind: slug === 'recording' ? 'recording' : 'micro' })}
              />
            ))}
          </div>
        </fieldset>
      </section>
      <section class="panel" id="place" aria-labelledby="place-title">
        <h2 id="place-title">{teach.placeTitle}</h2>
        <p class="small secondary">{teach.placeHint}</p>
        <PlacePicker
          cascade={form.cascade}
          free={form.free}
          onChange={(cascade, free) => onChange({ cascade, free })}
          problem={problems.node}
          words={teach}
          common={common}
        />
      </section>
      <section class="panel" aria-labelledby="about-title">
        <h2 id="about-title">{teach.aboutTitle}</h2>
        <TextareaField
          id="summary"
          label={teach.summaryField}
          note={common.optional}
          hint={teach.summaryHint}
          value={form.summary}
          maxLength={2000}
          problem={problems.summary}
          onBlur={onLeave}
          onValue={(summary) => onChange({ summary })}
        />
        <TextField
          id="keywords"
          label={teach.keywordsField}
          note={common.optional}
          hint={teach.keywordsHint}
          value={form.keywords}
          problem={problems.keywords}
          onBlur={onLeave}
          onValue={(keywords) => onChange({ keywords })}
        />
      </section>
      <section class="panel" aria-labelledby="belongs-title">
        <h2 id="belongs-title">{teach.belongsTitle}</h2>
        <div class="field-grid">
          <SelectField
            id="programme"
            label={teach.programmeField}
            note={common.optional}
            value={form.programme}
            problem={problems.programme}
            onValue={(programme) => onChange({ programme })}
            options={[{ value: '', label: teach.programmeNone }, ...toOptions(choices.programmes)]}
          />
          <SelectField
            id="year"
            label={teach.yearField}
            note={common.optional}
            value={form.year}
            problem={problems.year}
            onValue={(year) => onChange({ year })}
            options={[
              { value: '', label: teach.yearNone },
              ...choices.years.map((year) => ({ value: String(year), label: String(year) })),
            ]}
          />
        </div>
        <SelectField
          id="licence"
          label={teach.licenceField}
          value={form.licence}
          problem={problems.licence}
          onValue={(licence) => onChange({ licence })}
          options={toOptions(choices.licences)}
        />
      </section>
    </>
  );
}

const toOptions = (choices: readonly Choice[]) =>
  choices.map(({ slug, name }) => ({ value: slug, label: name }));
