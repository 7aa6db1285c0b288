import type { Feature, FeatureType } from '../features/feature.ts';
import type { Description } from './description.ts';
import type { Entry } from './entry.ts';
import { portablePattern } from './portable-pattern.ts';

/** A JSON Schema (draft 4 to 2020-12) of a row, or of a list of rows. @throws UserError */
export function readJsonSchema(root: Entry): Description {
  const parts = partsOf(root, root);
  const items = parts.flatMap((part) => (isListSchema(part) ? (part.get('items') ?? []) : []));
  const rows = items.length ? items.flatMap((part) => partsOf(part, root)) : parts;
  const required = new Set(rows.flatMap((part) => requiredOf(part)));
  const properties = rows.flatMap((part) => part.get('properties')?.map() ?? []);
  return { tables: [{ features: properties.map(([name, entry]) => featureOf(name, entry, root, required.has(name))) }] };
}

const isListSchema = (schema: Entry): boolean => schema.get('items')?.isMap === true;

/** `required` of draft 3 is a flag of the property, which says nothing here. */
const requiredOf = (schema: Entry): string[] =>
  Array.isArray(schema.get('required')?.value) ? schema.items('required').map((name) => name.asText()) : [];

const deepestReference = 16;

/** A schema with all that it refers to inside the file; references elsewhere are not followed. */
function partsOf(schema: Entry, root: Entry, depth = 0): Entry[] {
  // `true` and `false` are schemas too, which say nothing of a value.
  if (!schema.isMap || depth > deepestReference) return [];
  const reference = schema.text('$ref');
  const meant = reference === undefined ? undefined : resolve(reference, root);
  return [
    schema,
    ...(meant ? partsOf(meant, root, depth + 1) : []),
    ...schema.items('allOf').flatMap((part) => partsOf(part, root, depth + 1)),
  ];
}

function resolve(reference: string, root: Entry): Entry | undefined {
  if (!reference.startsWith('#/')) return reference === '#' ? root : undefined;
  const keys = reference.slice(2).split('/');
  return keys.reduce<Entry | undefined>((entry, key) => {
    if (!entry?.isMap && !Array.isArray(entry?.value)) return undefined;
    const name = decode(key).replaceAll('~1', '/').replaceAll('~0', '~');
    return entry?.get(Array.isArray(entry.value) ? Number(name) : name);
  }, root);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function featureOf(name: string, entry: Entry, root: Entry, required: boolean): Feature {
  const parts = partsOf(entry, root);
  const first = <T>(read: (part: Entry) => T | undefined): T | undefined => {
    for (const part of parts) {
      const value = read(part);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const types = first(typesOf) ?? [];
  const allowsNull =
    !parts.length ||
    types.includes('null') ||
    parts.some((part) => ['anyOf', 'oneOf', 'enum', 'const'].some((key) => part.get(key)));
  const type = typeOf(
    types.filter((one) => one !== 'null'),
    first((part) => part.text('format')),
  );
  return entry.feature(name, {
    type,
    min: first((part) => boundOf(part, 'minimum', 'exclusiveMinimum', type === 'integer' ? 1 : 0)),
    max: first((part) => boundOf(part, 'maximum', 'exclusiveMaximum', type === 'integer' ? -1 : 0)),
    values: first(valuesOf),
    pattern: first((part) => portablePattern(part.text('pattern'), 'part')),
    nullable: required && types.length > 0 && !allowsNull ? false : undefined,
    optional: !required,
  });
}

const typesOf = (part: Entry): string[] | undefined => {
  const types = part.each('type').map((type) => type.asText());
  return types.length ? types : undefined;
};

const families: Readonly<Record<string, FeatureType>> = {
  boolean: 'boolean',
  integer: 'integer',
  number: 'number',
  string: 'string',
};
const timeFormats: Readonly<Record<string, FeatureType>> = { date: 'date', 'date-time': 'timestamp' };

function typeOf(types: readonly string[], format: string | undefined): FeatureType | undefined {
  const [type] = types;
  if (types.length !== 1 || type === undefined) return undefined;
  // Durations, times of day and the like may be types of their own in a table.
  if (type === 'string' && /^(date|time|duration)/.test(format ?? '')) return timeFormats[format!];
  return families[type];
}

/** Values are compared inclusively: an exclusive bound of integers is one further, of others it is the bound itself. */
function boundOf(part: Entry, inclusive: string, exclusive: string, step: number): number | undefined {
  const bound = part.number(inclusive);
  const limit = part.get(exclusive)?.value;
  if (limit === true) return bound === undefined ? undefined : bound + step;
  return typeof limit === 'number' && bound === undefined ? limit + (Number.isInteger(limit) ? step : 0) : bound;
}

function valuesOf(part: Entry): Feature['values'] {
  const constant = part.get('const')?.value;
  if (typeof constant === 'string' || typeof constant === 'number' || typeof constant === 'boolean') return [constant];
  return part.scalars('enum');
}
