import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { frameSample } from '../columns/frame-sample.ts';
import { quantileOf, sortedValues } from '../columns/sorted-values.ts';
import { eventTime } from './event-time.ts';

/** Values that spell no time may be this share of those present. */
const MAX_UNREAD = 0.1;
/** The fit rows end here: a few later dates are mistyped ones as likely as not. */
const END = 0.99;
const START = 0.01;

/** How the times of held-out rows lie to those of fit rows. */
export interface TimeOrder {
  /** Held-out rows with a time, and fit rows. */
  readonly heldOutRows: number;
  readonly fitRows: number;
  /** Held-out rows earlier than 99 % of the fit rows, and of these the ones earlier than nearly all fit rows. */
  readonly early: number;
  readonly before: number;
  /** Held-out rows a whole span of the fit rows before these begin: no part of any order. */
  readonly odd: number;
  /** Fit rows later than now, left out of what counts as their end. */
  readonly future: number;
  /** The times of a sample of either side, ascending, less those that are odd or in the future. */
  readonly fitTimes: Float64Array;
  readonly heldOutTimes: Float64Array;
  /** The moment before which nearly all fit rows lie. */
  readonly end: number;
  /** The same as a scalar query over the fit table by its role. */
  readonly endQuery: Sql;
  /** Whether times are microseconds since 1970. */
  readonly areMoments: boolean;
  /** Time of a table's rows as a double: microseconds, or the column's own numbers where it holds no dates. */
  timeOf(table: Table): Sql;
}

/** Undefined when the column's values have no order in time. `now`: microseconds since 1970, beyond which no date can be true. */
export async function timeOrder(fit: Table, heldOut: Table, time: Column, now: number): Promise<TimeOrder | undefined> {
  const frame = await fit.frame();
  const [clock, held] = [fit, heldOut].map((table) => eventTime(table.column(time.name)!, frame));
  if (!clock !== !held || (!clock && time.kind !== 'integer' && time.kind !== 'float' && time.kind !== 'decimal'))
    return undefined;
  const timeOf = (table: Table): Sql => (table === heldOut ? held : clock) ?? fn.toDouble(identifier(time.name));
  const latest = clock ? now : Infinity;
  const [fitTimes, heldOutTimes] = await Promise.all([fit, heldOut].map((table) => sampleTimes(table, timeOf(table))));
  if (!fitTimes!.length || !heldOutTimes!.length) return undefined;
  // Where most dates lie in the future, the clock of the data is another one.
  const bound = quantileOf(fitTimes!, 0.5) > latest ? Infinity : latest;
  const past = fitTimes!.filter((value) => value <= bound);
  const [start, end] = [quantileOf(past, START), quantileOf(past, END)];
  const first = start - Math.max(end - start, 0);
  const t = timeOf(heldOut);
  const isPast = Number.isFinite(bound) ? sql` WHERE ${timeOf(fit)} <= ${bound}` : sql``;
  const [counted, known] = await Promise.all([
    heldOut.aggregate({
      rows: sql`count(${t})`,
      present: sql`count(${time})`,
      early: count(sql`${t} < ${end} AND ${t} >= ${first}`),
      before: count(sql`${t} < ${start} AND ${t} >= ${first}`),
      odd: count(sql`${t} < ${first}`),
    }),
    fit.aggregate({
      rows: sql`count(${timeOf(fit)})`,
      present: sql`count(${time})`,
      future: Number.isFinite(bound) ? count(sql`${timeOf(fit)} > ${bound}`) : sql`count(NULL)`,
    }),
  ]);
  const isRead = (side: { rows: unknown; present: unknown }) => Number(side.rows) >= (1 - MAX_UNREAD) * Number(side.present);
  if (!isRead(counted) || !isRead(known)) return undefined;
  return {
    heldOutRows: Number(counted.rows),
    fitRows: Number(known.rows),
    early: Number(counted.early),
    before: Number(counted.before),
    odd: Number(counted.odd),
    future: Number(known.future),
    fitTimes: past,
    heldOutTimes: heldOutTimes!.filter((value) => value <= bound && value >= first),
    end,
    endQuery: sql`(SELECT ${fn.quantile(timeOf(fit), END)} FROM ${identifier(fit.role)}${isPast})`,
    areMoments: clock !== undefined,
    timeOf,
  };
}

async function sampleTimes(table: Table, time: Sql): Promise<Float64Array> {
  const sample = await frameSample(table);
  const [values] = await table.engine.frame(sql`SELECT ${time} AS t FROM ${sample}`);
  return values instanceof Float64Array ? sortedValues(values) : new Float64Array();
}

const count = (condition: Sql): Sql => sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
