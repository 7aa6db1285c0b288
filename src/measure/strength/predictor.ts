import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { type Frame, type FrameColumn, frameValue } from '../../engine/frame.ts';
import type { Sql } from '../../engine/sql.ts';

/** Something about a row that may tell its target: its values in a frame, and what gives the same in the engine, a double or a text. */
export interface Predictor {
  readonly values: FrameColumn;
  readonly expression: Sql;
}

/** A column as it is; a text column of which nearly all values spell numbers as numbers. */
export function predictorOf(frame: Frame, column: Column): Predictor | undefined {
  const plain = plainPredictorOf(frame, column);
  if (!plain || plain.values instanceof Float64Array) return plain;
  const values = spelledNumbers(plain.values);
  return values ? { values, expression: fn.tryDouble(plain.expression) } : plain;
}

/** A column as it is. */
export function plainPredictorOf(frame: Frame, column: Column): Predictor | undefined {
  const values = frame.columns.get(column.name);
  const expression = frameValue(column);
  return values && expression && { values, expression };
}

/** A column as it is and, where its texts spell numbers, as numbers. */
export function bothPredictorsOf(frame: Frame, column: Column): Predictor[] {
  const [numbers, plain] = [predictorOf(frame, column), plainPredictorOf(frame, column)];
  if (!numbers || !plain) return [];
  return numbers === plain || numbers.values === plain.values ? [plain] : [numbers, plain];
}

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const LEAST_SHARE = 0.9;
/** Most columns of text are told from numbers by their first values, of which far fewer than that must spell none. */
const FIRST = { values: 50, share: 0.5 };

const known = new WeakMap<FrameColumn, Float64Array | undefined>();

function spelledNumbers(texts: readonly (string | null)[]): Float64Array | undefined {
  if (!known.has(texts))
    known.set(texts, mostlyNumbers(texts.slice(0, FIRST.values), FIRST.share) && mostlyNumbers(texts, LEAST_SHARE));
  return known.get(texts);
}

function mostlyNumbers(texts: readonly (string | null)[], leastShare: number): Float64Array | undefined {
  let present = 0;
  let spelled = 0;
  const numbers = Float64Array.from(texts, (text) => {
    if (text === null) return Number.NaN;
    present++;
    if (!NUMBER.test(text)) return Number.NaN;
    spelled++;
    return Number(text);
  });
  return spelled > 0 && spelled >= leastShare * present ? numbers : undefined;
}
