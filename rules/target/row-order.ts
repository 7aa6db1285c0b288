import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { fn } from '../../src/engine/dialect.ts';
import type { Frame } from '../../src/engine/frame.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { heldOutHolding } from '../../src/measure/columns/peers-holding.ts';
import { hasClasses } from '../../src/measure/labels/labelled-frame.ts';
import { classCodes, labelsOf } from '../../src/measure/labels/labels.ts';
import { exactStrength } from '../../src/measure/strength/exact-strength.ts';
import { type Strength, strengthOf } from '../../src/measure/strength/strength.ts';
import { toldBy } from '../../src/measure/strength/telling-encodings.ts';
import { timesAlong } from '../../src/measure/time/in-time-order.ts';
import { countRuns } from '../../src/stats/runs-test.ts';

const REQUIRED_Z = 3.5;
/** What a sample may miss the gate by. */
const MARGIN = 0.03;
/** What a time that runs with the rows may tell less than their order, and yet explain it. */
const EXPLAINED = 0.05;
/** AUC of the target for telling train from held-out rows from which the split is no split at random. */
const APART = 0.65;

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
  summary: 'Rows sorted by the target',
  why: 'a split by position, or folds without shuffling, then differ in their target, and a row number left in the data tells the answer',
  fix: 'shuffle the rows before they are split, and keep their number out of the features',
  messages: {
    sorted:
      'the number of a row tells {{target}} ({{statistic}} {{value}}): the rows are sorted by it, or by something that holds it',
  },
  options: z.strictObject({
    warn: z.number().min(0.5).max(1).default(0.9).describe('AUC of the row number from which it is reported'),
    warnOther: z
      .number()
      .min(0.5)
      .max(1)
      .default(0.95)
      .describe("The same of more than two classes, and Kendall's concordance with a quantity"),
    minRows: z.number().int().min(1).default(50).describe('Rows that a verdict needs'),
  }),
  async check({ table, peers, target, declared, options, report }) {
    if (!table.rowNumber) return skipped('needs data whose rows have an order');
    const frame = await table.frame();
    const labels = labelsOf(frame, target);
    if (!labels) return skipped('needs a target of plain values');
    if (!(await hasClasses(table, target))) return skipped('needs two classes in the target');
    if (frame.rows < options.minRows) return underpowered(`${frame.rows} rows; ${options.minRows} would be enough`);
    const gate = labels.kind === 'classes' && labels.classes.length === 2 ? options.warn : options.warnOther;

    // A sample keeps the order of the rows, so that places in it stand for row numbers.
    const scale = (await table.rows()) / frame.rows;
    const values = Float64Array.from({ length: frame.rows }, (_, row) => row * scale);
    const screened = strengthOf(values, labels);
    if (toldBy(screened, labels) < gate - (frame.sampled ? MARGIN : 0))
      return clean({ rows: frame.rows, strongest: toldBy(screened, labels) });
    const position = { values, expression: fn.toDouble(table.rowNumber) };
    const strength = await exactStrength(table, position, target, [gate]);
    const value = toldBy(strength, labels);
    if (!strength || value < gate || strength.z < REQUIRED_Z) return clean({ rows: frame.rows, strongest: value });

    for (const time of timesAlong(
      frame,
      values,
      table.columns.filter(({ name }) => name !== target.name),
      declared.time,
    )) {
      const told = toldBy(strengthOf(frame.numbers(time.name)!, labels), labels);
      if (told >= value - EXPLAINED)
        return clean({ strongest: value, time: time.name, timeTells: told }, `the rows are in the order of ${time.name}`);
    }
    const runs =
      labels.kind === 'classes' && !frame.sampled ? { runs: countRuns(labels.codes), classes: labels.classes.length } : {};
    const heldOut = heldOutHolding(peers, [table.column(target.name)!]);
    const apart = await Promise.all(heldOut.map(async (peer) => targetsApart(frame, await peer.frame(), target.name)));
    const splitByPosition = !apart.length || apart.some((one) => one !== undefined && one.value >= APART && one.z >= REQUIRED_Z);
    report({
      messageId: 'sorted',
      data: {
        target: target.name,
        statistic: labels.kind === 'classes' ? 'AUC' : "Kendall's concordance",
        value: Math.round(value * 1e4) / 1e4,
      },
      evidence: {
        statistic: strength.statistic,
        value,
        z: strength.z,
        rows: strength.rows,
        requiredZ: REQUIRED_Z,
        ...runs,
        heldOutApart: apart.length ? Math.max(...apart.map((one) => one?.value ?? 0.5)) : null,
      },
      // A split at random has undone the order.
      severity: splitByPosition ? 'warn' : 'info',
      sql: sql`SELECT ${identifier(target.name)} FROM ${identifier(table.role)}`,
    });
    return clean({ strongest: value });
  },
});

/** How well the target tells the rows of two tables apart. */
function targetsApart(train: Frame, heldOut: Frame, target: string): Strength | undefined {
  const [a, b] = [train.columns.get(target)!, heldOut.columns.get(target)!];
  const both = [...a, ...b];
  const values = a instanceof Float64Array ? Float64Array.from(both as number[]) : (both as (string | null)[]);
  return strengthOf(values, classCodes(Float64Array.from(both, (_, row) => Number(row >= a.length))));
}
