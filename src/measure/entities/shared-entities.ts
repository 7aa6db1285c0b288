import { fn } from '../../engine/dialect.ts';
import { identifier, join, type Relation, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';

/** A value that more combinations of the other keys than this have is shared by chance: a shop's device, a default. */
const HUB = 100;
/** In small tables, more than so many, and than this share of all combinations. */
const SMALL_HUB = 20;
const SMALL_HUB_SHARE = 0.05;
/** Longest chain of keys that is followed. */
const MAX_ROUNDS = 100;

export interface SharedEntities {
  readonly heldOutRows: number;
  /** Distinct combinations of keys among the held-out rows: with one key, its values. */
  readonly heldOutEntities: number;
  /** Held-out rows and combinations that a chain of equal keys leads to a fit row. */
  readonly rows: number;
  readonly entities: number;
  /** Rows that share a key with a fit row themselves. */
  readonly direct: number;
  readonly hubs: number;
}

/** How many held-out rows and entities the fit data holds too. */
export async function sharedEntities(...args: Parameters<typeof linkedEntities>): Promise<SharedEntities> {
  const { linked, ...found } = await linkedEntities(...args);
  return found;
}

/** `linked`: combinations of the held-out keys `k0`, `k1`, … that are reached. Each key is a column of values, by which rows that agree on one of them belong to one entity; null is no key. */
export async function linkedEntities(
  fit: Table,
  heldOut: Table,
  fitKeys: readonly Sql[],
  heldOutKeys: readonly Sql[],
): Promise<SharedEntities & { readonly linked: readonly Relation[] }> {
  const names = fitKeys.map((_, i) => identifier(`k${i}`));
  const keysOf = (values: readonly Sql[], table: Table) =>
    sql`SELECT ${values.map((value, i) => sql`${value} AS ${names[i]!}`)} FROM ${table}`;
  const groups = await heldOut.materialize(
    sql`SELECT ${names}, count(*) AS n FROM (${keysOf(heldOutKeys, heldOut)}) AS keys GROUP BY ${names}`,
  );
  const met = await Promise.all(
    names.map((name) =>
      fit.materialize(
        sql`SELECT DISTINCT ${name} AS k FROM ${groups} WHERE ${name} IN (SELECT ${name} FROM (${keysOf(fitKeys, fit)}) AS keys)`,
      ),
    ),
  );
  const both = sql`SELECT DISTINCT ${names} FROM (${keysOf(fitKeys, fit)} UNION ALL ${keysOf(heldOutKeys, heldOut)}) AS keys`;
  const hubs = names.length > 1 && (await someRows(fit, met)) ? await hubsOf(fit, both, names, groups) : [];
  const unlessHub = (i: number) => (hubs[i] ? sql` AND k NOT IN (SELECT k FROM ${hubs[i]})` : raw(''));
  const split = async (rows: Relation, keys: (i: number) => Sql): Promise<[met: Relation, rest: Relation]> => {
    const isIn = names.map((name, i) => sql`(${name} IS NOT NULL AND ${name} IN (${keys(i)}))`);
    const condition = join(isIn, ' OR ');
    return Promise.all([
      heldOut.materialize(sql`SELECT ${names}, n FROM ${rows} WHERE ${condition}`),
      heldOut.materialize(sql`SELECT ${names}, n FROM ${rows} WHERE NOT (${condition})`),
    ]);
  };
  const all = await count(heldOut, groups);
  let [reached, rest] = await split(groups, (i) => sql`SELECT k FROM ${met[i]!} WHERE k IS NOT NULL${unlessHub(i)}`);
  const direct = await count(heldOut, reached);
  const rounds = [reached];
  const found = { ...direct };
  for (let round = 0, last = direct; names.length > 1 && last.groups > 0 && round < MAX_ROUNDS; round++) {
    const linked = (i: number, rows: Relation) =>
      sql`SELECT k FROM (SELECT ${names[i]!} AS k FROM ${rows}) AS keys WHERE k IS NOT NULL${unlessHub(i)}`;
    const from = reached;
    [reached, rest] = await split(rest, (i) => linked(i, from));
    last = await count(heldOut, reached);
    rounds.push(reached);
    found.rows += last.rows;
    found.groups += last.groups;
  }
  const hubCounts = await Promise.all(hubs.map(async (hub) => (await count(fit, hub)).groups));
  return {
    heldOutRows: all.rows,
    heldOutEntities: all.groups,
    rows: found.rows,
    entities: found.groups,
    direct: direct.rows,
    hubs: hubCounts.reduce((sum, n) => sum + n, 0),
    linked: rounds,
  };
}

/** Values of each key among the held-out rows that belong to too many combinations. */
function hubsOf(fit: Table, combinations: Sql, names: readonly Sql[], groups: Relation): Promise<Relation[]> {
  return Promise.all(
    names.map((name) => {
      const degrees = sql`SELECT ${name} AS k, count(*) AS degree FROM (${combinations}) AS combinations
        WHERE ${name} IN (SELECT ${name} FROM ${groups}) GROUP BY ${name}`;
      const bounds = sql`SELECT ${fn.quantile(sql`degree`, 0.999)} AS usual, sum(degree) AS combinations FROM (${degrees}) AS degrees`;
      return fit.materialize(sql`SELECT k, degree AS n FROM (${degrees}) AS degrees CROSS JOIN (${bounds}) AS bounds
        WHERE degree > usual AND (degree > ${HUB} OR degree > ${SMALL_HUB} AND degree > ${SMALL_HUB_SHARE} * combinations)`);
    }),
  );
}

async function count(table: Table, groups: Relation): Promise<{ rows: number; groups: number }> {
  const [row] = await table.query(sql`SELECT sum(n) AS n, count(*) AS groups_found FROM ${groups}`);
  return { rows: Number(row?.n ?? 0), groups: Number(row?.groups_found ?? 0) };
}

async function someRows(fit: Table, relations: readonly Relation[]): Promise<boolean> {
  const sizes = await Promise.all(relations.map((relation) => fit.query(sql`SELECT count(*) AS n FROM ${relation}`)));
  return sizes.some(([row]) => Number(row?.n ?? 0) > 0);
}
