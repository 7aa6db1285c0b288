import type { Column } from '../engine/column.ts';
import type { Table } from '../engine/table.ts';
import type { Feature } from '../features/feature.ts';
import type { OpenedSource } from '../load/sources.ts';
import type { Workspace } from '../load/workspace.ts';
import type { SubjectInstance } from './subjects.ts';

/** How one feature of the labels was looked up in its source. */
export interface FeatureJoin {
  readonly feature: Feature;
  readonly keys: readonly { readonly labels: Column; readonly source: Column }[];
  /** Event time in the source. */
  readonly event: Column;
  readonly created?: Column;
  /** Microseconds; 0: any age. */
  readonly ttl: number;
  readonly column: Column;
  readonly value: Column;
  /** All features of these labels that were looked up in the same way, this one among them. */
  readonly alike: readonly { readonly name: string; readonly column: Column; readonly value: Column; readonly single: boolean }[];
}

type Read = Extract<OpenedSource, { readonly table: unknown }>;

/** Each feature of each data set that has labels, with its source; `lacks` where the two do not fit together. */
export function sourceSubjects({ datasets, features, sources, featureStore }: Workspace): SubjectInstance[] {
  return datasets
    .filter(({ table }) => table.role !== 'serving')
    .flatMap((dataset) => {
      const { table } = dataset;
      const present = [...features.values()].filter(({ name }) => sources?.has(name) && table.column(name));
      return present.map((feature): SubjectInstance => {
        const subject = { dataset: table.name, role: table.role, columns: [feature.name] };
        const source = sources!.get(feature.name)!;
        const base = { subject, dataset, columns: table.columns };
        if ('problem' in source) return { ...base, tables: { labels: table }, lacks: source.problem };
        const tables = { labels: table, source: source.table };
        const lacks = missing(table, feature.name, source);
        if (lacks !== undefined) return { ...base, tables, lacks };
        const alike = present.filter(
          ({ name }) => isAlike(sources!.get(name)!, source) && missing(table, name, source) === undefined,
        );
        const join: FeatureJoin = {
          feature,
          ...lookupOf(table, source),
          column: table.column(feature.name)!,
          value: source.table.column(source.by.value)!,
          alike: alike.map(({ name }) => {
            const { by } = sources!.get(name) as Read;
            return { name, column: table.column(name)!, value: source.table.column(by.value)!, single: by.single === true };
          }),
        };
        return { ...base, tables, given: { join, store: featureStore } };
      });
    });
}

function lookupOf(labels: Table, { table, by, ttl }: Read): Pick<FeatureJoin, 'keys' | 'event' | 'created' | 'ttl'> {
  const created = by.created === undefined ? undefined : table.column(by.created);
  return {
    keys: by.entity.map((name, i) => ({ labels: labels.column(name)!, source: table.column(by.keys?.[i] ?? name)! })),
    event: table.column(by.time)!,
    ...(created && { created }),
    ttl,
  };
}

function missing(labels: Table, feature: string, { table, by }: Read): string | undefined {
  const [key] = by.entity.filter((name) => !labels.column(name));
  if (key !== undefined) return `needs the key \`${key}\`, which ${feature} is looked up by, in ${labels.role} data`;
  const wanted = [...(by.keys ?? by.entity), by.time, by.value, ...(by.created === undefined ? [] : [by.created])];
  const [column] = wanted.filter((name) => !table.column(name));
  return column === undefined ? undefined : `needs the column \`${column}\` in its source, which has none of that name`;
}

function isAlike(one: OpenedSource, { table, by, ttl }: Read): boolean {
  if ('problem' in one || one.table !== table || one.ttl !== ttl) return false;
  const key = (from: Read['by']) => JSON.stringify([from.entity, from.keys ?? from.entity, from.time, from.created]);
  return key(one.by) === key(by);
}
