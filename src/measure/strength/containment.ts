import { fn } from '../../engine/dialect.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Operand } from '../formula/shape.ts';

/** A column that is never less than the target, or never more, and often equal to it. */
export interface Containment {
  readonly operand: Operand;
  readonly side: 'whole' | 'part';
}

export interface ContainmentCounts {
  /** Rows with both, and those of them on the wrong side. */
  readonly rows: number;
  readonly wrong: number;
  /** Rows with another than the target's commonest value, and those of them where both are equal. */
  readonly others: number;
  readonly equal: number;
}

const LEAST_ROWS = 50;
/** Share of equal rows, how many times that of independent columns it must be, and how many values must be equal somewhere. */
const EQUAL = { share: 0.05, timesChance: 10, values: 10 };

/** Which columns contain the target, or are a part of it, in some rows. */
export function findContainments(response: Operand, operands: readonly Operand[]): Containment[] {
  const ownShares = shares(response.values);
  const mode = commonest(ownShares);
  return operands.flatMap((operand) => {
    let above = 0;
    let below = 0;
    let others = 0;
    const equal: number[] = [];
    for (let row = 0; row < operand.values.length; row++) {
      const y = response.values[row]!;
      const f = operand.values[row]!;
      if (Number.isNaN(y) || Number.isNaN(f)) continue;
      if (f > y) above++;
      if (f < y) below++;
      if (y === mode) continue;
      others++;
      if (f === y) equal.push(f);
    }
    const enough = others >= LEAST_ROWS && equal.length >= EQUAL.share * others && new Set(equal).size >= EQUAL.values;
    if (!enough || above > 0 === below > 0) return [];
    const chance = [...shares(operand.values)].reduce((sum, [value, share]) => sum + share * (ownShares.get(value) ?? 0), 0);
    if (equal.length < EQUAL.timesChance * chance * others) return [];
    return [{ operand, side: above > 0 ? 'whole' : 'part' }];
  });
}

/** Over all rows of the table, in a scan shared with other rules. */
export async function countContainment(
  table: Table,
  { operand, side }: Containment,
  response: Operand,
): Promise<ContainmentCounts> {
  const [f, y] = [operand.expression, response.expression];
  const present = [f, y].map((value) => sql`${value} IS NOT NULL AND NOT ${fn.isNaN(value)}`);
  const other = sql`${y} <> ${commonest(shares(response.values))}`;
  const count = (...all: readonly Sql[]) =>
    sql`sum(CASE WHEN ${[...present, ...all].reduce((a, b) => sql`${a} AND ${b}`)} THEN 1 ELSE 0 END)`;
  const counts = await table.aggregate({
    rows: count(),
    wrong: count(side === 'whole' ? sql`${f} < ${y}` : sql`${f} > ${y}`),
    others: count(other),
    equal: count(other, sql`${f} = ${y}`),
  });
  const { rows, wrong, others, equal } = counts;
  return { rows: Number(rows ?? 0), wrong: Number(wrong ?? 0), others: Number(others ?? 0), equal: Number(equal ?? 0) };
}

export const contains = ({ rows, wrong, others, equal }: ContainmentCounts): boolean =>
  rows > 0 && wrong === 0 && equal >= EQUAL.share * others;

function shares(values: Float64Array): Map<number, number> {
  const counts = new Map<number, number>();
  const present = values.filter((value) => !Number.isNaN(value));
  for (const value of present) counts.set(value, (counts.get(value) ?? 0) + 1 / present.length);
  return counts;
}

function commonest(of: ReadonlyMap<number, number>): number {
  return [...of].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}
