import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { confirmKeys } from '../../src/measure/rows/confirm-keys.ts';
import { overlapStatement } from '../../src/measure/rows/overlap-statement.ts';
import { keyColumns, keyCounts, type RowKeys, rowKeys } from '../../src/measure/rows/row-keys.ts';
import { excessOverlapZ, naturalOverlap } from '../../src/stats/good-turing.ts';

/** A share that cannot be lower has no finite score. */
const LEAST_Z = -99;

export default defineRule({
  id: 'overlap/duplicate-rows',
  subject: 'split',
  unions: true,
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L1.4',
  since: '0.1.0',
  tags: ['leakage', 'split'],
  summary: 'Held-out rows that the fit data already holds',
  why: 'a model scores these rows from memory, so the score says nothing about new data',
  fix: 'remove the duplicates before the split, or keep all copies of a row in one split',
  messages: {
    copied:
      '{{rows}} of {{heldOutRows}} rows ({{share|percent}}) also stand in {{fit}}, where chance would repeat {{expected|percent}}',
    natural:
      '{{rows}} of {{heldOutRows}} rows ({{share|percent}}) also stand in {{fit}}, about as many as this data repeats by itself ({{expected|percent}})',
    conflicting:
      '{{rows}} of {{heldOutRows}} rows ({{share|percent}}) stand in {{fit}} with the same features but another target',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(3).describe('Copied rows from which the finding is an error'),
    sigmas: z.number().positive().default(4).describe('Standard errors above the natural share that count as copying'),
    fewValued: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe('Share of distinct rows in the fit data below which repeats are expected and only informed of'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    const columns = keyColumns(inputs, [fit, heldOut]);
    if (!columns.length) return skipped('needs feature columns that both tables have');
    const target = declared.target && fit.column(declared.target.name);
    const [label] = target ? keyColumns([target], [fit, heldOut]) : [];
    const [fitKeys, heldOutKeys] = await Promise.all([rowKeys(fit, columns, label), rowKeys(heldOut, columns, label)]);
    const [counts, heldOutRows, seen] = await Promise.all([
      keyCounts(fit, fitKeys),
      heldOut.rows(),
      countSeen(heldOut, fitKeys, heldOutKeys),
    ]);
    if (!counts.rows || !heldOutRows) return skipped('needs rows in both tables');
    const natural = naturalOverlap(counts.rows, counts.once, counts.twice);
    const z = Math.max(LEAST_Z, excessOverlapZ(seen.rows / seen.crowding, heldOutRows / seen.crowding, counts.rows, natural));
    const evidence = {
      heldOutRows,
      fitRows: counts.rows,
      rows: seen.rows,
      distinctRows: seen.keys,
      identical: seen.identical,
      conflicting: seen.rows - seen.identical,
      share: seen.rows / Math.max(1, heldOutRows),
      expectedShare: natural.share,
      z,
      distinctShareOfFit: counts.keys / Math.max(1, counts.rows),
      columns: columns.length,
    };
    if (!seen.rows) return clean(evidence);
    const { checked, confirmed } = await confirmKeys(fit, heldOut, columns, fitKeys, heldOutKeys);
    if (confirmed < checked)
      return skipped('row hashes collide, so no verdict can be given', { ...evidence, checked, confirmed });
    const fewValued = evidence.distinctShareOfFit < options.fewValued;
    const copied = seen.rows >= options.minRows && z > options.sigmas;
    const sameTime = !copied && declared.time ? await countAtOneTime(fit, heldOut, inputs, declared.time) : seen.rows;
    const mild = fewValued || sameTime < options.minRows;
    report({
      messageId: copied ? 'copied' : 'natural',
      data: { rows: seen.rows, heldOutRows, share: evidence.share, expected: natural.share, fit: fit.role },
      evidence: { ...evidence, confirmed, ...(declared.time && !copied && { sameTime }) },
      severity: copied && !fewValued ? 'error' : mild ? 'info' : 'warn',
      sql: overlapStatement(fit, heldOut, columns),
      ...(!copied && { fix: 'remove repeated rows, or group them, before the split' }),
    });
    if (evidence.conflicting > 0 && declared.target?.task !== 'regression') {
      const data = { rows: evidence.conflicting, heldOutRows, share: evidence.conflicting / heldOutRows, fit: fit.role };
      report({
        messageId: 'conflicting',
        data,
        evidence,
        severity: mild ? 'info' : 'warn',
        fix: 'find out which target is right, or add the feature that tells these rows apart',
      });
    }
    return clean(evidence);
  },
});

/** Held-out rows that a fit row equals in its time as well: events that only their features confuse are told apart by it. */
async function countAtOneTime(fit: Table, heldOut: Table, inputs: readonly Column[], time: Column): Promise<number> {
  const columns = keyColumns([...inputs, time], [fit, heldOut]);
  const [fitKeys, heldOutKeys] = await Promise.all([rowKeys(fit, columns), rowKeys(heldOut, columns)]);
  return (await countSeen(heldOut, fitKeys, heldOutKeys)).rows;
}

/** Held-out rows seen in the fit data; `crowding`: how many equal rows such a row comes with, which are one chance together. */
async function countSeen(heldOut: Table, { keys, whole }: RowKeys, heldOutKeys: RowKeys) {
  const [row] = await heldOut.query(sql`
    WITH fit AS (
        SELECT DISTINCT ${whole} AS k, label FROM ${keys} WHERE ${whole} IN (SELECT ${whole} FROM ${heldOutKeys.keys})),
      seen AS (
        SELECT held_out.k, count(*) AS n, count(fit.k) AS identical
        FROM (SELECT ${whole} AS k, label FROM ${heldOutKeys.keys}) AS held_out
        LEFT JOIN fit ON held_out.k = fit.k AND held_out.label = fit.label
        WHERE held_out.k IN (SELECT k FROM fit) GROUP BY held_out.k)
    SELECT sum(n) AS n, count(*) AS keys, sum(identical) AS identical, sum(n * n) AS squares FROM seen`);
  const rows = Number(row?.n ?? 0);
  return {
    rows,
    keys: Number(row?.keys ?? 0),
    identical: Number(row?.identical ?? 0),
    crowding: Math.max(1, Number(row?.squares ?? 0) / Math.max(1, rows)),
  };
}
