import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { fn } from '../../src/engine/dialect.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import type { Target } from '../../src/load/workspace.ts';
import { eventTime } from '../../src/measure/event-time.ts';
import { exactStrength } from '../../src/measure/exact-strength.ts';
import { labelCounts } from '../../src/measure/label-counts.ts';
import { labelsOf } from '../../src/measure/labels.ts';
import { chiSquareTest } from '../../src/stats/contingency.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

export default defineRule({
  id: 'target/row-order',
  subject: 'dataset',
  roles: ['train'],
  needs: ['target'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'target', 'split'],
  summary: 'Rows that stand in the order of the target',
  why: 'a split by position then gives the splits different classes, and anything that counts rows, such as an index or a file name, tells the answer',
  fix: 'shuffle the rows before the split, and keep row numbers out of the features',
  messages: {
    cut: 'the position of a row tells {{target}} ({{statistic}} {{value}}), and the splits differ in it, as when a sorted file is cut at a row',
    sorted: 'the position of a row tells {{target}} ({{statistic}} {{value}})',
  },
  options: z.strictObject({
    auc: z
      .number()
      .min(0.5)
      .max(1)
      .default(0.9)
      .describe('AUC or concordance of the row number from which rows count as ordered'),
    differ: z.number().min(0).max(1).default(1e-6).describe('Probability by chance below which the splits differ in the target'),
    minRows: z.number().int().min(1).default(30).describe('Rows that a verdict needs'),
  }),
  async check({ table, peers, target, declared, options, report }) {
    const { rowNumber } = table;
    if (!rowNumber) return skipped('needs data whose rows have an order');
    const frame = await table.frame();
    const labels = labelsOf(frame, target);
    if (!labels) return skipped('needs a target of plain values');
    const rows = await table.rows();
    if (rows < options.minRows) return underpowered(`${rows} rows; ${options.minRows} would be enough`);
    const values = Float64Array.from({ length: frame.rows }, (_, i) => (i * rows) / frame.rows);
    const strength = await exactStrength(table, { values, expression: fn.toDouble(rowNumber) }, target, [options.auc]);
    const required = requiredZ(1);
    if (!strength) return skipped('needs two classes in the target');
    const evidence = { statistic: strength.statistic, value: strength.value, z: strength.z, rows, requiredZ: required };
    if (strength.value < options.auc || strength.z < required) return clean(evidence);
    if (declared.time && (await followsTime(table, declared.time.name))) {
      return clean({ ...evidence, followsTime: true }, 'the rows stand in the order of `time`, and the target has a trend');
    }
    const logP = labels.kind === 'classes' ? await differenceFrom(table, peers, target) : undefined;
    const cut = logP !== undefined && logP < Math.log(options.differ);
    report({
      messageId: cut ? 'cut' : 'sorted',
      data: {
        target: target.name,
        statistic: strength.statistic === 'concordance' ? 'concordance' : 'AUC',
        value: Math.round(strength.value * 1000) / 1000,
      },
      columns: [target.name],
      evidence: { ...evidence, splitsDiffer: cut, ...(logP !== undefined && { log10P: logP / Math.LN10 }) },
      severity: cut ? 'warn' : 'info',
      sql: sql`SELECT ${identifier(target.name)}, count(*) FROM ${identifier(table.role)} GROUP BY ${identifier(target.name)}`,
    });
    return clean(evidence);
  },
});

/** Whether the rows stand in the order of the declared time, forwards or backwards, but for few. */
async function followsTime(table: Table, name: string): Promise<boolean> {
  const frame = await table.frame();
  const column = table.column(name);
  if (!column || !eventTime(column, frame)) return false;
  const times: ArrayLike<number | string | null> = frame.columns.get(name) ?? [];
  let [up, down] = [0, 0];
  for (let row = 1; row < times.length; row++) {
    const [before, after] = [times[row - 1]!, times[row]!];
    if (after > before) up++;
    else if (after < before) down++;
  }
  return Math.min(up, down) <= 0.01 * (up + down) && up + down > 0;
}

/** log of the probability that the splits' classes differ so much by chance; the least of the held-out tables. */
async function differenceFrom(table: Table, peers: readonly Table[], target: Target): Promise<number | undefined> {
  const own = await labelCounts(table, target.name);
  const found: number[] = [];
  for (const peer of peers) {
    if (peer.role === 'serving' || !peer.column(target.name)) continue;
    const other = await labelCounts(peer, target.name);
    if (!own || !other) continue;
    const classes = [...new Set([...own.keys(), ...other.keys()])];
    found.push(chiSquareTest([own, other].map((counts) => classes.map((label) => counts.get(label) ?? 0))).logP);
  }
  return found.length ? Math.min(...found) : undefined;
}
