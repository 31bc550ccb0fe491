import type { Organisation, Programme } from '../../../server/contract/people.ts';
import type { Round, Rubric } from '../../../server/contract/rounds.ts';
import { roundLevels } from '../../../server/contract/terms/levels.ts';
import type { Dictionary } from '../../../server/contract/words/dictionary.ts';
import type { Language } from '../../../server/contract/words/words.ts';
import { DateField, RequestProblem, SelectField, TextField } from '../../islands/form-fields.tsx';
import { useForm, useLeaveWarning } from '../../islands/use-form.ts';
import { useRequest } from '../../islands/use-request.ts';
import { askApi } from '../../ui/api.ts';
import { Button } from '../../ui/button.tsx';
import { RubricView } from './rubric-view.tsx';

export interface RoundFormProps {
  programmes: Programme[];
  rubrics: Rubric[];
  organisations: Organisation[];
  /** ISO date in the region's time zone. */
  today: string;
  language: Language;
  words: Pick<Dictionary, 'rounds' | 'common'>;
}

/** A new round; its page opens once it is there. */
export function RoundForm({ programmes, rubrics, organisations, today, language, words }: RoundFormProps) {
  const { rounds: text, common } = words;
  const { busy, error, run } = useRequest();
  const top = organisations[0];
  const initial = {
    name: '',
    programme: programmes[0]?.slug ?? '',
    year: today.slice(0, 4),
    level: levelOf(top),
    organisation: top?.id ?? '',
    rubric: rubrics[0]?.id ?? '',
    awards: '10',
    reviewsPerEntry: '3',
    opensOn: today,
    entriesUntil: addDays(today, 30),
    reviewsUntil: addDays(today, 60),
  };
  const { values, dirty, set, reset, problems, check, ref } = useForm(initial, error);
  useLeaveWarning(dirty);
  const rubric = rubrics.find(({ id }) => id === values.rubric);

  function submit(event: Event) {
    event.preventDefault();
    if (!check(common)) return;
    const { year, awards, reviewsPerEntry, ...texts } = values;
    const body = {
      ...texts,
      year: Number(year),
      awards: Number(awards),
      reviewsPerEntry: Number(reviewsPerEntry),
    };
    void run(async () => {
      const { id } = await askApi<Round>('/api/rounds', common, { method: 'POST', body });
      reset(values);
      location.assign(`/manage/rounds/${id}`);
    });
  }

  const field = (name: keyof typeof initial) => ({
    id: `round-${name}`,
    label: text[name],
    value: values[name],
    onValue: (value: string) => set({ [name]: value }),
    problem: problems[`round-${name}`] ?? error?.fields[name],
    required: true,
  });
  return (
    <form class="panel round-form" ref={ref} onSubmit={submit} noValidate>
      <RequestProblem error={error} />
      <TextField {...field('name')} maxLength={100} placeholder={text.namePlaceholder} />
      <div class="field-grid">
        <SelectField
          {...field('programme')}
          options={programmes.map(({ slug, name, nameEn }) => ({
            value: slug,
            label: language === 'zh' ? name : nameEn,
          }))}
        />
        <TextField {...field('year')} type="number" min={2000} max={2100} />
        <SelectField
          {...field('organisation')}
          onValue={(organisation) =>
            set({ organisation, level: levelOf(organisations.find(({ id }) => id === organisation)) })
          }
          options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SelectField
          {...field('level')}
          options={roundLevels.map((term) => ({ value: term.slug, label: term[language] }))}
        />
      </div>
      <SelectField
        {...field('rubric')}
        options={rubrics.map(({ id, body }) => ({ value: id, label: body.name }))}
      />
      {rubric && <RubricView rubric={rubric.body} language={language} words={text} />}
      <div class="field-grid field-grid-3">
        <DateField {...field('opensOn')} />
        <DateField {...field('entriesUntil')} min={values.opensOn} />
        <DateField {...field('reviewsUntil')} min={values.entriesUntil} />
      </div>
      <div class="field-grid">
        <TextField {...field('awards')} type="number" min={1} max={10_000} />
        <TextField
          {...field('reviewsPerEntry')}
          hint={text.reviewsPerEntryHint}
          type="number"
          min={1}
          max={9}
        />
      </div>
      <p class="form-actions">
        <Button type="submit" look="primary" disabled={busy}>
          {busy ? text.creating : text.create}
        </Button>
      </p>
    </form>
  );
}

/** A round is of the level of whoever runs it, unless somebody says otherwise. */
function levelOf(organisation: Organisation | undefined): string {
  return organisation?.level ?? 'city';
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
