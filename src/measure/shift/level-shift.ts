import type { Column } from '../../engine/column.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { chiSquareTest } from '../../stats/contingency.ts';
import { jensenShannon, populationStability, totalVariation } from '../../stats/divergence.ts';
import { total } from '../../stats/total.ts';
import type { Independence } from '../columns/independent-rows.ts';
import { levelOf } from '../columns/level-counts.ts';

const MIN_LEVEL_ROWS = 5;
const MAX_LEVELS = 200;

type Counts = ReadonlyMap<string, number>;

/** How far the shares of a column's levels lie apart in two samples. */
export interface LevelShift {
  /** Levels that both sides are compared on. */
  readonly levels: readonly string[];
  /** Total variation less what chance gives: the share of rows that would have to change their level. */
  readonly moved: number;
  readonly psi: number;
  /** Jensen–Shannon distance. */
  readonly js: number;
  readonly logP: number;
  readonly fitRows: number;
  readonly heldOutRows: number;
}

/** The fit rows' common levels; undefined when they cover less than half of the rows: names, codes, free text. */
export function commonLevels(fit: Counts): string[] | undefined {
  const common: string[] = [];
  let [all, often] = [0, 0];
  for (const [level, n] of fit) {
    all += n;
    if (n < MIN_LEVEL_ROWS) continue;
    often += n;
    common.push(level);
  }
  if (!all || often < all / 2) return undefined;
  const kept = common.sort((a, b) => fit.get(b)! - fit.get(a)! || (a < b ? -1 : 1)).slice(0, MAX_LEVELS);
  const covered = kept.reduce((sum, level) => sum + fit.get(level)!, 0);
  return covered >= all / 2 ? kept.sort() : undefined;
}

/** Compares the shares of `levels` among the rows that have one of them. */
export function levelShift(levels: readonly string[], fit: Counts, heldOut: Counts, independent: Independence): LevelShift {
  const [first, second] = [fit, heldOut].map((counts) => levels.map((level) => counts.get(level) ?? 0)) as [number[], number[]];
  const [n, m] = [total(first), total(second)];
  const variation = totalVariation(first, second);
  const psi = populationStability(first, second);
  const scaled = [first.map((count) => count * independent.fit), second.map((count) => count * independent.heldOut)];
  return {
    levels,
    moved: Math.max(0, variation.value - variation.noise),
    psi: Math.max(0, psi.value - psi.noise),
    js: jensenShannon(first, second).distance,
    logP: n && m ? chiSquareTest(scaled).logP : 0,
    fitRows: n,
    heldOutRows: m,
  };
}

/** How often each of some levels occurs over all rows of a table. */
export async function countsOfLevels(table: Table, column: Column, levels: readonly string[]): Promise<Counts> {
  const level = levelOf(column);
  const wanted = levels.map((one) => sql`${one}`);
  const rows = await table.query(
    sql`SELECT ${level} AS level, count(*) AS n FROM ${table} WHERE ${level} IN (${wanted}) GROUP BY ${level}`,
  );
  return new Map(rows.map(({ level, n }) => [String(level), Number(n)]));
}

/** A statement that gives each level's share in two tables. */
export function sharesStatement(fit: Sql, heldOut: Sql, level: Sql): Sql {
  const counts = (table: Sql) =>
    sql`SELECT ${level} AS level, count(*) AS n FROM ${table} WHERE ${level} IS NOT NULL GROUP BY ${level}`;
  const share = (side: string) => sql`coalesce(${identifier(side)}.n, 0) * 1.0 / sum(${identifier(side)}.n) OVER ()`;
  return sql`SELECT level, ${share('f')} AS fit_share, ${share('h')} AS held_out_share FROM (${counts(fit)}) AS f FULL JOIN (${counts(heldOut)}) AS h USING (level) ORDER BY level`;
}
