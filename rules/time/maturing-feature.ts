import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { type Column, isTemporal } from '../../src/engine/column.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import { isMissing } from '../../src/measure/columns/nulls.ts';
import { labelsOf } from '../../src/measure/labels/labels.ts';
import { lackingAlike } from '../../src/measure/strength/lacking-alike.ts';
import { missingEffectInFrame } from '../../src/measure/strength/missing-effect.ts';
import { type DatedRows, datedRows } from '../../src/measure/time/dated-rows.ts';
import { findFall, proveFall } from '../../src/measure/time/find-fall.ts';
import { amountMarks, filledMarks, type Marks, numbersByTime } from '../../src/measure/time/marks.ts';
import { type FallAtEnd, LEAST } from '../../src/stats/fall-at-end.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

const DAY = 86_400e6;
const LEAST_EMPTY = 20;
const REQUIRED_Z = 6;
/** Half of the very newest rows have at most this part of the usual mean. */
const NOTHING = { rows: 0.5, share: 0.1 };

export default defineRule({
  id: 'time/maturing-feature',
  subject: 'dataset',
  roles: ['train'],
  needs: ['time'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'time'],
  summary: 'A column that is filled in, or counted up, after the time of its row',
  why: 'the newest rows show what the column looks like when a prediction is made: nearly empty, so a model that relies on it fails there',
  fix: 'take the value as it was known at the time of the row, or leave out the column',
  messages: {
    filled:
      '{{column}} is filled in {{newest|percent}} of the {{rows}} newest rows, against {{steady|percent}} of older ones, the less the newer the row: it looks filled in afterwards',
    amount:
      '{{column}} averages {{ratio|percent}} of its usual mean in the {{rows}} newest rows, the less the newer the row: it looks counted until the data was taken',
  },
  options: z.strictObject({
    most: z
      .number()
      .min(0)
      .max(1)
      .default(0.7)
      .describe('What part of the usual share (or mean) the newest rows have at most for a finding'),
    error: z
      .number()
      .min(0.5)
      .max(1)
      .default(0.9)
      .describe('AUC of being empty, among rows old enough to be filled, from which the finding is an error'),
  }),
  async check({ table, peers, time, inputs, declared, now, options, report }) {
    const others = peers.filter(({ role }) => role === 'validation' || role === 'test');
    const dated = await datedRows([table, ...others], time, declared.entity, now.getTime() * 1000);
    if (!dated) return skipped('needs `time` as dates, times or numbers');
    const rows = dated.row.length;
    if (rows < LEAST.rows) return underpowered(`${rows} rows with a time; ${LEAST.rows} would be enough`);
    if (dated.moments.length < LEAST.moments)
      return underpowered(`${dated.moments.length} distinct times; ${LEAST.moments} would be enough`);

    const limits = { most: options.most, z: REQUIRED_Z };
    const isFallen = async (marks: Marks): Promise<Fallen | undefined> => {
      const fall = findFall(dated, marks, limits);
      const proven = fall && (await proveFall(dated, time, marks, fall, limits));
      if (!proven) return undefined;
      const ratio = marks.kind === 'amount' ? meanRatio(dated, marks.column.name, proven) : proven.newest / proven.steady;
      if (marks.kind === 'amount' && nothingYet(dated, marks.column.name, proven) < NOTHING.rows) return undefined;
      return ratio <= options.most ? { column: marks.column, kind: marks.kind, fall: proven, ratio } : undefined;
    };
    const columns = inputs.filter(({ name }) => declared.features.get(name)?.available === undefined);
    const found: Fallen[] = [];
    for (const column of columns) {
      const filled = filledMarks(dated, column, LEAST_EMPTY);
      for (const marks of [...(filled ? [filled] : []), ...(isTemporal(column) ? [] : amountMarks(dated, column))]) {
        const fallen = await isFallen(marks);
        if (!fallen) continue;
        found.push(fallen);
        break;
      }
    }

    const filled = found.filter(({ kind }) => kind === 'filled');
    const amounts = found.filter(({ kind }) => kind === 'amount');
    for (const alike of [...lackingAlike(dated.frames[0]!, filled), ...amounts.map((one) => [one])]) {
      const { column, kind, fall, ratio } = alike[0] as Fallen;
      const { newest, newestRows, steady, z } = fall;
      const tells = kind === 'filled' ? emptyTells(column, fall) : undefined;
      const name =
        alike.length > 1 ? `${column.name} (with ${alike.length - 1} more, empty in nearly the same rows)` : column.name;
      const finding = {
        columns: alike.map((one) => one.column),
        evidence: {
          newestShare: newest,
          steadyShare: steady,
          lowestShareBefore: fall.lowest,
          lastShare: fall.last,
          newestRows,
          steadyRows: fall.steadyRows,
          ratio,
          z,
          fallDays: dated.clock ? (dated.moments.at(-1)! - dated.moments[fall.from]!) / DAY : null,
          emptyAuc: tells ?? null,
        },
        severity: tells === undefined ? 'warn' : 'error',
        sql: reproduce(column, time, table.role, kind),
      } as const;
      if (kind === 'filled')
        report({ ...finding, messageId: 'filled', data: { column: name, newest, steady, rows: newestRows } });
      else report({ ...finding, messageId: 'amount', data: { column: name, ratio, rows: newestRows } });
    }
    return clean({ columns: columns.length, rows, moments: dated.moments.length });

    /** How well being empty tells the classes among rows that had time to be filled, where that is enough. */
    function emptyTells(column: Column, fall: FallAtEnd): number | undefined {
      const [frame] = dated!.frames;
      const labels = declared.target && labelsOf(frame!, declared.target);
      if (labels?.kind !== 'classes' || labels.classes.length < 2) return undefined;
      const codes = new Int32Array(frame!.rows).fill(-1);
      for (let i = 0; i < dated!.row.length; i++) {
        if (dated!.frame[i] === 0 && dated!.moment[i]! < fall.from) codes[dated!.row[i]!] = labels.codes[dated!.row[i]!]!;
      }
      const limit = requiredZ(columns.length);
      const { strength } = missingEffectInFrame(frame!.columns.get(column.name)!, { ...labels, codes }, { requiredZ: limit });
      return strength && strength.value >= options.error && strength.z >= limit ? strength.value : undefined;
    }
  },
});

interface Fallen {
  readonly column: Column;
  readonly kind: Marks['kind'];
  readonly fall: FallAtEnd;
  /** Of the newest rows' share or mean to that of the older ones. */
  readonly ratio: number;
}

function meanRatio(dated: DatedRows, name: string, { from, newestFrom }: FallAtEnd): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value / values.length, 0);
  return mean(numbersAt(dated, name, newestFrom)) / mean(numbersAt(dated, name, 0, from));
}

/** The share of the very newest rows with next to nothing: a count has only begun there, and a number that means something else hasn't. */
function nothingYet(dated: DatedRows, name: string, { from, lastFrom }: FallAtEnd): number {
  const steady = numbersAt(dated, name, 0, from);
  const most = NOTHING.share * steady.reduce((sum, value) => sum + value / steady.length, 0);
  const last = numbersAt(dated, name, lastFrom);
  return last.filter((value) => value <= most).length / last.length;
}

function numbersAt(dated: DatedRows, name: string, from: number, to = Number.POSITIVE_INFINITY): Float64Array {
  return numbersByTime(dated, name).filter(
    (value, i) => dated.moment[i]! >= from && dated.moment[i]! < to && Number.isFinite(value),
  );
}

/** The share filled, or the mean, of each twentieth of the rows by age. */
function reproduce(column: Column, time: Column, role: string, kind: Marks['kind']): Sql {
  const value = kind === 'filled' ? sql`CASE WHEN ${isMissing(column)} THEN 0.0 ELSE 1.0 END` : identifier(column.name);
  const aged = sql`SELECT ${identifier(column.name)}, ntile(20) OVER (ORDER BY ${time}) AS age_class FROM ${identifier(role)}`;
  return sql`SELECT age_class, count(*) AS n, avg(${value}) AS share FROM (${aged}) AS aged GROUP BY age_class ORDER BY age_class`;
}
