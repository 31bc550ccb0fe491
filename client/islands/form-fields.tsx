import type { ComponentChildren } from 'preact';
import type { ApiError } from '../ui/api.ts';
import {
  DatePicker,
  Field,
  fieldAttributes,
  Input,
  NumberInput,
  type Option,
  PasswordInput,
  Select,
  Textarea,
} from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';

interface FieldText {
  id: string;
  label: ComponentChildren;
  note?: string;
  hint?: ComponentChildren;
  problem?: string;
}

interface Valued extends FieldText {
  value: string;
  onValue(value: string): void;
  onBlur?(): void;
  required?: boolean;
  disabled?: boolean;
}

const textOf = ({ id, label, note, hint, problem }: FieldText) => ({ id, label, note, hint, problem });
const attributesOf = ({ id, hint, problem, required, disabled, onBlur, value }: Valued) => ({
  ...fieldAttributes(id, { hint: Boolean(hint), problem: Boolean(problem) }),
  value,
  required,
  disabled,
  onBlur,
});

interface TextFieldProps extends Valued {
  type?: keyof typeof controls;
  maxLength?: number;
  autocomplete?: string;
  placeholder?: string;
  min?: number;
  max?: number;
  /** Numbers are whole ones unless any will do. */
  step?: 'any';
  minLength?: number;
}

const controls = { text: Input, password: PasswordInput, number: NumberInput } as const;

/** A line of text with its label, hint and problem. */
export function TextField({
  type = 'text',
  maxLength,
  minLength,
  autocomplete,
  placeholder,
  min,
  max,
  step,
  ...field
}: TextFieldProps) {
  const Control = controls[type];
  // Account names are written as they are.
  const plain = autocomplete === 'username' ? ({ autocapitalize: 'none', spellcheck: false } as const) : {};
  return (
    <Field {...textOf(field)}>
      <Control
        {...attributesOf(field)}
        {...{ maxLength, minLength, placeholder, min, max, step }}
        {...plain}
        autocomplete={autocomplete}
        onInput={(event) => field.onValue(event.currentTarget.value)}
      />
    </Field>
  );
}

export function TextareaField({ rows, maxLength, ...field }: Valued & { rows?: number; maxLength?: number }) {
  return (
    <Field {...textOf(field)}>
      <Textarea
        {...attributesOf(field)}
        rows={rows}
        maxLength={maxLength}
        onInput={(event) => field.onValue(event.currentTarget.value)}
      />
    </Field>
  );
}

export function SelectField({
  options,
  placeholder,
  ...field
}: Valued & { options: readonly Option[]; placeholder?: string }) {
  return (
    <Field {...textOf(field)}>
      <Select
        {...attributesOf(field)}
        options={options}
        placeholder={placeholder}
        onChange={(event) => field.onValue(event.currentTarget.value)}
      />
    </Field>
  );
}

export function DateField({ min, max, ...field }: Valued & { min?: string; max?: string }) {
  return (
    <Field {...textOf(field)}>
      <DatePicker
        {...attributesOf(field)}
        min={min}
        max={max}
        onInput={(event) => field.onValue(event.currentTarget.value)}
      />
    </Field>
  );
}

/** Why a request was refused, read out at once. What is wrong with single fields stands beside them too. */
export function RequestProblem({ error }: { error: ApiError | null }) {
  if (!error) return null;
  return (
    <Notice kind="wrong" live>
      <p>{error.message}</p>
    </Notice>
  );
}
