import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { type Column, isNumeric } from '../../src/engine/column.ts';
import type { Frame } from '../../src/engine/frame.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import {
  added,
  type CodeRange,
  codeMeans,
  codeMeansInFrame,
  followCodes,
  varianceWithin,
} from '../../src/measure/category-codes/code-means.ts';
import { hasFractions } from '../../src/measure/columns/has-fractions.ts';
import { inOrder } from '../../src/measure/columns/in-order.ts';
import { labelledFrame } from '../../src/measure/labels/labelled-frame.ts';
import { momentsOf } from '../../src/stats/moments.ts';
import { orderOfMeans } from '../../src/stats/order-of-means.ts';

/** A column whose whole range is at most so many times its different values holds codes. */
const MAX_GAPS = 2;
/** Of codes that about as many rows have each, as the years of a panel, the means over all rows are smooth by design. */
const BALANCED = 0.1;
/** Share of the codes that must differ from the one before. */
const STEPS = 0.75;
/** Share of uneven steps below which means follow a trend; half are uneven where they were put in order. */
const UNEVEN = 1 / 3;
/** Codes that a sample may miss on either side. */
const UNSEEN = 50;

export default defineRule({
  id: 'target/ordinal-by-target',
  subject: 'split',
  unions: true,
  needs: ['target'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L1.2',
  since: '0.1.0',
  tags: ['leakage', 'target', 'preprocessing'],
  summary: 'Codes of categories in the order of their mean target, held-out rows included',
  why: 'codes that were ordered with the targets of the held-out rows tell the model about them',
  fix: 'order the categories by the fit rows alone, inside the training pipeline',
  messages: {
    ordered:
      'the {{codes}} codes of {{column}} are in the very order of their mean {{target}} over {{fit}} and {{heldOut}} together, and not over {{fit}}: chance would break it {{expected}} times',
  },
  options: z.strictObject({
    minCodes: z.number().int().min(3).default(8).describe('Codes with rows that a verdict needs'),
    maxCodes: z.number().int().min(3).default(1000).describe('Codes beyond which a column is taken for a measurement'),
    expected: z.number().positive().default(5).describe('Steps against the order that chance must have given for a finding'),
  }),
  async check({ fit, heldOut, target, inputs, declared, options, report }) {
    const { frame, labels } = await labelledFrame(fit, target);
    if (!labels) return skipped('needs a target of plain values');
    if (labels.kind === 'classes' && labels.classes.length !== 2) return skipped('needs a target of two classes or a quantity');
    const label = labels.kind === 'classes' ? labels.classes[1] : undefined;
    const y =
      labels.kind === 'numbers' ? labels.values : Float64Array.from(labels.codes, (code) => (code < 0 ? Number.NaN : code));
    const candidates = inputs.flatMap((column) => {
      const range = codesIn(frame, column, options);
      if (!range || declared.features.get(column.name)?.available === 'before') return [];
      return followCodes(codeMeansInFrame(frame.numbers(column.name)!, y, range)) ? [{ column, range }] : [];
    });
    let looked = 0;
    for (const { column, range } of candidates) {
      const [inFit, inHeldOut] = await Promise.all(
        [fit, heldOut].map((table) => codeMeans(table, table.column(column.name)!, table.column(target.name)!, label, range)),
      );
      const union = added(inFit!, inHeldOut!);
      const variance = varianceWithin(union);
      if (!(variance > 0)) continue;
      const [all, fitOnly] = [orderOfMeans(union, variance), orderOfMeans(inFit!, variance)];
      const sizes = union.counts.filter((n) => n > 0);
      const codes = sizes.length;
      const { mean, m2 } = momentsOf(sizes);
      const balanced = Math.sqrt(m2 / codes) < BALANCED * mean;
      if (codes < options.minCodes || balanced || all.expectedAgainst < options.expected) continue;
      looked++;
      const against = all.rising >= all.falling ? 'falling' : 'rising';
      if (all[against] > 0 || fitOnly[against] === 0 || Math.max(all.rising, all.falling) < STEPS * (codes - 1)) continue;
      if (all.uneven < UNEVEN) continue;
      report({
        messageId: 'ordered',
        data: {
          ...{ codes, column: column.name, target: target.name, fit: fit.role, heldOut: heldOut.role },
          expected: Math.round(all.expectedAgainst * 10) / 10,
        },
        columns: [column],
        evidence: {
          codes,
          expectedAgainst: all.expectedAgainst,
          against: 0,
          againstInFit: fitOnly[against],
          unevenSteps: all.uneven,
        },
        sql: sql`SELECT ${column}, ${label === undefined ? sql`avg(${identifier(target.name)})` : sql`count(*)`} FROM (SELECT ${column}, ${identifier(target.name)} FROM ${identifier(fit.role)} UNION ALL SELECT ${column}, ${identifier(target.name)} FROM ${identifier(heldOut.role)}) AS both GROUP BY ${column} ORDER BY ${column}`,
      });
    }
    return clean({ columns: candidates.length, looked });
  },
});

/** The range of a column of whole-numbered codes; undefined for what is none. */
function codesIn(
  frame: Frame,
  column: Column,
  { minCodes, maxCodes }: { readonly minCodes: number; readonly maxCodes: number },
): CodeRange | undefined {
  const values = isNumeric(column) ? frame.numbers(column.name) : undefined;
  if (!values) return undefined;
  const { values: sorted, distinct: codes } = inOrder(values);
  if (codes < minCodes || codes > maxCodes || hasFractions(values)) return undefined;
  const [least, most] = [sorted[0]!, sorted.at(-1)!];
  if (!Number.isSafeInteger(least) || !Number.isSafeInteger(most) || most - least + 1 > MAX_GAPS * codes) return undefined;
  return { first: least - UNSEEN, count: most - least + 1 + 2 * UNSEEN };
}
