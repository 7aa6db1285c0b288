import { type Column, isTemporal } from '../engine/column.ts';
import { EngineTable } from '../engine/engine-table.ts';
import { identifier, join, raw, sql } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import type { Feature } from '../features/feature.ts';
import type { Workspace } from './workspace.ts';

/** What a feature server wrote down of the values it served: a Feast feature log. */
export interface FeatureLog {
  /** With all columns of the log, where the table in its role has those of training data. */
  readonly table: Table;
  /** When a row was served. */
  readonly time: Column;
  readonly features: readonly LoggedFeature[];
}

export interface LoggedFeature {
  /** As the column is called in training data. */
  readonly name: string;
  /** As it is called in the log: view or alias, `__`, feature. */
  readonly value: Column;
  /** Event time of the served value. */
  readonly time: Column;
  /** One of `STATUS`. */
  readonly status: Column;
  /** How old a value may be, in microseconds; 0: any age; absent: nobody says. */
  readonly ttl?: number;
}

const LOG_TIME = '__log_timestamp';
const LOG_ONLY = new Set([LOG_TIME, '__log_date', '__request_id']);

export interface LogHints {
  /** The name of the prediction time. */
  readonly time: string | undefined;
  readonly train: Table | undefined;
  /** Of training data, by name. */
  readonly features: Iterable<Feature>;
}

/** A table that is a feature log, and what it holds as training data would have it; undefined for any other table. */
export function readFeatureLog(
  table: EngineTable,
  hints: LogHints,
): { readonly served: EngineTable; readonly log: FeatureLog } | undefined {
  const time = table.column(LOG_TIME);
  if (!time || !isTemporal(time)) return undefined;
  const features = table.columns.flatMap((value): LoggedFeature[] => {
    const [stamp, status] = [table.column(`${value.name}__timestamp`), table.column(`${value.name}__status`)];
    return stamp && status ? [{ name: value.name, value, time: stamp, status }] : [];
  });
  if (!features.length) return undefined;
  const names = namesInTraining(features, table, hints);
  const named = features.map((feature) => ({ ...feature, name: names.get(feature.value.name) ?? feature.name }));
  return { served: servedTable(table, named, hints.time, time), log: { table, time, features: named } };
}

/** The log with the names of training data, without what only a log has. */
function servedTable(table: EngineTable, features: readonly LoggedFeature[], timeName: string | undefined, time: Column) {
  const names = new Map(features.map(({ value, name }) => [value.name, name]));
  const aside = new Set([...LOG_ONLY, ...features.flatMap((one) => [one.time.name, one.status.name])]);
  const kept = table.columns
    .filter(({ name }) => !aside.has(name))
    .map((column) => ({ column, name: names.get(column.name) ?? column.name }));
  if (timeName !== undefined && !table.column(timeName)) kept.push({ column: time, name: timeName });
  const { rowNumber } = table;
  const list = join([
    ...kept.map(({ column, name }) => sql`${column} AS ${identifier(name)}`),
    ...(rowNumber ? [sql`${rowNumber} AS ${raw(ROW)}`] : []),
  ]);
  return new EngineTable(table.engine, {
    name: table.name,
    role: table.role,
    relation: sql`(SELECT ${list} FROM ${table.relation} AS l)`,
    columns: kept.map(({ column, name }) => ({ ...column, name })),
    rowNumber: rowNumber && raw(ROW),
  });
}

const ROW = '__watertight_row';

/** Logs call features in full; training data may not, or have a name that the configuration gives. Two never get the same. */
function namesInTraining(
  features: readonly LoggedFeature[],
  log: Table,
  { train, features: known }: LogHints,
): ReadonlyMap<string, string> {
  const byReference = new Map([...known].flatMap(({ name, feast }) => (feast === undefined ? [] : [[fullName(feast), name]])));
  const wanted = features.map(({ value: { name } }): [logged: string, name: string] => {
    if (train?.column(name)) return [name, name];
    const declared = byReference.get(name);
    if (declared !== undefined) return [name, declared];
    const parts = name.split('__');
    const short = parts.map((_, i) => parts.slice(i + 1).join('__')).find((part) => part !== '' && train?.column(part));
    return [name, short ?? name];
  });
  const uses = new Map<string, number>();
  for (const [, name] of wanted) uses.set(name, (uses.get(name) ?? 0) + 1);
  return new Map(wanted.map(([logged, name]) => [logged, uses.get(name) === 1 && !log.column(name) ? name : logged]));
}

/** The log with how old its values may be, by the feature store or by what the configuration says of their sources. */
export function withAges(log: FeatureLog, { featureStore, sources }: Pick<Workspace, 'featureStore' | 'sources'>): FeatureLog {
  const features = log.features.map((feature) => {
    const source = sources?.get(feature.name);
    const ttl = featureStore?.features.ttlOf(feature.value.name) ?? (source && 'ttl' in source ? source.ttl : undefined);
    return ttl === undefined ? feature : { ...feature, ttl };
  });
  return { ...log, features };
}

/** `view__feature` of a reference `view:feature`, with or without a version. */
const fullName = (reference: string): string => reference.replace(/(?:@[^:]*)?:/, '__');
