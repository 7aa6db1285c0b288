import type { Column } from '../../engine/column.ts';
import { identifier, join, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Form } from '../columns/comparable.ts';

export interface AsOfFeature {
  readonly column: Column;
  readonly value: Column;
  readonly form: Form;
}

/** How features of labels are looked up in a source. Spans are in microseconds. */
export interface AsOfLookup {
  readonly labels: Table;
  readonly source: Table;
  readonly keys: readonly { readonly labels: Column; readonly source: Column; readonly form: Form }[];
  /** Of the labels; times are microseconds since 1970 UTC, as doubles. */
  readonly time: Sql;
  /** Of the source. */
  readonly event: Sql;
  readonly created?: Sql | undefined;
  /** How old a value may be; 0: any age. */
  readonly ttl: number;
  /** How much earlier than the label's time a value must have been stamped. */
  readonly lag: number;
  /** Whether a value stamped at the last moment counts. */
  readonly strict: boolean;
  /** All that are looked up in this way: one statement serves them. */
  readonly features: readonly AsOfFeature[];
}

/** Names of key columns in the statements. */
export const keyNames = ({ keys }: AsOfLookup): string[] => (keys.length ? keys.map((_, i) => `k${i}`) : ['k0']);

/** The labels: keys `k…`, time `t` and the features' values `v…`. */
export function labelRows(lookup: AsOfLookup): Sql {
  const values = lookup.features.map(({ column, form }, i) => sql`${form(column)} AS ${identifier(`v${i}`)}`);
  return sql`(SELECT ${keyList(lookup, 'labels')}, ${lookup.time} AS t${values.map((value) => sql`, ${value}`).reduce(concat, sql``)} FROM ${lookup.labels} AS l)`;
}

/** The source: keys `k…`, event time `t`, created time `c` and values `w…`. Rows without a time are none. */
export function sourceRows(lookup: AsOfLookup, features = lookup.features): Sql {
  const values = features.map(({ value, form }, i) => sql`, ${form(value)} AS ${identifier(`w${i}`)}`);
  const created = lookup.created ?? raw('CAST(NULL AS DOUBLE)');
  return sql`(SELECT ${keyList(lookup, 'source')}, ${lookup.event} AS t, ${created} AS c${values.reduce(concat, sql``)} FROM ${lookup.source} AS s WHERE ${lookup.event} IS NOT NULL)`;
}

/** The last moment whose value counts for a label at `t`. */
export const cutOff = ({ lag }: AsOfLookup, t: Sql): Sql => (lag ? sql`(${t} - ${lag})` : t);

export const equal = (keys: readonly string[], a: string, b: string): Sql =>
  join(
    keys.map((key) => sql`${raw(a)}.${identifier(key)} = ${raw(b)}.${identifier(key)}`),
    ' AND ',
  );

function keyList({ keys }: AsOfLookup, side: 'labels' | 'source'): Sql {
  if (!keys.length) return raw('1 AS k0');
  return join(keys.map((key, i) => sql`${key.form(key[side])} AS ${identifier(`k${i}`)}`));
}

const concat = (a: Sql, b: Sql): Sql => sql`${a}${b}`;
