import type { Column } from '../engine/column.ts';
import { identifier, join, type Sql, sql } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import { UserError } from '../errors.ts';
import { countText } from '../report/number-text.ts';
import { groupLabels } from './group-labels.ts';
import { hashShare } from './hash-share.ts';
import { keyText } from './key-text.ts';
import { ownName } from './own-name.ts';
import { rowText } from './row-text.ts';
import type { Assignment, HashedPlan } from './split-plan.ts';

/** A group that holds more of the rows than this makes shares uneven. */
const LARGE_GROUP = 0.05;

export interface HashedRows {
  readonly table: Table;
  /** Columns that name whom or what a row is about. */
  readonly entity: readonly Column[];
  /** Columns that together name a row; without them, a row is what it holds in `content`. */
  readonly id: readonly Column[];
  readonly content: readonly Column[];
}

export async function assignByHash(rows: HashedRows, plan: HashedPlan): Promise<Assignment> {
  const { table, entity } = rows;
  if (plan.strategy === 'random') {
    return { extra: [sql`${ownKey(rows)} AS ${ownName('own')}`], split: byShare(ownName('own'), plan), notices: [] };
  }
  const [first, ...others] = entity;
  if (!first) throw new UserError('a split by group needs to know the groups', { hint: 'name them with --entity' });
  const { labels, keys } = others.length ? await groupLabels(table, entity) : { keys: [keyText(first)] };
  const own = ownName('own');
  const named = keys.map((key, i) => sql`${key} AS ${ownName(`k${i}`)}`);
  const isAlone = join(
    keys.map((key) => sql`${key} IS NULL`),
    ' AND ',
  );
  const extra = [sql`CASE WHEN ${isAlone} THEN ${ownKey(rows)} END AS ${own}`, ...named];
  const label = labels ? sql`${ownName('groups')}.label` : sql`concat('0:', ${ownName('k0')})`;
  const met = keys.map((_, i) => sql`${ownName(`k${i}`)} IS NOT DISTINCT FROM ${ownName('groups')}.${identifier(`k${i}`)}`);
  const joined = labels && sql`LEFT JOIN ${labels} AS ${ownName('groups')} ON ${join(met, ' AND ')}`;
  return {
    extra,
    ...(joined && { join: joined }),
    // A row without any key is a group of its own.
    split: byShare(sql`CASE WHEN ${own} IS NULL THEN ${label} ELSE concat('row:', ${own}) END`, plan),
    notices: await largeGroup(
      sql`(SELECT ${named} FROM ${table}) AS ${ownName('rows')} ${joined ?? sql``}`,
      label,
      labels ? sql`${label} IS NOT NULL` : sql`${ownName('k0')} IS NOT NULL`,
      table,
    ),
  };
}

function ownKey({ id, content }: HashedRows): Sql {
  if (id.length) return sql`concat_ws(chr(31), ${id.map((column) => sql`coalesce(${keyText(column)}, chr(30))`)})`;
  return rowText(content);
}

function byShare(key: Sql, { shares, seed }: HashedPlan): Sql {
  const point = hashShare(key, seed);
  let sum = 0;
  const cases = shares.slice(0, -1).map(({ role, share }) => {
    sum += share;
    return sql`WHEN ${point} < ${sum} THEN ${role}`;
  });
  return sql`CASE ${join(cases, ' ')} ELSE ${shares.at(-1)!.role} END`;
}

async function largeGroup(rows: Sql, label: Sql, isGrouped: Sql, table: Table): Promise<string[]> {
  const [row] = await table.engine.query(sql`
    SELECT max(n) AS largest, sum(n) AS n, count(*) AS groups_found
    FROM (SELECT count(*) AS n FROM ${rows} WHERE ${isGrouped} GROUP BY ${label}) AS counted`);
  const [largest, n, groups] = [Number(row?.largest ?? 0), Number(row?.n ?? 0), Number(row?.groups_found ?? 0)];
  if (largest <= LARGE_GROUP * n) return [];
  return [
    `the largest of ${countText(groups)} groups holds ${countText(largest)} of ${countText(n)} rows, so the shares can be no more even than that`,
  ];
}
