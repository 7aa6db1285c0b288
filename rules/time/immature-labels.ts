import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { identifier, sql, type Value } from '../../src/engine/sql.ts';
import { labelsOf } from '../../src/measure/labels/labels.ts';
import { type DatedRows, datedRows } from '../../src/measure/time/dated-rows.ts';
import { findFall, proveFall } from '../../src/measure/time/find-fall.ts';
import { amountMarks, classMarks, type Marks } from '../../src/measure/time/marks.ts';
import { type FallAtEnd, type FallLimits, LEAST } from '../../src/stats/fall-at-end.ts';

const DAY = 86_400e6;
/** One column is asked: chance alone reaches this once in 300,000 times. */
const REQUIRED_Z = 4.5;
/** A fall that begins more horizons than this before the end isn't one of labels that are still to come. */
const HORIZONS = 2;

export default defineRule({
  id: 'time/immature-labels',
  subject: 'dataset',
  roles: ['train'],
  needs: ['target', 'time'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['time', 'target'],
  summary: 'Newest rows whose outcome was not known yet when the data was taken',
  why: 'rows that count as negative only because their time is not over teach and test a model on wrong answers',
  fix: 'leave out the rows younger than the time the outcome needs, or take the data again later',
  messages: {
    class:
      '{{target}} is positive in {{newest|percent}} of the {{rows}} newest rows, against {{steady|percent}} of older ones, the less the newer the row: their outcome looks unknown yet',
    amount:
      '{{target}} reaches its usual value in {{newest|percent}} of the {{rows}} newest rows, against {{steady|percent}} of older ones, the less the newer the row: it looks unfinished',
  },
  options: z.strictObject({
    most: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('What part of the usual rate the newest rows have at most for a finding'),
  }),
  async check({ table, peers, time, target, declared, now, options, report }) {
    const labels = labelsOf(await table.frame(), target);
    if (!labels) return skipped('needs a target of plain values');
    if (labels.kind === 'classes' && labels.classes.length !== 2) return skipped('needs a target of two classes or a quantity');
    const others = peers.filter(({ role }) => role === 'validation' || role === 'test');
    const dated = await datedRows([table, ...others], time, [], now.getTime() * 1000);
    if (!dated) return skipped('needs `time` as dates, times or numbers');
    const rows = dated.row.length;
    if (rows < LEAST.rows) return underpowered(`${rows} rows with a time; ${LEAST.rows} would be enough`);
    if (dated.moments.length < LEAST.moments)
      return underpowered(`${dated.moments.length} distinct times; ${LEAST.moments} would be enough`);

    const column = table.column(target.name)!;
    const positive = labels.kind === 'classes' ? positiveOf(labels.classes, target.positive) : undefined;
    const marks = positive === undefined ? amountMarks(dated, column) : [classMarks(dated, column, positive)];
    if (!marks.length) return clean({ rows }, 'the target is a quantity that doesn’t begin at nothing');
    const limits = { most: options.most, z: REQUIRED_Z };
    const fall = await fallOf(dated, time, marks, limits);
    const end = dated.moments.at(-1)!;
    const lasts = fall && dated.clock ? end - dated.moments[fall.from]! : undefined;
    const horizon = declared.horizon?.micros;
    const evidence = { rows, moments: dated.moments.length, horizonDays: horizon === undefined ? null : horizon / DAY };
    if (!fall) return clean(evidence);
    if (horizon !== undefined && lasts !== undefined && lasts > HORIZONS * horizon)
      return clean({ ...evidence, fallDays: lasts / DAY }, 'the rate began to fall long before the last horizon');
    const { newest, newestRows, steady, z } = fall;
    const aged = sql`SELECT ${identifier(target.name)}, ntile(20) OVER (ORDER BY ${time}) AS age_class FROM ${identifier(table.role)}`;
    const by = positive === undefined ? sql`age_class` : sql`age_class, ${identifier(target.name)}`;
    const mean = positive === undefined ? sql`, avg(${identifier(target.name)}) AS mean` : sql``;
    report({
      messageId: positive === undefined ? 'amount' : 'class',
      data: { target: target.name, newest, steady, rows: newestRows },
      columns: [target.name],
      evidence: {
        ...evidence,
        newestRate: newest,
        steadyRate: steady,
        lowestRateBefore: fall.lowest,
        lastRate: fall.last,
        newestRows,
        steadyRows: fall.steadyRows,
        ratio: newest / steady,
        z,
        fallDays: lasts === undefined ? null : lasts / DAY,
      },
      sql: sql`SELECT ${by}, count(*) AS n${mean} FROM (${aged}) AS aged GROUP BY ${by} ORDER BY ${by}`,
    });
    return clean(evidence);
  },
});

/** Of the first mark that falls. */
async function fallOf(
  dated: DatedRows,
  time: Column,
  marks: readonly Marks[],
  limits: FallLimits,
): Promise<FallAtEnd | undefined> {
  for (const one of marks) {
    const seen = findFall(dated, one, limits);
    const fall = seen && (await proveFall(dated, time, one, seen, limits));
    if (fall) return fall;
  }
  return undefined;
}

/** The declared positive class, or the rarer one. */
function positiveOf(classes: readonly Value[], declared: string | number | boolean | undefined): Value {
  const named = classes.find((name) => declared !== undefined && (name === Number(declared) || name === String(declared)));
  return named ?? classes.at(-1)!;
}
