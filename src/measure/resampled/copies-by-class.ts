import { fn } from '../../engine/dialect.ts';
import { type Frame, frameValue } from '../../engine/frame.ts';
import { sql, type Value } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { type KeyColumn, rowKeys } from '../rows/row-keys.ts';

/** Rows of one class, and how they repeat. */
export interface ClassCopies {
  /** As the frames have it. */
  readonly name: Value;
  readonly fitRows: number;
  readonly heldOutRows: number;
  /** Held-out rows that equal a fit row, label included. */
  readonly copied: number;
  /** Different rows of the class in both tables together. */
  readonly distinct: number;
  /**
   * Variance of the times a row stands in the tables, over its mean less 1. Copies drawn at random make it 1 (each row once, and a Poisson
   * number of copies); rows that repeat by nature, some often and most seldom, make it large. NaN where no row repeats.
   */
  readonly dispersion: number;
}

/** Of each class that both tables have, by the keys that all overlap rules share. */
export async function copiesByClass(
  fit: Table,
  heldOut: Table,
  columns: readonly KeyColumn[],
  label: KeyColumn,
): Promise<ClassCopies[]> {
  const [fitKeys, heldOutKeys] = await Promise.all([rowKeys(fit, columns, label), rowKeys(heldOut, columns, label)]);
  const { whole } = fitKeys;
  const rows = await heldOut.query(sql`
    WITH rows_of_both AS (SELECT label, ${whole} AS k, 1 AS fit, 0 AS held_out FROM ${fitKeys.keys}
        UNION ALL SELECT label, ${whole} AS k, 0 AS fit, 1 AS held_out FROM ${heldOutKeys.keys}),
      counted AS (SELECT label, k, sum(fit) AS f, sum(held_out) AS h FROM rows_of_both GROUP BY label, k),
      named AS (SELECT label, min(name) AS name FROM
        (SELECT ${fn.hash(label.form(label.column), 0)} AS label, ${frameValue(label.column)!} AS name FROM ${fit}) AS labelled GROUP BY label)
    SELECT min(name) AS name, sum(f) AS fit_rows, sum(h) AS held_out_rows, sum(CASE WHEN f > 0 THEN h ELSE 0 END) AS copied, count(*) AS distinct_rows,
      sum((f + h) * (f + h)) AS squares FROM counted
      JOIN named ON counted.label = named.label GROUP BY counted.label HAVING sum(f) > 0 AND sum(h) > 0`);
  return rows.map((row) => {
    const [fitRows, heldOutRows, distinct] = [Number(row.fit_rows), Number(row.held_out_rows), Number(row.distinct_rows)];
    const mean = (fitRows + heldOutRows) / distinct;
    const dispersion = mean > 1 ? (Number(row.squares) / distinct - mean ** 2) / (mean - 1) : Number.NaN;
    return { name: row.name as Value, fitRows, heldOutRows, copied: Number(row.copied), distinct, dispersion };
  });
}

/** Whether two rows of a frame are equal in all columns. Where a class was copied, a sample of a table has equal rows as well. */
export function hasEqualRows(frame: Frame, names: readonly string[]): boolean {
  let groups: number[][] = [Array.from({ length: frame.rows }, (_, row) => row)];
  // Numbers first: seldom are many equal.
  const columns = names.map((name) => frame.columns.get(name)).filter((values) => values !== undefined);
  for (const values of columns.sort((a, b) => Number(b instanceof Float64Array) - Number(a instanceof Float64Array))) {
    groups = groups.flatMap((rows) => equalRows(values, rows));
    if (!groups.length) return false;
  }
  return groups.length > 0;
}

/** Rows of one value, where there are several. */
function equalRows(values: ArrayLike<number | string | null>, rows: readonly number[]): number[][] {
  const found = new Map<number | string | null, number[]>();
  for (const row of rows) {
    const known = found.get(values[row]!);
    if (known) known.push(row);
    else found.set(values[row]!, [row]);
  }
  return [...found.values()].filter((group) => group.length > 1);
}
