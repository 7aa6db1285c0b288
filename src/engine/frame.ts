import { type Column, isNumeric, isTemporal } from './column.ts';
import { fn } from './dialect.ts';
import { identifier, type Sql, sql } from './sql.ts';

/** Numbers with NaN for NULL, or texts. */
export type FrameColumn = Float64Array | readonly (string | null)[];

/** A sample's values in memory, in the table's order: numbers, truth values (0, 1) and times (microseconds) as numbers, texts as texts. */
export interface Frame {
  readonly rows: number;
  /** False when the frame holds every row of the table. */
  readonly sampled: boolean;
  readonly columns: ReadonlyMap<string, FrameColumn>;
  /** Numbers of a numeric, boolean or temporal column; undefined for others. */
  numbers(name: string): Float64Array | undefined;
  texts(name: string): readonly (string | null)[] | undefined;
}

const FRAME_ROWS = 20_000;
const MIN_FRAME_ROWS = 5_000;
const MAX_FRAME_VALUES = 5_000_000;

/** How many rows a frame of so many columns holds at most: asking for a sample of as many asks for the rows of the frame. */
export function frameRows(columns: number): number {
  return Math.min(FRAME_ROWS, Math.max(MIN_FRAME_ROWS, Math.floor(MAX_FRAME_VALUES / Math.max(1, columns))));
}

export function makeFrame(names: readonly string[], values: readonly FrameColumn[], sampled: boolean): Frame {
  const columns = new Map(names.map((name, i) => [name, values[i]!]));
  return {
    rows: values[0]?.length ?? 0,
    sampled,
    columns,
    numbers: (name) => {
      const found = columns.get(name);
      return found instanceof Float64Array ? found : undefined;
    },
    texts: (name) => {
      const found = columns.get(name);
      return found === undefined || found instanceof Float64Array ? undefined : found;
    },
  };
}

/** The columns a frame can hold, and their values in the form it holds them. */
export function frameSelection(columns: readonly Column[]): { readonly names: string[]; readonly values: Sql[] } {
  const held = columns.flatMap((column) => {
    const value = frameValue(column);
    return value ? [{ name: column.name, value }] : [];
  });
  return { names: held.map(({ name }) => name), values: held.map(({ value }, i) => sql`${value} AS ${identifier(`c${i}`)}`) };
}

/** A value in the form a frame holds it, or undefined where frames leave it out. */
export function frameValue(column: Column): Sql | undefined {
  const name = identifier(column.name);
  if (isNumeric(column) || column.kind === 'boolean' || column.kind === 'null') return fn.toDouble(name);
  if (isTemporal(column)) return fn.toDouble(fn.epochMicros(name));
  return column.kind === 'text' || column.kind === 'time' ? fn.toText(name) : undefined;
}
