import type { Column } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import type { Table } from '../../engine/table.ts';
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
  const latest = own.clock && own.times.filter((value) => value > now + DAY).length < own.times.length / 2 ? now + DAY : Infinity;
  const all = new Float64Array(total);
  const places: [number, number][] = [];
  for (const [index, { times }] of read.entries()) {
    for (let row = 0; row < times.length; row++) {
      if (!(times[row]! <= latest)) continue;
      all[places.length] = times[row]!;
      places.push([index, row]);
    }
  }
  const keys = read.map((one) => entityKeys(one.frame, entity));
  const order = Uint32Array.from(places.keys()).sort((a, b) => all[a]! - all[b]! || a - b);
  const kept = keys[0]!.length ? knownEarly([...order], (i) => keys[places[i]![0]]![places[i]![1]]!) : order;
  const moments: number[] = [];
  const moment = new Uint32Array(kept.length);
  kept.forEach((place, i) => {
    if (all[place] !== moments.at(-1)) moments.push(all[place]!);
    moment[i] = moments.length - 1;
  });
  return {
    tables: read.map(({ table }) => table),
    frames: read.map((one) => one.frame),
    frame: Uint8Array.from(kept, (place) => places[place]![0]),
    row: Uint32Array.from(kept, (place) => places[place]![1]),
    moment,
    moments: Float64Array.from(moments),
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

function knownEarly(order: readonly number[], keyOf: (place: number) => string): readonly number[] {
  const counts = new Map<string, number>();
  for (const place of order) counts.set(keyOf(place), (counts.get(keyOf(place)) ?? 0) + 1);
  const recurring = order.filter((place) => counts.get(keyOf(place))! > 1).length;
  if (recurring < RECURRING * order.length) return order;
  const early = new Set(order.slice(0, order.length >> 1).map(keyOf));
  return order.filter((place) => early.has(keyOf(place)));
}
