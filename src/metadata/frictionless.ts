import type { Feature, FeatureType } from '../features/feature.ts';
import type { DescribedTable, Description } from './description.ts';
import type { Entry } from './entry.ts';
import { portablePattern } from './portable-pattern.ts';

/** A Frictionless Data Package (`resources`) or a Table Schema alone (`fields`), of version 1 or 2. @throws UserError */
export function readFrictionless(root: Entry): Description {
  if (!root.get('resources')) return { tables: [{ features: featuresOf(root) }] };
  return {
    tables: root.items('resources').map((resource): DescribedTable => {
      const schema = resource.get('schema');
      const name = resource.text('name');
      return {
        ...(name !== undefined && { name }),
        files: resource.each('path').map((path) => path.asText()),
        // A schema may be a path or a URL instead.
        features: schema?.isMap ? featuresOf(schema) : [],
      };
    }),
  };
}

function featuresOf(schema: Entry): Feature[] {
  const keys = schema.each('primaryKey').map((key) => key.asText());
  const match = schema.get('fieldsMatch')?.value;
  const optional = /superset|partial/.test(String(Array.isArray(match) ? match[0] : (match ?? '')));
  const isSpelled = saysMissing(schema);
  return schema.items('fields').flatMap((field) => {
    const name = field.text('name');
    if (name === undefined) return [];
    const constraints = field.get('constraints');
    const isKey = keys.includes(name);
    const type = isSpelled || saysMissing(field) ? undefined : typeOf(field);
    return [
      field.feature(name, {
        type,
        ...(isBounded(field) && { min: constraints?.numeric('minimum'), max: constraints?.numeric('maximum') }),
        nullable: constraints?.flag('required') || isKey ? false : undefined,
        unique: constraints?.flag('unique') || (isKey && keys.length === 1) || undefined,
        values: constraints?.scalars('enum') ?? categoriesOf(field),
        pattern: portablePattern(constraints?.text('pattern'), 'whole'),
        optional,
      }),
    ];
  });
}

/** Where other texts than the empty one stand for missing values, a column of numbers or dates may be read as text. */
const saysMissing = (entry: Entry): boolean => entry.items('missingValues').some(({ value }) => value !== '');

const types: Readonly<Record<string, FeatureType>> = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  year: 'integer',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
};

/** Undefined where values are spelled in a way of their own, so that they are read as text. */
function typeOf(field: Entry): FeatureType | undefined {
  const type = field.text('type') ?? '';
  const spelled = ['decimalChar', 'groupChar', 'trueValues', 'falseValues'].some((key) => field.get(key));
  const format = field.text('format') ?? 'default';
  if (spelled || field.flag('bareNumber') === false) return undefined;
  return (type === 'date' || type === 'datetime') && format !== 'default' ? undefined : types[type];
}

const isBounded = (field: Entry): boolean => ['number', 'integer', 'year'].includes(field.text('type') ?? '');

/** `categories` of version 2: values, or maps of value and label. */
function categoriesOf(field: Entry): Feature['values'] {
  const values = field.items('categories').map((category) => (category.isMap ? category.get('value')?.value : category.value));
  return values.length && values.every((value) => typeof value === 'string' || Number.isFinite(value))
    ? (values as (string | number)[])
    : undefined;
}
