import type { Frame } from '../engine/frame.ts';
import type { Value } from '../engine/sql.ts';
import type { Target } from '../load/workspace.ts';

/** A target's values in a frame: class codes (−1 for missing) with classes by falling frequency, or numbers (NaN for missing). */
export type Labels =
  | {
      readonly kind: 'classes';
      readonly classes: readonly Value[];
      readonly counts: readonly number[];
      readonly codes: Int32Array;
    }
  | { readonly kind: 'numbers'; readonly values: Float64Array };

/** Undefined when the frame does not hold the target. */
export function labelsOf(frame: Frame, { name, task }: Target): Labels | undefined {
  const numbers = frame.numbers(name);
  if (task === 'regression') return numbers && { kind: 'numbers', values: numbers };
  const values: ArrayLike<number | string | null> | undefined = numbers ?? frame.texts(name);
  return values && classCodes(values);
}

/** Codes by falling frequency, so that code 0 is the commonest class. */
export function classCodes(values: ArrayLike<number | string | null>): Labels & { kind: 'classes' } {
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
