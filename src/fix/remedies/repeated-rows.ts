import { isScalar } from '../../engine/column.ts';
import { sql } from '../../engine/sql.ts';
import { keyColumns, wholeHash } from '../../measure/rows/row-keys.ts';
import type { Remedy } from '../remedy.ts';

/** Rows that repeat an earlier row of their table, target included. */
export const repeatedRows: Remedy = {
  rule: 'quality/duplicate-rows',
  side: 'table',
  async rows(table, _other, { inputs, entity, time, target }) {
    const features = inputs.filter(isScalar);
    if (!features.length) return undefined;
    const compared = [...features, ...entity, ...(time ? [time] : []), ...(target ? [target] : [])];
    const hash = wholeHash(keyColumns(compared, [table]));
    const n = table.rowNumber!;
    return sql`SELECT n FROM (SELECT ${n} AS n, row_number() OVER (PARTITION BY ${hash} ORDER BY ${n}) AS nth FROM ${table}) AS ranked WHERE nth > 1`;
  },
};
