import type { Column } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import type { Table } from '../../engine/table.ts';
import { argsort } from '../../stats/argsort.ts';
import { entityKeys } from '../columns/independent-rows.ts';
import { eventTimes } from './event-time.ts';

/** Rows of several tables' frames, the oldest first. */
export interface DatedRows {
  readonly tables: readonly Table[];
  readonly frames: readonly Frame[];
  /** Of each row: which frame, where in it, and at which moment. */
  readonly frame: Uint8Array;
  readonly row: Uint32Array;
  readonly moment: Uint32Array;
  /** Distinct times, ascending: microseconds where `clock`, else numbers in the column's own unit. */
  readonly moments: Float64Array;
  readonly clock: boolean;
  /** Whether the frames are samples. */
  readonly sampled: boolean;
}

const DAY = 86_400e6;
/** Values that spell no time may be this share of those present. */
const MAX_UNREAD = 0.1;
/** Share of rows whose entity has several from which only entities known in the older half are looked at. */
const RECURRING = 0.5;

/**
 * The rows that have a time, of all tables in which it means the same as in the first; undefined where it has no order. Times later than
 * `now` are mistyped unless most are. Where entities recur, the rows of those that the older half doesn't know are left out: what begins
 * late has a short history at any time.
 */
export async function datedRows(
  [first, ...others]: readonly [Table, ...Table[]],
  time: Column,
  entity: readonly Column[],
  now: number,
): Promise<DatedRows | undefined> {
  const frame = await first.frame();
  const own = first.column(time.name) && timesIn(first.column(time.name)!, frame);
  if (!own) return undefined;
  const read = [{ table: first, frame, times: own.times }];
  for (const table of others) {
    const column = table.column(time.name);
    const holds = entity.every(({ name }) => table.column(name));
    const there = column && holds ? timesIn(column, await table.frame()) : undefined;
    if (there?.clock === own.clock) read.push({ table, frame: await table.frame(), times: there.times });
  }
  const total = read.reduce((sum, { times }) => sum + times.length, 0);
  const latest = own.clock && countAbove(own.times, now + DAY) < own.times.length / 2 ? now + DAY : Infinity;
  const [all, frameOf, rowOf] = [new Float64Array(total), new Uint8Array(total), new Uint32Array(total)];
  let count = 0;
  for (const [index, { times }] of read.entries()) {
    for (let row = 0; row < times.length; row++) {
      if (!(times[row]! <= latest)) continue;
      all[count] = times[row]!;
      frameOf[count] = index;
      rowOf[count++] = row;
    }
  }
  const keys = read.map((one) => entityKeys(one.frame, entity));
  const order = argsort(all.slice(0, count));
  const kept = keys[0]!.length ? knownEarly(order, (place) => keys[frameOf[place]!]![rowOf[place]!]!) : order;
  const moments = new Float64Array(kept.length);
  const [frames, rows, moment] = [new Uint8Array(kept.length), new Uint32Array(kept.length), new Uint32Array(kept.length)];
  let last = -1;
  for (let i = 0; i < kept.length; i++) {
    const place = kept[i]!;
    if (last < 0 || all[place] !== moments[last]) moments[++last] = all[place]!;
    frames[i] = frameOf[place]!;
    rows[i] = rowOf[place]!;
    moment[i] = last;
  }
  return {
    tables: read.map(({ table }) => table),
    frames: read.map((one) => one.frame),
    frame: frames,
    row: rows,
    moment,
    moments: moments.slice(0, last + 1),
    clock: own.clock,
    sampled: read.some((one) => one.frame.sampled),
  };
}

function timesIn(column: Column, frame: Frame): { readonly times: Float64Array; readonly clock: boolean } | undefined {
  const clock = eventTimes(column, frame);
  const times = clock ?? frame.numbers(column.name);
  if (!times) return undefined;
  const unread = times.filter(Number.isNaN).length;
  const texts = frame.texts(column.name)?.filter((text) => text === null).length;
  const present = times.length - (texts ?? unread);
  return present > 0 && times.length - unread >= (1 - MAX_UNREAD) * present ? { times, clock: clock !== undefined } : undefined;
}

function countAbove(values: Float64Array, limit: number): number {
  let above = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > limit) above++;
  return above;
}

function knownEarly(order: Uint32Array, keyOf: (place: number) => string): Uint32Array {
  const counts = new Map<string, number>();
  for (let i = 0; i < order.length; i++) {
    const key = keyOf(order[i]!);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let single = 0;
  for (const count of counts.values()) if (count === 1) single++;
  if (order.length - single < RECURRING * order.length) return order;
  const early = new Set<string>();
  for (let i = 0; i < order.length >> 1; i++) early.add(keyOf(order[i]!));
  return order.filter((place) => early.has(keyOf(place)));
}
