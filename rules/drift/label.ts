import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { frameValue } from '../../src/engine/frame.ts';
import { identifier } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import type { Target } from '../../src/load/workspace.ts';
import { type Independence, independence } from '../../src/measure/columns/independent-rows.ts';
import { sortedValues } from '../../src/measure/columns/sorted-values.ts';
import { figureBySplit } from '../../src/measure/figures/figure-by-split.ts';
import { labelCounts } from '../../src/measure/labels/label-counts.ts';
import { levelShift, sharesStatement } from '../../src/measure/shift/level-shift.ts';
import { countsIn, countsOf, cutsFor, kolmogorovStatement, numericShift } from '../../src/measure/shift/numeric-shift.ts';

export default defineRule({
  id: 'drift/label',
  subject: 'split',
  needs: ['target'],
  severity: 'warn',
  confidence: 'high',
  taxonomy: 'L3.3',
  since: '0.1.0',
  tags: ['drift', 'target'],
  summary: 'A target whose distribution differs from train',
  why: 'the score is measured on another mix of outcomes than the model learned, and its thresholds and probabilities are off',
  fix: 'stratify the split by the target, or find out why the outcomes changed',
  messages: {
    classes:
      'the classes of {{target}} differ: {{moved|percent}} of the rows of {{heldOut}} would have to change their class to look like {{fit}}',
    quantity:
      '{{target}} has shifted: the lowest {{fitShare|percent}} of {{fit}} hold {{heldOutShare|percent}} of {{heldOut}} (KS {{ks}})',
  },
  options: z.strictObject({
    moved: z
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('Total variation of classes, beyond what chance gives, that is reported'),
    ks: z.number().min(0).max(1).default(0.1).describe('Kolmogorov–Smirnov distance of quantities that is reported'),
    falseRate: z.number().gt(0).max(1).default(0.001).describe('Probability by chance below which a difference counts'),
    minRows: z.number().int().min(2).default(30).describe('Rows with a target that each side must have'),
  }),
  async check({ fit, heldOut, target, declared, options, report }) {
    const column = fit.column(target.name)!;
    const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
    const independent = independence(first, second, declared.entity);
    const quantity = target.task === 'regression' && first.numbers(target.name) && second.numbers(target.name);
    const shift = quantity
      ? await quantityShift(fit, heldOut, column, independent)
      : await classShift(fit, heldOut, target, independent);
    if (!shift) return skipped('needs a target of plain values');
    const { fitRows, heldOutRows, logP } = shift;
    const rows = Math.min(fitRows, heldOutRows);
    const figures = { fitRows, heldOutRows, log10P: logP / Math.LN10 };
    if (rows < options.minRows) return underpowered(`${rows} rows with a target; ${options.minRows} would be enough`, figures);
    const significant = logP <= Math.log(options.falseRate);
    const said = { target: target.name, fit: fit.role, heldOut: heldOut.role };
    const [trained, held] = [identifier(fit.role), identifier(heldOut.role)];
    if ('ks' in shift) {
      const { ks, psi, js, fitShare, heldOutShare } = shift;
      const evidence = { ...figures, ks, psi, jsDistance: js, fitShare, heldOutShare, minKs: options.ks };
      if (!significant || ks < options.ks) return clean(evidence);
      const figure = await figureBySplit(fit, heldOut, column);
      const drawn = figure && { figures: [figure] };
      const data = { ...said, fitShare, heldOutShare, ks: Math.round(ks * 1000) / 1000 };
      report({
        messageId: 'quantity',
        data,
        evidence,
        ...drawn,
        columns: [column],
        sql: kolmogorovStatement(trained, held, column),
      });
      return clean(evidence);
    }
    const { moved, psi, js, levels } = shift;
    const evidence = { ...figures, movedShare: moved, psi, jsDistance: js, classes: levels.length, minMovedShare: options.moved };
    if (!significant || moved < options.moved) return clean(evidence);
    const figure = await figureBySplit(fit, heldOut, column);
    const drawn = figure && { figures: [figure] };
    const shares = sharesStatement(trained, held, frameValue(column)!);
    report({ messageId: 'classes', data: { ...said, moved }, evidence, ...drawn, columns: [column], sql: shares });
    return clean(evidence);
  },
});

async function classShift(fit: Table, heldOut: Table, target: Target, independent: Independence) {
  const [before, after] = await Promise.all([labelCounts(fit, target.name), labelCounts(heldOut, target.name)]);
  if (!before || !after) return undefined;
  return levelShift([...new Set([...before.keys(), ...after.keys()])].sort(), before, after, independent);
}

async function quantityShift(fit: Table, heldOut: Table, column: Column, independent: Independence) {
  const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
  const [a, b] = [sortedValues(first.numbers(column.name)!), sortedValues(second.numbers(column.name)!)];
  const cuts = a.length && b.length ? cutsFor(a, b) : [];
  const counts = await Promise.all([
    first.sampled ? countsOf(fit, column, cuts) : countsIn(a, cuts),
    second.sampled ? countsOf(heldOut, column, cuts) : countsIn(b, cuts),
  ]);
  return numericShift(cuts, ...counts, independent);
}
