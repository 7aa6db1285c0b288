import type { Random } from '../../src/stats/random.ts';

export type Points = readonly (readonly number[])[];

/** Rows between a row and one of its five nearest, as SMOTE makes them (Chawla et al. 2002); of rows beyond the border too, as SVM-SMOTE. */
export function interpolated(rows: Points, count: number, random: Random, from = 0, to = 1): number[][] {
  const near = rows.map((row) => nearest(rows, row));
  return Array.from({ length: count }, () => {
    const a = random.integer(rows.length);
    const b = near[a]![random.integer(near[a]!.length)]!;
    const u = from + (to - from) * random.uniform();
    return rows[a]!.map((value, c) => value + u * (rows[b]![c]! - value));
  });
}

/** Copies drawn with replacement. */
export function copied(rows: Points, count: number, random: Random): number[][] {
  return Array.from({ length: count }, () => [...rows[random.integer(rows.length)]!]);
}

/** Rows of the two classes, in columns x0, x1 … and y. */
export function labelled(common: Points, rare: Points): Record<string, number[]> {
  const rows = [...common, ...rare];
  return {
    ...Object.fromEntries((rows[0] ?? []).map((_, c) => [`x${c}`, rows.map((row) => row[c]!)])),
    y: [...common.map(() => 0), ...rare.map(() => 1)],
  };
}

/** Every fourth row held out. */
export function everyFourth(rows: Points): { fit: Points; heldOut: Points } {
  return { fit: rows.filter((_, i) => i % 4 !== 0), heldOut: rows.filter((_, i) => i % 4 === 0) };
}

function nearest(rows: Points, from: readonly number[]): number[] {
  const distance = (row: readonly number[]) => row.reduce((sum, value, c) => sum + (value - from[c]!) ** 2, 0);
  return rows
    .map((row, i) => ({ i, d: distance(row) }))
    .filter(({ d }) => d > 0)
    .sort((a, b) => a.d - b.d)
    .slice(0, 5)
    .map(({ i }) => i);
}
