import type { Column } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import { isNull } from './missing-table.ts';

/** Of the rows that either of two columns lacks, the share that both lack. */
const ALIKE = 0.8;

/** What is said of columns, in its order, together with what is said of later columns that lack nearly the same rows. */
export function lackingAlike<T extends { readonly column: Column }>(frame: Frame, said: readonly T[]): T[][] {
  const groups: { readonly missing: Uint8Array; readonly said: T[] }[] = [];
  for (const one of said) {
    const values = frame.columns.get(one.column.name)!;
    const missing = Uint8Array.from({ length: frame.rows }, (_, row) => Number(isNull(values[row])));
    const alike = groups.find((group) => sharedShare(group.missing, missing) >= ALIKE);
    if (alike) alike.said.push(one);
    else groups.push({ missing, said: [one] });
  }
  return groups.map((group) => group.said);
}

/** Rows that are 1 in both, of those in either. */
function sharedShare(a: Uint8Array, b: Uint8Array): number {
  let both = 0;
  let either = 0;
  for (let row = 0; row < a.length; row++) {
    both += a[row]! & b[row]!;
    either += a[row]! | b[row]!;
  }
  return both / either;
}
