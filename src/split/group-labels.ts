import type { Column } from '../engine/column.ts';
import { identifier, join, type Relation, type Sql, sql } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import { UserError } from '../errors.ts';
import { keyText } from './key-text.ts';

/** Longest chain of keys that is followed. */
const MAX_ROUNDS = 100;

/** What rows belong to, as a text that only the group decides. */
export interface GroupLabels {
  /** Each combination of keys `k0`, `k1`, … once, with the `label` of its group: NULL where every key is. */
  readonly labels: Relation;
  /** The keys of a row, in this order. */
  readonly keys: readonly Sql[];
}

/**
 * Groups of rows that a chain of equal keys links. A group is named after its keys in the first of the columns where it has one, so that
 * a new value in another column moves nothing.
 */
export async function groupLabels(table: Table, columns: readonly Column[]): Promise<GroupLabels> {
  const keys = columns.map(keyText);
  const names = keys.map((_, i) => identifier(`k${i}`));
  const named = names.map((name, i) => sql`CASE WHEN ${name} IS NOT NULL THEN concat(${`${i}:`}, ${name}) END`);
  let labels = await table.materialize(
    sql`SELECT DISTINCT ${names}, coalesce(${[...named, sql`NULL`]}) AS label FROM (SELECT ${keys.map((key, i) => sql`${key} AS ${names[i]!}`)} FROM ${table}) AS keys`,
  );
  for (let round = 0; columns.length > 1; round++) {
    const next = await table.materialize(spread(labels, names));
    const equal = [...names, identifier('label')].map((name) => sql`a.${name} IS NOT DISTINCT FROM b.${name}`);
    const [row] = await table.engine.query(
      sql`SELECT count(*) AS n FROM ${next} AS a WHERE NOT EXISTS (SELECT 1 FROM ${labels} AS b WHERE ${join(equal, ' AND ')})`,
    );
    labels = next;
    if (Number(row?.n) === 0) break;
    if (round === MAX_ROUNDS) {
      throw new UserError(`the entities are linked in chains of more than ${MAX_ROUNDS} keys`, {
        hint: 'give fewer --entity columns: one of them holds values that do not belong to one thing',
      });
    }
  }
  return { labels, keys };
}

/** For each combination of keys, the least label among those that share a key with it. */
function spread(labels: Relation, names: readonly Sql[]): Sql {
  const least = names.map((name) => sql`CASE WHEN ${name} IS NULL THEN label ELSE min(label) OVER (PARTITION BY ${name}) END`);
  return sql`SELECT ${names}, least(${least}) AS label FROM ${labels}`;
}
