import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import type { Engine } from '../../engine/engine.ts';
import { type Frame, type FrameColumn, frameSelection, frameValue, makeFrame } from '../../engine/frame.ts';
import { render, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { frameSample } from '../columns/frame-sample.ts';
import { eventTime } from './event-time.ts';

/** Rows of a table in time order within each entity, every row of an entity that is there; one series where no entity is declared. */
export interface Series {
  /** The first row of each entity, and the number of rows at the end. */
  readonly starts: readonly number[];
  /** Equal in all tables for equal entities. */
  readonly keys: readonly string[];
  /** Microseconds where `clock`, else numbers in the column's own unit. */
  readonly times: Float64Array;
  readonly clock: boolean;
  readonly frame: Frame;
  /** Whether the series holds all rows of the table that have a time and an entity. */
  readonly complete: boolean;
  /** Rows at the same time as the row before them in their series. */
  readonly tied: number;
  /** Whether the rows of each series stand in the file in the order of time, so that their places order rows of one time too. */
  readonly inFileOrder: boolean;
}

/** How a table's rows are put in order: the entity's hash as text (one for all without entity), and the time as a double. */
export interface SeriesOrder {
  readonly key: Sql;
  readonly time: Sql;
  readonly clock: boolean;
  /** Whether a row has both. */
  readonly present: Sql;
  /** Rows of some entities only, or of a stretch of time; undefined for all rows. */
  readonly part: Sql | undefined;
}

/** Of narrow tables; of wide ones so many values. */
const MOST_ROWS = 60_000;
const MOST_VALUES = 10_000_000;
/** Share of the most rows that a part of a table is to have. */
const PART = 2 / 3;

const mostRows = ({ columns }: Table): number => Math.min(MOST_ROWS, Math.floor(MOST_VALUES / columns.length));

/** Undefined where the time column has no order. `like`: another table of which the same entities are wanted. */
export async function seriesOrder(
  table: Table,
  time: Column,
  entity: readonly Column[],
  like: Table = table,
): Promise<SeriesOrder | undefined> {
  const [frame, rows] = await Promise.all([like.frame(), like.rows()]);
  const column = table.column(time.name);
  if (!column) return undefined;
  const clock = eventTime(column, frame);
  const plain = column.kind === 'text' || column.kind === 'time' ? undefined : frameValue(column);
  const value = clock ?? plain;
  if (!value) return undefined;
  const keys = entity.flatMap(({ name }) => {
    const own = table.column(name);
    const form = own && frameValue(own);
    return form ? [form] : [];
  });
  const key = keys.length ? fn.combineHashes(keys.map((one, i) => fn.hash(one, i + 1))) : undefined;
  const present = [sql`${value} IS NOT NULL`, sql`NOT ${fn.isNaN(value)}`, ...keys.map((one) => sql`${one} IS NOT NULL`)];
  return {
    key: key ? fn.toText(key) : sql`''`,
    time: value,
    clock: clock !== undefined,
    present: present.reduce((all, one) => sql`${all} AND ${one}`),
    part:
      rows <= mostRows(like)
        ? undefined
        : key
          ? sql`${fn.bucket(key, Math.ceil(rows / (PART * mostRows(like))))} = 0`
          : await stretch(value, like, rows),
  };
}

/** Texts of more values than this are no classes, and are left out where a series is a part of its table. */
export const MAX_LEVELS = 50;

const known = new WeakMap<Engine, Map<string, Promise<Series>>>();

/** The rows of a table in order, with its scalar columns; read once for all rules. */
export async function readSeries(table: Table, order: SeriesOrder, signal: AbortSignal): Promise<Series> {
  const frame = await table.frame();
  const columns = table.columns.filter(({ name }) => !frame.sampled || hasFewLevels(frame.texts(name) ?? []));
  const { names, values } = frameSelection(columns);
  const where = order.part ? sql`${order.present} AND ${order.part}` : order.present;
  const position = table.rowNumber ? fn.toDouble(table.rowNumber) : sql`0.0`;
  const selected = [
    sql`${order.key} AS series_key`,
    sql`${order.time} AS series_time`,
    sql`${fn.toDouble(position)} AS series_row`,
    ...values,
  ];
  const statement = sql`SELECT ${selected} FROM ${table} WHERE ${where} ORDER BY series_key, series_time, series_row LIMIT ${2 * mostRows(table)}`;
  const text = render(statement, table.engine.dialect);
  const series = known.get(table.engine) ?? new Map<string, Promise<Series>>();
  known.set(table.engine, series);
  const made =
    series.get(text) ?? table.engine.frame(statement, signal).then((columns) => inSeries(table, order, names, columns));
  series.set(text, made);
  made.catch(() => series.delete(text));
  return made;
}

function inSeries(table: Table, order: SeriesOrder, names: readonly string[], columns: readonly FrameColumn[]): Series {
  const [key, times, positions] = [columns[0] as readonly (string | null)[], numbersOf(columns[1]), numbersOf(columns[2])];
  const starts: number[] = [];
  let [tied, turned] = [0, 0];
  for (let row = 0; row < key.length; row++) {
    if (row === 0 || key[row] !== key[row - 1]) {
      starts.push(row);
      continue;
    }
    if (times[row] === times[row - 1]) tied++;
    if (!(positions[row]! > positions[row - 1]!)) turned++;
  }
  return {
    starts: [...starts, key.length],
    keys: starts.map((row) => key[row]!),
    times,
    clock: order.clock,
    frame: makeFrame(names, columns.slice(3), false),
    complete: order.part === undefined && key.length < 2 * mostRows(table),
    tied,
    inFileOrder: table.rowNumber !== undefined && turned === 0,
  };
}

function hasFewLevels(texts: readonly (string | null)[]): boolean {
  const seen = new Set<string>();
  return texts.every((text) => text === null || seen.add(text).size <= MAX_LEVELS);
}

const numbersOf = (values: FrameColumn | undefined): Float64Array =>
  values instanceof Float64Array ? values : new Float64Array();

/** A window over the rows of one entity in time order. */
export const overSeries = (order: SeriesOrder, table: Table, rows: Sql = sql``): Sql =>
  sql`OVER (PARTITION BY ${order.key} ORDER BY ${[order.time, ...(table.rowNumber ? [table.rowNumber] : [])]} ${rows})`;

/** The middle of the time that a sample covers, about as much as holds the rows wanted. */
async function stretch(value: Sql, table: Table, rows: number): Promise<Sql> {
  const half = (PART * mostRows(table)) / rows / 2;
  const sample = await frameSample(table);
  const isTime = sql`CASE WHEN ${fn.isNaN(value)} THEN NULL ELSE ${value} END`;
  const { low, high } = await sample.aggregate({ low: fn.quantile(isTime, 0.5 - half), high: fn.quantile(isTime, 0.5 + half) });
  return sql`${value} BETWEEN ${Number(low)} AND ${Number(high)}`;
}
