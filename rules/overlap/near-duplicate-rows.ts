import { z } from 'zod';
import { clean, defineRule, type Severity, skipped } from '../../src/check/rule.ts';
import type { Likeness } from '../../src/measure/rows/like-rows.ts';
import { nearHypotheses } from '../../src/measure/rows/near-hypotheses.ts';
import { nearRows } from '../../src/measure/rows/near-rows.ts';
import { overlapStatement } from '../../src/measure/rows/overlap-statement.ts';
import { type ReducedOverlap, reducedOverlap } from '../../src/measure/rows/reduced-overlap.ts';
import { keyColumns, rowKeys } from '../../src/measure/rows/row-keys.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

const MAX_PROOFS = 3;
/** Standard errors from which near copies that are far above nature are told as a warning. */
const LIKELY = 3;
/** Nearly equal rows that are this many times as common as is natural have no innocent reading. */
const FAR_ABOVE_NATURE = 5;

export default defineRule({
  id: 'overlap/near-duplicate-rows',
  subject: 'split',
  unions: true,
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L1.4',
  since: '0.1.0',
  tags: ['leakage', 'split'],
  summary: 'Held-out rows that copy a fit row but for one column, the way of writing, or noise',
  why: 'a model scores these rows nearly from memory, so the score says little about new data',
  fix: 'remove the copies before the split, or keep all copies of a row in one split',
  messages: {
    butOne:
      '{{rows}} of {{heldOutRows}} rows ({{share|percent}}) copy a row of {{fit}} in all but {{column}}, where chance would repeat {{expected|percent}}',
    written:
      '{{rows}} of {{heldOutRows}} rows ({{share|percent}}) copy a row of {{fit}} but for {{difference}}, where chance would repeat {{expected|percent}}',
    writtenButOne:
      '{{rows}} of {{heldOutRows}} rows ({{share|percent}}) copy a row of {{fit}} but for {{column}} and {{difference}}, where chance would repeat {{expected|percent}}',
  },
  options: z.strictObject({
    minRows: z.number().int().min(1).default(3).describe('Near copies from which there is a finding'),
    minShare: z.number().min(0).max(1).default(0.001).describe('Share of the held-out rows from which there is a finding'),
    sigmas: z.number().positive().default(4).describe('Standard errors above the natural share that count as copying'),
    fewValued: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe('Share of distinct rows in the fit data below which near repeats are only informed of'),
  }),
  async check({ fit, heldOut, inputs, declared, options, report }) {
    const columns = keyColumns(inputs, [fit, heldOut]);
    if (!columns.length) return skipped('needs feature columns that both tables have');
    const target = declared.target && fit.column(declared.target.name);
    const [label] = target ? keyColumns([target], [fit, heldOut]) : [];
    const near = await nearRows(fit, heldOut, columns, await rowKeys(fit, columns, label));
    if (!near) return skipped('needs a column that tells rows apart');
    const required = Math.max(options.sigmas, requiredZ(2 * columns.length + 1));
    const hypotheses = nearHypotheses(near, columns);
    const looked = { columns: columns.length, lookedAt: near.heldOut.rows, hypotheses: hypotheses.length, requiredZ: required };
    for (const { leftOut, written, reduced } of hypotheses.slice(0, MAX_PROOFS)) {
      const overlap = await reducedOverlap(fit, heldOut, columns, reduced);
      const { rows, heldOutRows, expectedShare } = overlap;
      const sure = overlap.z > required;
      const likely = overlap.z > LIKELY && isFarAbove(overlap);
      if (rows < Math.max(options.minRows, options.minShare * heldOutRows) || !(sure || likely)) continue;
      const isFewValued = overlap.distinctShareOfFit < options.fewValued;
      const severity: Severity = isFewValued ? 'info' : sure && isFarAbove(overlap) ? 'error' : 'warn';
      const { column } = leftOut ?? {};
      const share = rows / heldOutRows;
      const said = { rows, heldOutRows, share, fit: fit.role, expected: expectedShare };
      const noise = Math.max(0, ...near.heldOut.like.noise);
      const common = {
        evidence: { ...overlap, share, ...looked, ...(written && { noise }) },
        severity,
        sql: overlapStatement(fit, heldOut, reduced, columns),
      };
      if (!written && column)
        report({ ...common, messageId: 'butOne', columns: [column], data: { ...said, column: column.name } });
      else {
        const difference = differenceOf(near.heldOut.like);
        const differing = columns.filter((_, i) => near.heldOut.like.writtenIn[i]! > 0).map((one) => one.column);
        if (column)
          report({
            ...common,
            messageId: 'writtenButOne',
            columns: [column],
            data: { ...said, column: column.name, difference },
          });
        else report({ ...common, messageId: 'written', columns: differing, data: { ...said, difference } });
      }
      break;
    }
    return clean(looked);
  },
});

const isFarAbove = ({ rows, heldOutRows, expectedShare }: ReducedOverlap): boolean =>
  rows > FAR_ABOVE_NATURE * expectedShare * heldOutRows;

function differenceOf({ noise }: Likeness): string {
  const kinds = [
    ...(noise.includes(0) ? ['letter case, spaces or number format'] : []),
    ...(noise.some((one) => one > 0) ? [`noise of up to ${Math.max(...noise).toExponential(0)} of a value`] : []),
  ];
  return kinds.join(' or ') || 'the way of writing';
}
