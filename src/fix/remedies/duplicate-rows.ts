import { sql } from '../../engine/sql.ts';
import { keyColumns, wholeHash } from '../../measure/rows/row-keys.ts';
import type { Remedy } from '../remedy.ts';

/** Rows that equal a row of the other side in all features. */
export const duplicateRows: Remedy = {
  rule: 'overlap/duplicate-rows',
  side: 'either',
  async rows(table, other, { inputs }) {
    const columns = keyColumns(inputs, [table, other]);
    if (!columns.length) return undefined;
    const hash = wholeHash(columns);
    return sql`SELECT ${table.rowNumber!} AS n FROM ${table} WHERE ${hash} IN (SELECT ${hash} FROM ${other})`;
  },
};
