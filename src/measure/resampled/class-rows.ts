import type { Value } from '../../engine/sql.ts';
import type { ClassLabels } from '../labels/labels.ts';

/** Rows of one class in the frames of both tables. */
export interface ClassRows {
  readonly name: Value;
  readonly fit: readonly number[];
  readonly heldOut: readonly number[];
}

export const sizeOf = ({ fit, heldOut }: ClassRows): number => fit.length + heldOut.length;

/** Over-sampling makes a class as large as the largest, not larger. */
const LARGER = 1.2;

/** Whether a class of one size may be what one of another size was grown to. */
export const mayBeGrownTo = (size: number, grown: number): boolean => size * LARGER >= grown;

/** Classes beyond these are too rare to say anything of. */
const MOST_CLASSES = 8;
export const LEAST_CLASS_ROWS = 10;

/** The commonest classes that both tables have rows of. */
export function classRows(fit: ClassLabels, heldOut: ClassLabels): ClassRows[] {
  const [fitRows, heldOutRows] = [rowsByCode(fit), rowsByCode(heldOut)];
  return fit.classes.slice(0, MOST_CLASSES).flatMap((name, code) => {
    const other = heldOut.classes.indexOf(name);
    return other >= 0 && fit.counts[code]! >= LEAST_CLASS_ROWS
      ? [{ name, fit: fitRows[code]!, heldOut: heldOutRows[other]! }]
      : [];
  });
}

function rowsByCode({ codes, classes }: ClassLabels): number[][] {
  const rows = classes.map((): number[] => []);
  for (let row = 0; row < codes.length; row++) rows[codes[row]!]?.push(row);
  return rows;
}
