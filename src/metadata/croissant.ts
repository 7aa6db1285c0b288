import type { Feature, FeatureType } from '../features/feature.ts';
import type { DescribedTable, Description } from './description.ts';
import type { Entry } from './entry.ts';

/** The record sets of a Croissant file (JSON-LD of MLCommons, 1.0 and 1.1). @throws UserError */
export function readCroissant(root: Entry): Description {
  const places = new Map(
    each(root, 'distribution').flatMap((file) => {
      const place = file.get('contentUrl') ?? file.each('includes')[0];
      const id = idOf(file);
      return id !== undefined && typeof place?.value === 'string' ? [[id, place.value] as const] : [];
    }),
  );
  const sets = each(root, 'recordSet');
  // Lists of splits and of the meanings of codes stand in the file itself.
  const tables = sets.filter((set) => !set.get('data')).map((set) => tableOf(set, sets, places));
  return { tables };
}

function tableOf(set: Entry, sets: readonly Entry[], places: ReadonlyMap<string, string>): DescribedTable {
  const keys = each(set, 'key').map((key) => idOf(key));
  const name = set.text('name') ?? idOf(set);
  const columns = each(set, 'field').flatMap((field) => {
    const column = columnOf(field);
    return column === undefined ? [] : [{ field, column }];
  });
  const labels = columns.filter(({ field }) => dataTypes(field).includes('Label'));
  const files = columns.flatMap(({ field }) => {
    const source = field.get('source');
    return [...(source?.isMap ? [...source.each('fileObject'), ...source.each('fileSet')] : [])].flatMap(
      (file) => places.get(idOf(file) ?? '') ?? [],
    );
  });
  return {
    ...(name !== undefined && { name }),
    files: [...new Set(files)],
    features: columns.map(({ field, column }) => featureOf(field, column, keys, sets)),
    ...(labels.length === 1 && { label: labels[0]!.column }),
  };
}

const types: readonly (readonly [RegExp, FeatureType])[] = [
  [/^Boolean$|^bool$/i, 'boolean'],
  [/^U?Int(eger|8|16|32|64)$/i, 'integer'],
  [/^(Float(16|32|64)?|Number|Double)$/i, 'number'],
  [/^Text$/, 'string'],
  // Times of day's precision are called dates too.
  [/^(Date|DateTime)$/, 'timestamp'],
];

function featureOf(field: Entry, column: string, keys: readonly (string | undefined)[], sets: readonly Entry[]): Feature {
  const source = field.get('source');
  const isOther = isList(field) || (source?.isMap && source.get('transform'));
  const named = dataTypes(field).flatMap((name) => types.find(([pattern]) => pattern.test(name))?.[1] ?? []);
  const isKey = keys.length === 1 && keys[0] !== undefined && [idOf(field), field.text('name')].includes(keys[0]);
  return field.feature(column, {
    type: isOther ? undefined : named[0],
    values: isOther ? undefined : listedValues(field, sets),
    unique: isKey || undefined,
  });
}

const isList = (field: Entry): boolean => field.get('repeated')?.value === true || field.get('isArray')?.value === true;

/** The column of the file that a field is read from; undefined where it is taken from a path or a part of a value. */
function columnOf(field: Entry): string | undefined {
  const source = field.get('source');
  const extract = source?.isMap ? source.get('extract') : undefined;
  if (extract) return extract.text('column');
  return field.text('name') ?? idOf(field)?.split('/').at(-1);
}

/** What a field refers to may be a list of values in the file itself. */
function listedValues(field: Entry, sets: readonly Entry[]): Feature['values'] {
  const references = field.get('references');
  const meant = references && idOf(references.isMap ? (references.get('field') ?? references) : references);
  for (const set of meant === undefined ? [] : sets) {
    const of = each(set, 'field').find((one) => idOf(one) === meant);
    if (!of || !set.get('data')) continue;
    const values = set
      .each('data')
      .map((row) => (row.isMap ? (row.get(meant!) ?? row.get(of.text('name') ?? meant!))?.value : undefined));
    if (values.length && values.every((value) => typeof value === 'string' || Number.isFinite(value)))
      return values as (string | number)[];
  }
  return undefined;
}

const each = (entry: Entry, key: string): Entry[] => {
  const named = [key, `cr:${key}`].find((name) => entry.get(name));
  return named === undefined ? [] : entry.each(named);
};

/** `{ "@id": … }`, or the id alone. */
function idOf(entry: Entry): string | undefined {
  if (typeof entry.value === 'string') return entry.value;
  return entry.isMap ? (entry.text('@id') ?? entry.text('name')) : undefined;
}

/** Local names: `Integer` of `sc:Integer` and of `https://schema.org/Integer`. */
const dataTypes = (field: Entry): string[] =>
  field.each('dataType').flatMap(({ value }) => (typeof value === 'string' ? (value.split(/[:/#]/).at(-1) ?? []) : []));
