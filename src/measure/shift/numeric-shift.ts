import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { frameValue } from '../../engine/frame.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { chiSquareTest } from '../../stats/contingency.ts';
import { jensenShannon, populationStability } from '../../stats/divergence.ts';
import { kolmogorovSplit, logKolmogorovTail } from '../../stats/kolmogorov.ts';
import { countUpTo } from '../../stats/sorted.ts';
import type { Independence } from '../columns/independent-rows.ts';

const BINS = 10;

/** How many values lie at or below each of some cuts, and how many there are. */
export interface CutCounts {
  readonly upTo: readonly number[];
  readonly present: number;
}

/** How far the values of two samples lie apart. */
export interface NumericShift {
  readonly cuts: readonly number[];
  readonly ks: number;
  /** Shares of fit and held-out values at or below the cut where they differ most. */
  readonly fitShare: number;
  readonly heldOutShare: number;
  /** Over the fit values' tenths, less what chance gives. */
  readonly psi: number;
  /** Jensen–Shannon distance over the same bins. */
  readonly js: number;
  readonly logP: number;
  readonly fitRows: number;
  readonly heldOutRows: number;
}

/** Where two ascending samples are to be compared: first where their distributions differ most, then at the fit values' tenths. */
export function cutsFor(fit: Float64Array, heldOut: Float64Array): number[] {
  const tenths = new Set<number>();
  for (let bin = 1; bin < BINS; bin++) tenths.add(fit[Math.floor((bin / BINS) * (fit.length - 1))]!);
  return [kolmogorovSplit(fit, heldOut).at, ...tenths];
}

export const countsIn = (sorted: Float64Array, cuts: readonly number[]): CutCounts => ({
  upTo: cuts.map((cut) => countUpTo(sorted, cut)),
  present: sorted.length,
});

/** The same over all rows of a table, in a scan shared with other rules. */
export async function countsOf(table: Table, column: Column, cuts: readonly number[]): Promise<CutCounts> {
  const value = frameValue(column)!;
  const count = (condition: Sql) => sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
  const figures = Object.fromEntries(cuts.map((cut, i) => [`c${i}`, count(sql`${value} <= ${cut}`)]));
  const row = await table.aggregate({ ...figures, present: count(sql`${value} IS NOT NULL AND NOT ${fn.isNaN(value)}`) });
  const values = row as Record<string, unknown>;
  return { upTo: cuts.map((_, i) => Number(values[`c${i}`])), present: Number(row.present) };
}

/** `logP` is the smaller of the Kolmogorov–Smirnov test's and of χ² over the bins, twice. */
export function numericShift(
  cuts: readonly number[],
  fit: CutCounts,
  heldOut: CutCounts,
  independent: Independence = { fit: 1, heldOut: 1 },
): NumericShift {
  const [first, second] = [binsOf(fit), binsOf(heldOut)];
  const shares = cuts.map(
    (_, i) => [fit.upTo[i]! / Math.max(1, fit.present), heldOut.upTo[i]! / Math.max(1, heldOut.present)] as const,
  );
  const widest = shares.reduce((best, one) => (Math.abs(one[0] - one[1]) > Math.abs(best[0] - best[1]) ? one : best), [0, 0]);
  const ks = Math.abs(widest[0] - widest[1]);
  const psi = populationStability(first, second);
  const scaled = [first.map((n) => n * independent.fit), second.map((n) => n * independent.heldOut)];
  const [n, m] = [fit.present * independent.fit, heldOut.present * independent.heldOut];
  const logP = n && m ? Math.LN2 + Math.min(logKolmogorovTail(ks, n, m), chiSquareTest(scaled).logP) : 0;
  return {
    cuts,
    ks,
    fitShare: widest[0],
    heldOutShare: widest[1],
    psi: Math.max(0, psi.value - psi.noise),
    js: jensenShannon(first, second).distance,
    logP: Math.min(0, logP),
    fitRows: fit.present,
    heldOutRows: heldOut.present,
  };
}

/** Rows between the tenths; the first cut was chosen on the data and would make a difference out of chance. */
const binsOf = ({ upTo, present }: CutCounts): number[] => {
  const tenths = upTo.slice(1);
  return [...tenths, present].map((n, i) => n - (tenths[i - 1] ?? 0));
};

/** A statement that gives the Kolmogorov–Smirnov distance of a column in two tables. */
export function kolmogorovStatement(fit: Sql, heldOut: Sql, column: Column): Sql {
  const value = frameValue(column)!;
  const running = (what: string) => sql`sum(sum(${what === 'fit' ? sql`is_fit` : sql`1 - is_fit`})) OVER`;
  return sql`SELECT max(abs(f / all_f - h / all_h)) AS ks FROM (SELECT ${running('fit')} (ORDER BY v) AS f, ${running('fit')} () AS all_f, ${running('heldOut')} (ORDER BY v) AS h, ${running('heldOut')} () AS all_h FROM (SELECT ${value} AS v, 1.0 AS is_fit FROM ${fit} UNION ALL SELECT ${value} AS v, 0.0 AS is_fit FROM ${heldOut}) AS pooled WHERE v IS NOT NULL AND NOT ${fn.isNaN(sql`v`)} GROUP BY v) AS counted`;
}
