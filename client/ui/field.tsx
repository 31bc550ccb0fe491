import type {
  ComponentChildren,
  PartialInputHTMLAttributes,
  PartialSelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'preact';
import { AlertIcon } from './icons.tsx';

interface FieldProps {
  /** The control's id; hint and problem are tied to it. */
  id: string;
  label: ComponentChildren;
  /** Beside the label: 选填. */
  note?: string;
  hint?: ComponentChildren;
  /** What is wrong with it, in words. */
  problem?: string;
  children: ComponentChildren;
}

/** A label, its control, what helps and what is wrong. Give the control `fieldAttributes(...)`. */
export function Field({ id, label, note, hint, problem, children }: FieldProps) {
  return (
    <div class={problem ? 'field field-wrong' : 'field'}>
      <label class="field-label" for={id}>
        {label}
        {note && <span class="field-note">{note}</span>}
      </label>
      {children}
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="field-problem" id={`${id}-problem`}>
          <AlertIcon size={16} />
          <span>{problem}</span>
        </p>
      )}
    </div>
  );
}

/** What ties a control to its field: id, and where hint and problem are read from. */
export function fieldAttributes(id: string, { hint = false, problem = false } = {}) {
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return {
    id,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': problem ? ('true' as const) : undefined,
  };
}

/** Inputs keep the role that their type gives them. */
type InputAttributes = Omit<PartialInputHTMLAttributes<HTMLInputElement>, 'role' | 'list' | 'type'>;

export function Input(props: InputAttributes) {
  return <input {...props} type="text" class="input" />;
}

export function PasswordInput(props: InputAttributes) {
  return <input {...props} type="password" class="input" />;
}

export function NumberInput(props: InputAttributes) {
  return <input {...props} type="number" inputMode="decimal" class="input figure" />;
}

/** The browser's own calendar; `value`, `min` and `max` are ISO dates. */
export function DatePicker(props: InputAttributes) {
  return <input {...props} type="date" class="input input-date" />;
}

export function Textarea(props: TextareaHTMLAttributes) {
  return <textarea rows={4} {...props} class="input textarea" />;
}

export interface Option {
  value: string;
  label: string;
  disabled?: boolean;
  /** Options that follow each other with the same one stand together under it. */
  group?: string;
}

interface SelectProps extends Omit<PartialSelectHTMLAttributes<HTMLSelectElement>, 'role' | 'size'> {
  options: readonly Option[];
  value?: string;
  /** Shown while nothing is chosen. */
  placeholder?: string;
}

export function Select({ options, value, placeholder, ...rest }: SelectProps) {
  return (
    <select {...rest} value={value} class="input select">
      {placeholder !== undefined && (
        <option value="" selected={value === undefined || value === ''}>
          {placeholder}
        </option>
      )}
      {inGroups(options).map(({ group, own }) =>
        group === undefined ? (
          own.map((option) => <OptionLine key={option.value} option={option} value={value} />)
        ) : (
          <optgroup key={group} label={group}>
            {own.map((option) => (
              <OptionLine key={option.value} option={option} value={value} />
            ))}
          </optgroup>
        ),
      )}
    </select>
  );
}

function OptionLine({ option, value }: { option: Option; value: string | undefined }) {
  return (
    <option value={option.value} disabled={option.disabled} selected={option.value === value}>
      {option.label}
    </option>
  );
}

function inGroups(options: readonly Option[]): { group: string | undefined; own: Option[] }[] {
  const groups: { group: string | undefined; own: Option[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last && last.group === option.group) last.own.push(option);
    else groups.push({ group: option.group, own: [option] });
  }
  return groups;
}

/** A tick or a dot with its words; the whole line is the target. */
export function Check({
  label,
  kind = 'checkbox',
  ...rest
}: InputAttributes & { label: ComponentChildren; kind?: 'checkbox' | 'radio' }) {
  return (
    <label class="check">
      <input {...rest} type={kind} />
      <span>{label}</span>
    </label>
  );
}
