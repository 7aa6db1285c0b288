import { sql } from '../../engine/sql.ts';
import { nearHypotheses } from '../../measure/rows/near-hypotheses.ts';
import { nearRows } from '../../measure/rows/near-rows.ts';
import { keyColumns, rowKeys, wholeHash } from '../../measure/rows/row-keys.ts';
import type { Remedy } from '../remedy.ts';

/** Rows that agree with a row of the other side on what the finding's near copies agree on. */
export const nearDuplicateRows: Remedy = {
  rule: 'overlap/near-duplicate-rows',
  side: 'either',
  async rows(table, other, { finding, inputs, target }, { fit, heldOut }) {
    const columns = keyColumns(inputs, [fit, heldOut]);
    const [label] = target ? keyColumns([target], [fit, heldOut]) : [];
    const near = columns.length ? await nearRows(fit, heldOut, columns, await rowKeys(fit, columns, label)) : undefined;
    if (!near) return undefined;
    const { messageId, subject } = finding;
    const meant = nearHypotheses(near, columns).find(
      ({ leftOut, written }) =>
        written === (messageId !== 'butOne') &&
        (messageId === 'written' ? !leftOut : leftOut?.column.name === subject.columns[0]),
    );
    if (!meant) return undefined;
    const hash = wholeHash(meant.reduced);
    return sql`SELECT ${table.rowNumber!} AS n FROM ${table} WHERE ${hash} IN (SELECT ${hash} FROM ${other})`;
  },
};
