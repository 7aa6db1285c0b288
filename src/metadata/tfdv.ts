import type { Feature, FeatureType } from '../features/feature.ts';
import type { Description } from './description.ts';
import { type Facts, foreignFeature } from './foreign-feature.ts';
import { parseTextFormat, type TextMessage } from './text-format.ts';
import { has, messageOf, messagesOf, numberOf, textOf, textsOf, wordOf } from './text-message.ts';

/** A schema of TensorFlow Data Validation (`tensorflow.metadata.v0.Schema` as text). @throws UserError */
export function readTfdv(text: string, shown: string): Description {
  const schema = parseTextFormat(text, shown);
  const features = messagesOf(schema, 'feature').flatMap((feature) => featureOf(feature, schema));
  const unserved = features.filter(({ available }) => available === 'after');
  return { tables: [{ features, ...(unserved.length === 1 && { label: unserved[0]!.name }) }] };
}

function featureOf(feature: TextMessage, schema: TextMessage): Feature[] {
  const name = textOf(feature, 'name');
  if (name === undefined) return [];
  const presence = messageOf(feature, 'presence');
  const isFull = numberOf(presence, 'min_fraction') === 1;
  const isExpected = isFull || (numberOf(presence, 'min_count') ?? 0) > 0 || (numberOf(presence, 'min_fraction') ?? 0) > 0;
  // TFDV does not hold data against what is planned, tried out or given up.
  const stage = wordOf(feature, 'lifecycle_stage') ?? '';
  const isChecked = !/^(PLANNED|ALPHA|DEBUG_ONLY|DEPRECATED|DISABLED)$/.test(stage) && wordOf(feature, 'deprecated') !== 'true';
  const facts: Facts = {
    ...(isChecked && isSingle(feature) && valueFacts(feature, schema)),
    nullable: isChecked && isFull ? false : undefined,
    optional: !(isChecked && isExpected),
    available: isUnserved(feature, schema) ? 'after' : undefined,
  };
  return [foreignFeature(name, facts, feature.position)];
}

/** One value an example; others are lists in a table. */
function isSingle(feature: TextMessage): boolean {
  const count = messageOf(feature, 'value_count');
  return (numberOf(count, 'max') ?? 1) === 1 && !has(feature, 'value_counts') && !has(messageOf(feature, 'shape'), 'dim');
}

function valueFacts(feature: TextMessage, schema: TextMessage): Facts {
  const domain = (kind: string): TextMessage | undefined =>
    messageOf(feature, kind) ??
    (has(feature, 'domain')
      ? messagesOf(schema, kind).find((one) => textOf(one, 'name') === textOf(feature, 'domain'))
      : undefined);
  const numbers = domain('int_domain') ?? domain('float_domain');
  const strings = textsOf(domain('string_domain'), 'value');
  const mass = numberOf(messageOf(feature, 'distribution_constraints'), 'min_domain_mass') ?? 1;
  return {
    type: typeOf(feature),
    min: numberOf(numbers, 'min'),
    max: numberOf(numbers, 'max'),
    values: strings.length && mass >= 1 ? strings : undefined,
  };
}

const types: Readonly<Record<string, FeatureType>> = {
  INT: 'integer',
  FLOAT: 'number',
  BYTES: 'string',
  '1': 'string',
  '2': 'integer',
  '3': 'number',
};
const otherDomains = ['bool_domain', 'time_domain', 'time_of_day_domain', 'image_domain', 'struct_domain'];

/** Truth values and times are kept in other types than those of a table. */
function typeOf(feature: TextMessage): FeatureType | undefined {
  return otherDomains.some((domain) => has(feature, domain)) ? undefined : types[wordOf(feature, 'type') ?? ''];
}

/** Whether a feature belongs to no environment of serving, where the schema speaks of one. */
function isUnserved(feature: TextMessage, schema: TextMessage): boolean {
  const [defaults, added, removed] = [
    textsOf(schema, 'default_environment'),
    textsOf(feature, 'in_environment'),
    textsOf(feature, 'not_in_environment'),
  ];
  const all = messagesOf(schema, 'feature').flatMap((one) => [
    ...textsOf(one, 'in_environment'),
    ...textsOf(one, 'not_in_environment'),
  ]);
  const serving = [...new Set([...defaults, ...all])].filter((name) => /serv|infer|predict/i.test(name));
  const isIn = (name: string) =>
    added.includes(name) || (!removed.includes(name) && (defaults.length === 0 ? added.length === 0 : defaults.includes(name)));
  return serving.length > 0 && !serving.some(isIn);
}
