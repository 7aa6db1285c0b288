import type { Column } from '../../engine/column.ts';
import type { Table } from '../../engine/table.ts';
import type { GroupValues, RowGroups } from './group-aggregates.ts';
import { readSeries, type Series, type SeriesOrder, seriesOrder } from './series.ts';

/** A table's rows in time order, with those of the other tables of the same entities. */
export interface History {
  readonly series: Series;
  readonly order: SeriesOrder;
  readonly peers: readonly Series[];
}

/** Undefined where the time column has no order. Peers in which it has none are left out. */
export async function readHistory(
  table: Table,
  peers: readonly Table[],
  time: Column,
  entity: readonly Column[],
  signal: AbortSignal,
): Promise<History | undefined> {
  const order = await seriesOrder(table, time, entity);
  if (!order) return undefined;
  const series = await readSeries(table, order, signal);
  const others: Series[] = [];
  for (const peer of peers) {
    const isAlike = [time, ...entity].every(({ name }) => peer.column(name));
    const own = isAlike ? await seriesOrder(peer, time, entity, table) : undefined;
    if (own && own.clock === order.clock) others.push(await readSeries(peer, own, signal));
  }
  return { series, order, peers: others };
}

/** Groups of a history's rows, and how to find the values of a column in them. */
export interface Grouping {
  readonly groups: RowGroups;
  valuesOf(name: string): GroupValues | undefined;
  /** A column's values by row. */
  numbers(name: string): Float64Array | undefined;
}

/** All rows of each entity. */
export const byEntity = (history: History): Grouping =>
  grouping(history, ({ starts, keys }) => {
    const groups = new Map<string, number[]>();
    keys.forEach((key, s) => {
      const [from, to] = [starts[s]!, starts[s + 1]!];
      groups.set(
        key,
        Array.from({ length: to - from }, (_, i) => from + i),
      );
    });
    return groups;
  });

/** All rows of each moment. */
export const byMoment = (history: History): Grouping =>
  grouping(history, ({ times }) => {
    const groups = new Map<string, number[]>();
    times.forEach((time, row) => {
      const rows = groups.get(String(time));
      if (rows) rows.push(row);
      else groups.set(String(time), [row]);
    });
    return groups;
  });

function grouping({ series, peers }: History, rowsOf: (series: Series) => ReadonlyMap<string, readonly number[]>): Grouping {
  const own = [...rowsOf(series)];
  const others = peers.map((peer) => ({ peer, rows: rowsOf(peer) }));
  const known = new Map<string, GroupValues | undefined>();
  const read = (name: string): GroupValues | undefined => {
    const values = series.frame.numbers(name);
    if (!values) return undefined;
    const numbers = (from: Float64Array, rows: readonly number[]) => rows.map((row) => from[row]!).filter(Number.isFinite);
    const mine = own.map(([, rows]) => numbers(values, rows));
    const all = own.map(([key], g) => {
      const more = others.flatMap(({ peer, rows }) => {
        const theirs = peer.frame.numbers(name);
        return theirs ? numbers(theirs, rows.get(key) ?? []) : [];
      });
      return more.length ? [...mine[g]!, ...more] : mine[g]!;
    });
    return { own: mine, all };
  };
  return {
    numbers: (name) => series.frame.numbers(name),
    groups: { own: own.map(([, rows]) => rows), times: series.times },
    valuesOf(name) {
      if (!known.has(name)) known.set(name, read(name));
      return known.get(name);
    },
  };
}
