import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import type { Frame } from '../../engine/frame.ts';
import { sql } from '../../engine/sql.ts';
import { isMissing } from '../columns/nulls.ts';
import { isNull } from './missing-table.ts';
import type { Predictor } from './predictor.ts';

/** Which of the columns have no value in a row, as one category. */
export function missingPattern(frame: Frame, columns: readonly Column[]): Predictor {
  let codes = new Float64Array(frame.rows);
  for (const { name } of columns) {
    const values = frame.columns.get(name)!;
    const known = new Map<number, number>();
    codes = codes.map((code, row) => {
      const next = 2 * code + Number(isNull(values[row]));
      if (!known.has(next)) known.set(next, known.size);
      return known.get(next)!;
    });
  }
  const missing = columns.map((column, i) => fn.hash(sql`CASE WHEN ${isMissing(column)} THEN 1 ELSE 0 END`, i + 1));
  return { values: Array.from(codes, String), expression: fn.toText(fn.combineHashes(missing)) };
}
