import type { Words } from '../../server/contract/words/dictionary.ts';
import { fill } from '../../server/contract/words/words.ts';

export type FieldWords = Pick<
  Words<'common'>,
  | 'fieldMissing'
  | 'fieldNoNumber'
  | 'fieldNoDate'
  | 'fieldBelow'
  | 'fieldBefore'
  | 'fieldAbove'
  | 'fieldAfter'
  | 'fieldNotWhole'
  | 'fieldWrong'
>;

/** What a field asks for, as its element says it. */
interface Asked {
  type: string;
  min: string;
  max: string;
}

type Found = Partial<Record<keyof ValidityState, boolean>>;

/** What a browser finds wrong with a field, in the page's words: its own speak its language and hide by themselves. */
export function describeInvalid(found: Found, { type, min, max }: Asked, words: FieldWords): string {
  const isDate = type === 'date';
  if (found.badInput) return isDate ? words.fieldNoDate : words.fieldNoNumber;
  if (found.valueMissing) return words.fieldMissing;
  if (found.rangeUnderflow) return fill(isDate ? words.fieldBefore : words.fieldBelow, { min });
  if (found.rangeOverflow) return fill(isDate ? words.fieldAfter : words.fieldAbove, { max });
  if (found.stepMismatch) return words.fieldNotWhole;
  return words.fieldWrong;
}

/** What is wrong with the fields of a form (`noValidate`), by their ids. */
export function checkFields(form: HTMLFormElement, words: FieldWords): Record<string, string> {
  const fields = [...form.elements].filter((element) => element instanceof HTMLInputElement);
  const wrong = fields.filter(({ validity }) => !validity.valid);
  return Object.fromEntries(wrong.map((field) => [field.id, describeInvalid(field.validity, field, words)]));
}
