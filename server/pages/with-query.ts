/** The query of an address as it was given: one value or several under each name. */
export type QueryValues = Record<string, string | readonly string[] | undefined>;

/** `path` with this query; empty values are left out, so that one choice has one address. */
export function withQuery(path: string, values: QueryValues): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value ?? []].flat()) if (one !== '') query.append(name, one);
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The query with `value` of `name` added, or taken away if it was there. */
export function toggleValue(values: QueryValues, name: string, value: string): QueryValues {
  const given = [values[name] ?? []].flat();
  const next = given.includes(value) ? given.filter((one) => one !== value) : [...given, value];
  return { ...values, [name]: next };
}
