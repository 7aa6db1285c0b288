import type { Frame } from '../../engine/frame.ts';
import type { Value } from '../../engine/sql.ts';
import type { Target } from '../../load/workspace.ts';
import { denseRanks } from '../../stats/kendall.ts';
import { ascendingRows } from '../columns/ascending-rows.ts';

/** Class codes per row (−1 for missing), classes by falling frequency. */
export interface ClassLabels {
  readonly kind: 'classes';
  readonly classes: readonly Value[];
  readonly counts: readonly number[];
  readonly codes: Int32Array;
}

/** Numbers per row (NaN for missing), and their ranks among the distinct ones from 0: as `places` with NaN, as `ranks` with 0 for missing. */
export interface NumberLabels {
  readonly kind: 'numbers';
  readonly values: Float64Array;
  readonly ranks: Uint32Array;
  readonly places: Float64Array;
}

/** A target's values in a frame. */
export type Labels = ClassLabels | NumberLabels;

const known = new WeakMap<Frame, Map<string, Labels | undefined>>();

/** Undefined when the frame does not hold the target in the form its task needs. */
export function labelsOf(frame: Frame, target: Target): Labels | undefined {
  const key = JSON.stringify([target.name, target.task]);
  const labels = known.get(frame) ?? new Map<string, Labels | undefined>();
  known.set(frame, labels);
  if (!labels.has(key)) labels.set(key, read(frame, target));
  return labels.get(key);
}

function read(frame: Frame, { name, task }: Target): Labels | undefined {
  const numbers = frame.numbers(name);
  if (task === 'regression') {
    return numbers && numberLabels(numbers);
  }
  const values = numbers ?? frame.texts(name);
  return values && classCodes(values);
}

export function numberLabels(values: Float64Array): NumberLabels {
  const ranks = denseRanks(values, ascendingRows(values));
  return { kind: 'numbers', values, ranks, places: values.map((value, row) => (Number.isNaN(value) ? value : ranks[row]!)) };
}

/** Codes by falling frequency, so that code 0 is the commonest class. */
export function classCodes(values: ArrayLike<number | string | null>): ClassLabels {
  const counts = new Map<number | string, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== null && !Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const codeOf = new Map(sorted.map(([value], code) => [value, code]));
  const codes = Int32Array.from({ length: values.length }, (_, i) => codeOf.get(values[i]!) ?? -1);
  return { kind: 'classes', classes: sorted.map(([value]) => value), counts: sorted.map(([, n]) => n), codes };
}
