import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../ui/api.ts';
import { checkFields, type FieldWords } from './describe-invalid.ts';

export interface Form<Values extends object> {
  values: Values;
  /** Something was typed since `reset`. */
  dirty: boolean;
  set(change: Partial<Values>): void;
  /** Takes values as they are kept on the server now. */
  reset(values: Values): void;
  /** What `check` found wrong with single fields, by their ids. */
  problems: Readonly<Record<string, string>>;
  /** Looks at what the fields of the form ask for; true when nothing is wrong. */
  check(words: FieldWords): boolean;
  /** The form element: after a refusal the focus goes to its first field that is wrong. */
  ref: RefObject<HTMLFormElement | null>;
}

/** What stands in a form, and whether it differs from what was there first. */
export function useForm<Values extends object>(initial: Values, error: ApiError | null): Form<Values> {
  const [values, setValues] = useState(initial);
  const [dirty, setDirty] = useState(false);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const ref = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const wrong = error !== null || Object.keys(problems).length > 0;
    if (wrong) ref.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [error, problems]);

  return {
    values,
    dirty,
    set(change) {
      setValues((before) => ({ ...before, ...change }));
      setDirty(true);
    },
    reset(next) {
      setValues(next);
      setDirty(false);
    },
    problems,
    check(words) {
      const found = ref.current ? checkFields(ref.current, words) : {};
      setProblems(found);
      return Object.keys(found).length === 0;
    },
    ref,
  };
}

/** Asks before a page is left while something on it is not saved. */
export function useLeaveWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [unsaved]);
}
