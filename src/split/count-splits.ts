import type { Engine } from '../engine/engine.ts';
import type { Sql } from '../engine/sql.ts';
import { identifier, sql } from '../engine/sql.ts';
import { UserError } from '../errors.ts';
import { countText } from '../report/number-text.ts';
import type { Share, SplitRole } from './split-plan.ts';

/** Shares that miss what was asked for by more than this are told of. */
const TOLERANCE = 0.05;

export interface SplitCounts {
  readonly rows: Readonly<Record<SplitRole, number>>;
  readonly notices: readonly string[];
}

/** Counts the rows of each split in a relation that has them. @throws UserError for a split without rows */
export async function countSplits(engine: Engine, relation: Sql, column: string, shares: readonly Share[]): Promise<SplitCounts> {
  const name = identifier(column);
  const found = await engine.query(sql`SELECT ${name} AS split, count(*) AS n FROM ${relation} GROUP BY ${name}`);
  const counts = new Map(found.map(({ split, n }) => [String(split), Number(n)]));
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const empty = shares.find(({ role }) => !counts.get(role));
  if (empty) {
    throw new UserError(`no row would be ${empty.role} data`, {
      hint: 'there are too few rows or groups for this ratio, or the embargo takes them all',
    });
  }
  const notices = shares.flatMap(({ role, share }) => {
    const is = counts.get(role)! / total;
    if (Math.abs(is - share) <= TOLERANCE) return [];
    return [
      `${role} has ${(100 * is).toFixed(1)}% of the rows, where ${(100 * share).toFixed(1)}% were wanted (${countText(counts.get(role)!)} rows)`,
    ];
  });
  const of = (role: SplitRole) => counts.get(role) ?? 0;
  return { rows: { train: of('train'), validation: of('validation'), test: of('test') }, notices };
}
