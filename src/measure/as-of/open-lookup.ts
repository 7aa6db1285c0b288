import type { Column } from '../../engine/column.ts';
import type { Table } from '../../engine/table.ts';
import { equalForm } from '../columns/comparable.ts';
import { timeOf } from '../time/event-time.ts';
import type { AsOfFeature, AsOfLookup } from './as-of-lookup.ts';
import { valueForm } from './value-form.ts';

export interface LookupColumns {
  readonly keys: readonly { readonly labels: Column; readonly source: Column }[];
  readonly event: Column;
  readonly created?: Column;
  readonly ttl: number;
  readonly column: Column;
  readonly alike: readonly { readonly column: Column; readonly value: Column; readonly single: boolean }[];
}

export interface LookupTerms {
  /** Microseconds. */
  readonly lag: number;
  readonly strict: boolean;
}

/** The as-of lookup of a feature with all that are looked up alike, and its place among them; or what it lacks. */
export async function asOfLookup(
  labels: Table,
  source: Table,
  { keys, event, created, ttl, column, alike }: LookupColumns,
  time: Column,
  terms: LookupTerms,
): Promise<{ readonly lookup: AsOfLookup; readonly index: number } | { readonly lacks: string }> {
  const compared = keys.map((key) => ({ ...key, form: equalForm(key.labels, key.source) }));
  const odd = compared.find(({ form }) => !form);
  if (odd) {
    const { labels: own, source: other } = odd;
    return { lacks: `needs the key \`${own.name}\` of one type: it is ${own.type}, and ${other.type} in the source` };
  }
  const features = alike.flatMap(({ column, value, single }): AsOfFeature[] => {
    const form = valueForm(column, value, single);
    return form ? [{ column, value, form }] : [];
  });
  const index = features.findIndex((feature) => feature.column.name === column.name);
  if (index < 0) {
    const value = alike.find((one) => one.column.name === column.name)?.value;
    return { lacks: `needs values that can be compared: it is ${column.type}, and ${value?.type} in the source` };
  }
  const [at, events] = [await timeOf(labels, time), await timeOf(source, event)];
  if (!at) return { lacks: 'needs `time` as dates, times, years or seconds' };
  if (!events) return { lacks: `needs times in the column \`${event.name}\` of the source` };
  return {
    lookup: {
      labels,
      source,
      keys: compared.map((key) => ({ ...key, form: key.form! })),
      time: at,
      event: events,
      created: created && (await timeOf(source, created)),
      ttl,
      lag: terms.lag,
      strict: terms.strict,
      features,
    },
    index,
  };
}
