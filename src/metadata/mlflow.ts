import type { Feature, FeatureType } from '../features/feature.ts';
import type { Description } from './description.ts';
import { Entry } from './entry.ts';

/** The inputs in the signature of an MLflow model; it holds them as text of JSON. @throws UserError */
export async function readMlflow(root: Entry): Promise<Description> {
  const inputs = root.get('signature')?.get('inputs');
  if (!inputs) throw root.problem('has no `signature` with `inputs`', 'log the model with a signature');
  const columns = typeof inputs.value === 'string' ? await parse(inputs, inputs.value) : inputs.list();
  return { tables: [{ features: columns.flatMap((column) => featureOf(column, inputs)) }] };
}

async function parse(inputs: Entry, text: string): Promise<Entry[]> {
  try {
    return (await Entry.read(text, inputs.position.path)).list();
  } catch {
    throw inputs.problem('must be a list of columns as JSON');
  }
}

const types: Readonly<Record<string, FeatureType>> = {
  boolean: 'boolean',
  integer: 'integer',
  long: 'integer',
  float: 'number',
  double: 'number',
  string: 'string',
  datetime: 'timestamp',
};

function featureOf(column: Entry, inputs: Entry): Feature[] {
  if (!column.isMap) throw inputs.problem('must be a list of columns as JSON');
  const { name, type, required, optional } = column.value as Record<string, unknown>;
  // Tensors and inputs without names are no columns.
  if (typeof name !== 'string' || type === 'tensor') return [];
  const isOptional = required === false || optional === true;
  return [
    inputs.feature(name, {
      type: typeof type === 'string' && Object.hasOwn(types, type) ? types[type] : undefined,
      optional: isOptional,
    }),
  ];
}
