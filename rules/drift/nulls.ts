import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { independence } from '../../src/measure/columns/independent-rows.ts';
import { isMissing, nullsIn } from '../../src/measure/columns/nulls.ts';
import { explainShift } from '../../src/measure/shift/explain-shift.ts';
import { benjaminiHochberg } from '../../src/stats/multiple-testing.ts';
import { proportionDifference } from '../../src/stats/proportion-difference.ts';

/** Standard errors of the sample that a column must stay below the gate to be ruled out. */
const SCREEN_SIGMAS = 4;

export default defineRule({
  id: 'drift/nulls',
  subject: 'split',
  roles: ['validation', 'test', 'serving'],
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: 'L3.3',
  since: '0.1.0',
  tags: ['drift'],
  summary: 'A column that is missing more or less often than in train',
  why: 'what the model does with missing values is decided by other rows than those it is judged on or served',
  fix: 'find out who fills the column and since when; fill it alike everywhere, or leave it out',
  messages: {
    changed: '{{column}} is missing in {{heldOutShare|percent}} of {{heldOut}}, and in {{fitShare|percent}} of {{fit}}',
  },
  options: z.strictObject({
    difference: z.number().min(0).max(1).default(0.05).describe('Difference of the shares of missing values that is reported'),
    falseRate: z.number().gt(0).max(1).default(0.001).describe('Share of false findings that is tolerated (Benjamini–Hochberg)'),
    minRows: z.number().int().min(2).default(100).describe('Rows that each side must have'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    if (!inputs.length) return skipped('needs feature columns that both tables have');
    const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
    const smaller = Math.min(first.rows, second.rows);
    if (smaller < options.minRows) return underpowered(`${smaller} rows; ${options.minRows} would be enough`, { rows: smaller });
    const independent = independence(first, second, declared.entity);
    const exact = async (table: Table, column: Column) => {
      const row = await table.aggregate({ nulls: sql`sum(CASE WHEN ${isMissing(column)} THEN 1 ELSE 0 END)` });
      return Number(row.nulls);
    };
    const sampled = first.sampled || second.sampled;
    const [fitRows, heldOutRows] = await Promise.all([fit.rows(), heldOut.rows()]);
    const measured = await Promise.all(
      inputs.map(async (column) => {
        const [a, b] = [nullsIn(first, column.name), nullsIn(second, column.name)];
        const estimate = compare(a, first.rows, b, second.rows, independent);
        const error = SCREEN_SIGMAS * Math.abs(estimate.difference / (estimate.z || 1));
        const hopeless = Math.abs(estimate.difference) < options.difference - error;
        if (!sampled || hopeless) return { column, ...estimate };
        return { column, ...compare(await exact(fit, column), fitRows, await exact(heldOut, column), heldOutRows, independent) };
      }),
    );
    const adjusted = benjaminiHochberg(measured.map(({ logP }) => logP));
    measured.forEach(({ column, fitShare, heldOutShare, difference }, i) => {
      if (Math.abs(difference) < options.difference || adjusted[i]! > Math.log(options.falseRate)) return;
      if (heldOut.role === 'serving' && explainShift(first, second, column)) return;
      report({
        messageId: 'changed',
        data: { column: column.name, fit: fit.role, heldOut: heldOut.role, fitShare, heldOutShare },
        columns: [column],
        evidence: {
          ...{ fitShare, heldOutShare, fitRows, heldOutRows, log10P: adjusted[i]! / Math.LN10 },
          ...{ columnsTested: measured.length, minDifference: options.difference },
        },
        sql: sql`SELECT (SELECT avg(CASE WHEN ${isMissing(column)} THEN 1.0 ELSE 0 END) FROM ${identifier(fit.role)}) AS fit_share, (SELECT avg(CASE WHEN ${isMissing(column)} THEN 1.0 ELSE 0 END) FROM ${identifier(heldOut.role)}) AS held_out_share`,
      });
    });
    const largest = Math.max(0, ...measured.map(({ difference }) => Math.abs(difference)));
    return clean({ columns: measured.length, largestDifference: largest, minDifference: options.difference });
  },
});

function compare(k1: number, n1: number, k2: number, n2: number, { fit, heldOut }: { fit: number; heldOut: number }) {
  const { difference, z, logP } = proportionDifference(
    ...([k1 * fit, n1 * fit, k2 * heldOut, n2 * heldOut].map(Math.round) as Four),
  );
  return { fitShare: k1 / n1, heldOutShare: k2 / n2, difference, z, logP };
}
type Four = [number, number, number, number];
