import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { type Column, isNumeric } from '../../src/engine/column.ts';
import { identifier } from '../../src/engine/sql.ts';
import { independence } from '../../src/measure/columns/independent-rows.ts';
import { sortedValues } from '../../src/measure/columns/sorted-values.ts';
import { figureBySplit } from '../../src/measure/figures/figure-by-split.ts';
import { explainShift } from '../../src/measure/shift/explain-shift.ts';
import {
  countsIn,
  countsOf,
  cutsFor,
  kolmogorovStatement,
  type NumericShift,
  numericShift,
} from '../../src/measure/shift/numeric-shift.ts';
import { benjaminiHochberg } from '../../src/stats/multiple-testing.ts';

/** P(the sampling error of a distance is larger) is about 0.001. */
const SCREEN_SIGMAS = 1.95;

export default defineRule({
  id: 'drift/numeric',
  subject: 'split',
  roles: ['validation', 'test', 'serving'],
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: 'L3.3',
  since: '0.1.0',
  tags: ['drift'],
  summary: 'A number whose distribution differs from train',
  why: 'the score is measured on rows unlike those the model learned from, or the model is served such rows',
  fix: 'find out what changed: the time span, the source, the population or the unit; then split or train anew',
  messages: {
    shifted:
      '{{column}} has shifted: the lowest {{fitShare|percent}} of {{fit}} hold {{heldOutShare|percent}} of {{heldOut}} (KS {{ks}}, PSI {{psi}})',
  },
  options: z.strictObject({
    ks: z.number().min(0).max(1).default(0.1).describe('Kolmogorov–Smirnov distance from which a column counts as shifted'),
    psi: z.number().min(0).default(0.2).describe('Population stability index from which a column counts as shifted'),
    falseRate: z.number().gt(0).max(1).default(0.001).describe('Share of false findings that is tolerated (Benjamini–Hochberg)'),
    minRows: z.number().int().min(2).default(100).describe('Values that each side must have'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    const columns = inputs.filter(isNumeric);
    if (!columns.length) return skipped('needs a numeric column that both tables have');
    const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
    const smaller = Math.min(first.rows, second.rows);
    if (smaller < options.minRows) return underpowered(`${smaller} rows; ${options.minRows} would be enough`, { rows: smaller });
    const independent = independence(first, second, declared.entity);
    const margin = SCREEN_SIGMAS * Math.sqrt(Number(first.sampled) / first.rows + Number(second.sampled) / second.rows);
    const sorted = columns.flatMap((column) => {
      const [a, b] = [first.numbers(column.name), second.numbers(column.name)];
      const pair = a && b && { column, a: sortedValues(a), b: sortedValues(b) };
      return pair && Math.min(pair.a.length, pair.b.length) >= options.minRows ? [pair] : [];
    });
    if (!sorted.length) return underpowered(`no column has ${options.minRows} values in both tables`);
    const measured = await Promise.all(
      sorted.map(async ({ column, a, b }): Promise<{ column: Column; shift: NumericShift }> => {
        const cuts = cutsFor(a, b);
        const shift = numericShift(cuts, countsIn(a, cuts), countsIn(b, cuts), independent);
        const hopeless = shift.ks < options.ks - margin && shift.psi < options.psi / 2;
        if (hopeless || !(first.sampled || second.sampled)) return { column, shift };
        const counts = await Promise.all([
          first.sampled ? countsOf(fit, column, cuts) : countsIn(a, cuts),
          second.sampled ? countsOf(heldOut, column, cuts) : countsIn(b, cuts),
        ]);
        return { column, shift: numericShift(cuts, ...counts, independent) };
      }),
    );
    const adjusted = benjaminiHochberg(measured.map(({ shift }) => shift.logP));
    const strongest = Math.max(0, ...measured.map(({ shift }) => shift.ks));
    const summary = { columns: measured.length, strongestKs: strongest, minKs: options.ks };
    for (const [i, { column, shift }] of measured.entries()) {
      if (shift.ks < options.ks && shift.psi < options.psi) continue;
      if (adjusted[i]! > Math.log(options.falseRate)) continue;
      if (heldOut.role === 'serving' && explainShift(first, second, column)) continue;
      const { ks, psi, js, fitShare, heldOutShare, fitRows, heldOutRows } = shift;
      const drawn = await figureBySplit(fit, heldOut, column);
      report({
        messageId: 'shifted',
        data: {
          column: column.name,
          fit: fit.role,
          heldOut: heldOut.role,
          fitShare,
          heldOutShare,
          ks: round(ks),
          psi: round(psi),
        },
        columns: [column],
        ...(drawn && { figures: [drawn] }),
        evidence: {
          ...{ ks, psi, jsDistance: js, fitShare, heldOutShare, fitRows, heldOutRows },
          ...{ log10P: adjusted[i]! / Math.LN10, columnsTested: measured.length, minKs: options.ks, minPsi: options.psi },
          ...(independent.heldOut < 1 && { independentRows: Math.round(independent.heldOut * heldOutRows) }),
        },
        sql: kolmogorovStatement(identifier(fit.role), identifier(heldOut.role), column),
      });
    }
    return clean(summary);
  },
});

const round = (value: number): number => Math.round(value * 1000) / 1000;
