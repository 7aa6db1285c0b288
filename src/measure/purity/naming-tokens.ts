import type { Column } from '../../engine/column.ts';
import { frameValue } from '../../engine/frame.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { ClassLabels } from '../labels/labels.ts';
import { hasToken, tokensOf } from './tokens.ts';

/** The tokens of each class's own name that no other class's name has. */
export function classNames({ classes }: ClassLabels): Map<string, string[]> {
  const tokens = classes.flatMap((name) => (typeof name === 'string' ? [[name, [...tokensOf(name)]] as const] : []));
  const own = tokens.map(
    ([name, some]) =>
      [
        name,
        some.filter((token) => /^\p{L}/u.test(token) && tokens.filter(([, all]) => all.includes(token)).length === 1),
      ] as const,
  );
  return new Map(own.filter(([, some]) => some.length > 0).map(([name, some]) => [name, [...some]]));
}

/** Rows with a target, those that name any class, and those that name their own and no other. */
export async function countNaming(
  table: Table,
  column: Column,
  target: Column,
  named: readonly (readonly [string, readonly string[]])[],
) {
  const [text, y] = [frameValue(column)!, frameValue(target)!];
  const all = named.flatMap(([, tokens]) => tokens);
  const right = named.map(([name, tokens]) => sql`(${y} = ${name} AND (${hasToken(text, tokens)})${others(text, all, tokens)})`);
  const counts = await table.aggregate({
    rows: sql`count(${y})`,
    any: sql`sum(CASE WHEN ${y} IS NOT NULL AND (${hasToken(text, all)}) THEN 1 ELSE 0 END)`,
    right: sql`sum(CASE WHEN ${right.reduce((a, b) => sql`${a} OR ${b}`)} THEN 1 ELSE 0 END)`,
  });
  return { rows: Number(counts.rows), any: Number(counts.any ?? 0), right: Number(counts.right ?? 0) };
}

function others(text: Sql, all: readonly string[], own: readonly string[]): Sql {
  const rest = all.filter((token) => !own.includes(token));
  return rest.length ? sql` AND NOT (${hasToken(text, rest)})` : sql``;
}
