import { junkText, junkValue } from './junk.ts';
import type { Random } from './random.ts';

/** A JSON Schema as the description of the API holds them. */
export interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  format?: string;
}

/** Texts by name of the field that something in the world has: ids, slugs. */
export type Known = (name: string) => string | undefined;

/** A value that the schema takes, at its edges as often as inside. */
export function valueFor(schema: JsonSchema, random: Random, known: Known, name = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return valueFor(random.pick(choices), random, known, name);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, random, known);
    case 'array':
      return Array.from({ length: random.below(3) }, () => valueFor(schema.items ?? {}, random, known, name));
    case 'boolean':
      return random.chance(0.5);
    case 'integer':
    case 'number':
      return random.pick([schema.minimum ?? 0, schema.maximum ?? 100, (schema.minimum ?? 0) + 1]);
    case 'null':
      return null;
    default:
      return textOf(schema, random, known(name));
  }
}

function objectOf(schema: JsonSchema, random: Random, known: Known): Record<string, unknown> {
  const required = new Set(schema.required);
  const made: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    if (required.has(key) || random.chance(0.6)) made[key] = valueFor(inner, random, known, key);
  }
  if (typeof schema.additionalProperties === 'object' && random.chance(0.5)) {
    made[junkText(random)] = valueFor(schema.additionalProperties, random, known);
  }
  return made;
}

function textOf({ format, minLength = 0, maxLength }: JsonSchema, random: Random, known?: string): string {
  if (known !== undefined && random.chance(0.8)) return known;
  if (format === 'date') return random.pick(['2026-11-23', '2026-12-31', '2020-02-29']);
  const length = random.pick([minLength, Math.min(maxLength ?? 20, 3000), minLength + 3]);
  return random.chance(0.5) ? '课'.repeat(length) : 'a'.repeat(length);
}

/** The same value with one place in it turned into something else, left out or added. */
export function mutate(value: unknown, random: Random): unknown {
  if (Array.isArray(value) && value.length > 0 && random.chance(0.7)) {
    const at = random.below(value.length);
    return value.map((inner, index) => (index === at ? mutate(inner, random) : inner));
  }
  if (typeof value === 'object' && value !== null && random.chance(0.85)) {
    const entries = Object.entries(value);
    if (entries.length === 0 || random.chance(0.1))
      return { ...value, [junkText(random)]: junkValue(random) };
    const at = random.below(entries.length);
    if (random.chance(0.15)) return Object.fromEntries(entries.filter((_, index) => index !== at));
    return Object.fromEntries(
      entries.map(([key, inner], index) => [key, index === at ? mutate(inner, random) : inner]),
    );
  }
  return junkValue(random);
}
