import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { identifier, type Sql, sql } from '../../src/engine/sql.ts';
import { periodOf } from '../../src/measure/time/period.ts';
import { readSeries, type Series, seriesOrder } from '../../src/measure/time/series.ts';
import { isMeasured, type Shifted, type ShiftedRows, shiftedRows } from '../../src/measure/time/shifted-association.ts';
import {
  measureShifts,
  rivalShifts,
  type Scale,
  type ShiftedCopy,
  seasonsOf,
  shiftedCopy,
  shiftOnAllRows,
} from '../../src/measure/time/shifted-copies.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

/** Where more rows than this share their time with another of their series, there is no order to shift along. */
const MAX_TIED = 0.05;
/** Share of rows in which a copy equals the target. */
const EQUAL = 0.99;
/** Rows on which columns are ruled out, and how far below a gate they must stay there. */
const SCREEN = { rows: 6000, margin: 0.1 };
/** Fewer rows of wide tables. */
const SCREENED = { values: 2_000_000, leastRows: 2000 };

export default defineRule({
  id: 'target/shifted-copy',
  subject: 'dataset',
  roles: ['train'],
  needs: ['target', 'time'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'target', 'time'],
  summary: 'A column that holds the target of a later row',
  why: 'the later target is not known when a prediction is made, so the model learns from what production will not have',
  fix: 'shift the column the other way (a lag of the target), or drop it',
  messages: {
    copy: '{{column}} is {{target}} of {{shift}} {{rows}} later ({{statistic}} {{value}}, at most {{known}} with what is known by then)',
    change:
      '{{column}} is how {{target}} moves until {{shift}} {{rows}} later ({{statistic}} {{value}}, at most {{known}} with what is known by then)',
    notYetKnown:
      '{{column}} is {{target}} of {{shift}} {{rows}} earlier, which is known only after {{horizon}}, {{gap|duration}} being gone by',
  },
  options: z.strictObject({
    reach: z.number().int().min(1).max(100).default(10).describe('Rows by which a column is shifted, either way'),
    correlation: z
      .number()
      .min(0)
      .max(1)
      .default(0.95)
      .describe('Correlation with a later target from which a column is reported'),
    agreement: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('Agreement with a later class, beyond the commonest class, from which a column is reported'),
    margin: z.number().min(0).max(1).default(0.05).describe('Distance to every shift that is known by then'),
    minRows: z.number().int().min(1).default(50).describe('Rows in series that a verdict needs'),
  }),
  async check({ table, target, time, inputs, declared, options, signal, report }) {
    const y = table.column(target.name)!;
    const order = await seriesOrder(table, time, declared.entity);
    if (!order) return skipped('needs `time` as dates, times or numbers');
    const series = await readSeries(table, order, signal);
    const { rows } = series.frame;
    const evidence = {
      columns: inputs.length,
      rows,
      series: series.keys.length,
      tiedShare: series.tied / Math.max(1, rows),
      reach: options.reach,
    };
    if (rows < options.minRows) return underpowered(`${rows} rows with a time; ${options.minRows} would be enough`, evidence);
    if (evidence.tiedShare > MAX_TIED && !series.inFileOrder) {
      const need = declared.entity.length ? 'needs times that differ within an entity' : 'needs `entity`: rows share their times';
      return skipped(need, evidence);
    }
    const fewRows = Math.min(SCREEN.rows, Math.max(SCREENED.leastRows, SCREENED.values / inputs.length));
    const few = shiftedRows(series, options.reach, fewRows);
    let every: ShiftedRows | undefined;
    const all = () => (every ??= shiftedRows(series, options.reach));
    const isClass = target.task !== 'regression';
    const gate = isClass ? options.agreement : options.correlation;
    const isWorth = (shifts: readonly Shifted[]) =>
      shifts.some(
        (one) => one.equal >= EQUAL - SCREEN.margin || Math.max(one.strength, one.changes, one.ahead) >= gate - SCREEN.margin,
      );
    const gates = { ...options, requiredZ: requiredZ(inputs.length * (2 * options.reach + 1)) };
    const judged = inputs.flatMap((column) => {
      const shifts = measureShifts(series, few, all, column, y, isClass, isWorth);
      return shifts ? [{ column, shifts }] : [];
    });
    const period = judged.length ? periodOf(series, series.frame.columns.get(y.name)!) : undefined;
    if (period !== undefined)
      return clean({ ...evidence, period }, 'the target repeats itself, so that its later values are known');
    const micros = declared.horizon && series.clock ? declared.horizon.micros : 0;
    const step = judged.length ? stepOf(series) : 0;
    let seasonsBack: readonly number[] | undefined;
    const seasons = () => (seasonsBack ??= seasonsOf(series, few, y, isClass));
    for (const { column, shifts } of judged) {
      const scale: Scale = isClass ? (isMeasured(series.frame.columns.get(column.name)!) ? 'auc' : 'agreement') : 'correlation';
      const rivals = new Map<number, readonly Shifted[]>();
      const rivalsOf = (shift: number) => {
        const found = rivals.get(shift) ?? rivalShifts(series, few, all(), column, y, isClass, shift, seasons());
        rivals.set(shift, found);
        return found;
      };
      const copyFrom = (isKnown: (shift: number) => boolean) => shiftedCopy(column, shifts, scale, isKnown, gates, rivalsOf);
      const later = copyFrom((shift) => shift <= 0);
      const copy = later ?? copyFrom((shift) => -shift * step >= micros || shift === 0);
      const isLater = later !== undefined;
      if (!copy || (!isLater && (!copy.certain || copy.found.shift >= 0))) continue;
      const { shift } = copy.found;
      const proof = series.complete ? undefined : await shiftOnAllRows(table, order, column, y, shift);
      if (proof && !isBorneOut(copy, proof)) continue;
      const exact =
        series.complete || copy.likeness === 'equal' || (copy.likeness === 'strength' && proof?.correlation !== undefined);
      const figures = {
        ...{
          shift,
          likeness: copy.likeness,
          value: copy.value,
          knownShift: copy.known?.shift ?? null,
          knownValue: copy.knownValue,
        },
        ...{
          z: copy.z,
          requiredZ: gates.requiredZ,
          pairs: proof?.rows ?? copy.found.rows,
          equalShare: proof?.equal ?? copy.found.equal,
        },
      };
      const common = {
        columns: [column],
        evidence: figures,
        severity: copy.certain ? ('error' as const) : ('warn' as const),
        coverage: exact ? ('exact' as const) : ('sampled' as const),
        sql: reproduce(table.role, column, y, time, declared.entity, shift),
      };
      const said = {
        column: column.name,
        target: target.name,
        shift: Math.abs(shift),
        rows: Math.abs(shift) === 1 ? 'row' : 'rows',
      };
      const statistic = {
        statistic: STATISTICS[scale][copy.likeness],
        value: round(copy.value),
        known: round(copy.knownValue),
      };
      if (!isLater)
        report({
          ...common,
          messageId: 'notYetKnown',
          data: { ...said, horizon: declared.horizon!.text, gap: -shift * step },
        });
      else if (copy.likeness === 'ahead') report({ ...common, messageId: 'change', data: { ...said, ...statistic } });
      else report({ ...common, messageId: 'copy', data: { ...said, ...statistic } });
    }
    const lags = judged.filter(({ shifts }) => shifts.some(({ shift, equal }) => shift < 0 && equal >= EQUAL)).length;
    const summary = { ...evidence, judged: judged.length, lags, requiredZ: gates.requiredZ };
    return lags ? clean(summary, 'earlier targets only') : clean(summary);
  },
});

const STATISTICS = {
  agreement: { equal: 'equal share', strength: 'agreement', changes: '', ahead: '' },
  auc: { equal: 'equal share', strength: '2·AUC − 1', changes: '', ahead: '' },
  correlation: { equal: 'equal share', strength: 'correlation', changes: 'correlation of changes', ahead: 'correlation' },
} as const;

const round = (value: number): number => Math.round(value * 1e4) / 1e4;

/** All rows must show what part of them did. */
function isBorneOut(
  { likeness, value }: ShiftedCopy,
  all: { readonly equal: number; readonly correlation: number | undefined },
): boolean {
  if (likeness === 'equal') return all.equal >= EQUAL;
  return likeness !== 'strength' || all.correlation === undefined || all.correlation >= value - 0.05;
}

/** The median time from a row to the next of its series. */
function stepOf({ times, starts }: Series): number {
  const firsts = new Set(starts);
  const steps = times
    .map((time, row) => (firsts.has(row) ? Number.NaN : time - times[row - 1]!))
    .filter(Number.isFinite)
    .sort();
  return steps[steps.length >> 1] ?? 0;
}

function reproduce(role: string, column: Column, target: Column, time: Column, entity: readonly Column[], shift: number): Sql {
  const partition = entity.length ? sql`PARTITION BY ${entity.map(({ name }) => identifier(name))} ` : sql``;
  const moved = shift < 0 ? sql`lag(${target}, ${-shift})` : sql`lead(${target}, ${shift})`;
  return sql`SELECT avg(CASE WHEN v = y THEN 1.0 ELSE 0.0 END) AS equal_share FROM (SELECT ${column} AS v, ${moved} OVER (${partition}ORDER BY ${time}) AS y FROM ${identifier(role)}) AS moved WHERE v IS NOT NULL AND y IS NOT NULL`;
}
