import { isNumeric } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import type { FrameColumn } from '../../engine/frame.ts';
import { identifier, join, type Relation, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { frameSample } from '../columns/frame-sample.ts';
import { type Likeness, likeRows, type RowValues } from './like-rows.ts';
import { isMeasured, normalText } from './normal-form.ts';
import { blockKeys, distinctHalves } from './row-blocks.ts';
import { type KeyColumn, type RowKeys, wholeHash } from './row-keys.ts';

/** Pairs of rows that may agree on a block by chance. */
const CHANCE_PAIRS = 0.01;
/** A row that shares a block with more fit rows than this is alike by nature. */
const MAX_CROWD = 50;
const MAX_FOUND = 200_000;

export interface NearRows {
  /** Rows looked at, and those that nearly equal a fit row without equalling one. */
  readonly heldOut: { readonly rows: number; readonly like: Likeness };
  /** The same of fit rows against the other fit rows: what is natural. */
  readonly fit: { readonly rows: number; readonly like: Likeness };
  readonly sampled: boolean;
}

/** Looks for near copies of fit rows among the held-out rows, or a sample of them; undefined when no column can tell rows apart. */
export async function nearRows(
  fit: Table,
  heldOut: Table,
  columns: readonly KeyColumn[],
  fitKeys: RowKeys,
): Promise<NearRows | undefined> {
  const parts = await Promise.all([heldOut, fit].map(frameSample));
  const [heldOutRows, fitRows, allFitRows] = (await Promise.all([...parts.map((part) => part.rows()), fit.rows()])) as [
    number,
    number,
    number,
  ];
  const frame = await fit.frame();
  // Hashes of all fit rows are at hand: where their halves tell rows apart, no other key has to be made of every row.
  const ready = frame.sampled ? distinctHalves(frame, columns) : undefined;
  const blocks = ready ?? blockKeys(frame, columns, CHANCE_PAIRS / Math.max(1, (heldOutRows + fitRows) * allFitRows));
  if (!blocks.length) return undefined;
  const keys = keysOf(columns, blocks);
  const known = await Promise.all(parts.map((part) => fit.materialize(sql`SELECT ${keys} FROM ${part}`)));
  const asked = await fit.materialize(unmatched(known[0]!, known[1]!, fitKeys));
  const keyed = ready
    ? sql`SELECT ${fitKeys.halves.map((half, i) => sql`${half} AS ${blockName(i)}`)} FROM ${fitKeys.keys}`
    : sql`SELECT ${blocks.map((key, i) => sql`${key} AS ${blockName(i)}`)} FROM ${fit}`;
  const shared = await fit.materialize(sharedKeys(asked, await agreeing(fit, asked, keyed, blocks.length), blocks));
  const described = (side: number, table: Table) => sql`SELECT ${side} AS side, ${[...keys, ...valuesOf(columns)]} FROM ${table}`;
  const both = sql`(${described(1, parts[0]!)} UNION ALL ${described(0, parts[1]!)}) AS described`;
  const [queries, candidates] = await Promise.all([
    fetchRows(fit, columns, blocks, both, shared, asked),
    fetchRows(fit, columns, blocks, sql`(${described(0, fit)}) AS described`, shared),
  ]);
  const measured = columns.map(({ column, other }) => isMeasured(column, other));
  const [heldOutLike, fitLike] = [1, 0].map((side) => likeRows(queries.of(side), candidates.of(0), measured)) as [
    Likeness,
    Likeness,
  ];
  return {
    heldOut: { rows: heldOutRows, like: heldOutLike },
    fit: { rows: fitRows, like: fitLike },
    sampled: parts[0] !== heldOut || parts[1] !== fit,
  };
}

const blockName = (i: number): Sql => identifier(`b${i}`);

/** The whole key `k` and the blocks `b…`. */
function keysOf(columns: readonly KeyColumn[], blocks: readonly Sql[]): Sql[] {
  return [sql`${wholeHash(columns)} AS k`, ...blocks.map((key, i) => sql`${key} AS ${blockName(i)}`)];
}

/** The values `v…`, and texts in normal form `n…`. */
function valuesOf(columns: readonly KeyColumn[]): Sql[] {
  return [
    ...columns.map(({ column, form }, i) => {
      const value = form(column);
      const isNumber = isNumeric(column) || column.kind === 'boolean';
      return sql`${isNumber ? fn.toDouble(value) : fn.toText(value)} AS ${identifier(`v${i}`)}`;
    }),
    ...textsOf(columns).map(([{ column, form }, i]) => sql`${normalText(form(column))} AS ${identifier(`n${i}`)}`),
  ];
}

const textsOf = (columns: readonly KeyColumn[]) =>
  columns.flatMap((one, i) => (one.column.kind === 'text' ? [[one, i] as const] : []));

/** Held-out rows (side 1) that equal no fit row, and fit rows (side 0) that equal no other. */
function unmatched(heldOut: Relation, fit: Relation, { keys, whole }: RowKeys): Sql {
  const looked = sql`SELECT k FROM ${heldOut} UNION ALL SELECT k FROM ${fit}`;
  return sql`
    WITH seen AS (SELECT ${whole} AS k, count(*) AS n FROM ${keys} WHERE ${whole} IN (${looked}) GROUP BY ${whole})
    SELECT 1 AS side, h.* FROM ${heldOut} AS h WHERE k NOT IN (SELECT k FROM seen)
    UNION ALL SELECT 0 AS side, f.* FROM ${fit} AS f WHERE k IN (SELECT k FROM seen WHERE n = 1)`;
}

/** Block keys of the fit rows that agree with a row asked for on one of them. */
function agreeing(fit: Table, asked: Relation, keyed: Sql, blocks: number): Promise<Relation> {
  const agrees = Array.from({ length: blocks }, (_, i) => sql`${blockName(i)} IN (SELECT ${blockName(i)} FROM ${asked})`);
  return fit.materialize(sql`SELECT * FROM (${keyed}) AS blocks WHERE ${join(agrees, ' OR ')}`);
}

/** Block keys that a row asked for shares with a fit row other than itself, but not with a crowd. */
function sharedKeys(asked: Relation, found: Relation, blocks: readonly Sql[]): Sql {
  const ofBlock = (i: number): Sql => {
    const b = blockName(i);
    return sql`
      SELECT DISTINCT ${i} AS block, a.${b} AS k FROM ${asked} AS a JOIN (SELECT ${b}, count(*) AS n FROM ${found} GROUP BY ${b}) AS f
      ON a.${b} = f.${b} WHERE f.n > 1 - a.side AND f.n <= ${MAX_CROWD}`;
  };
  return join(
    blocks.map((_, i) => ofBlock(i)),
    ' UNION ALL ',
  );
}

interface Fetched {
  of(side: number): RowValues;
}

async function fetchRows(
  fit: Table,
  columns: readonly KeyColumn[],
  blocks: readonly Sql[],
  rows: Sql,
  shared: Relation,
  among?: Relation,
): Promise<Fetched> {
  // Keys of different blocks are hashes of different columns: which block a shared key is of need not be asked.
  const inBlock = blocks.map((_, i) => sql`${blockName(i)} IN (SELECT k FROM ${shared})`);
  const list = [
    fn.toDouble(identifier('side')),
    ...blocks.map((_, i) => fn.toText(blockName(i))),
    ...columns.map((_, i) => identifier(`v${i}`)),
    ...textsOf(columns).map(([, i]) => identifier(`n${i}`)),
  ].map((value, i) => sql`${value} AS ${identifier(`c${i}`)}`);
  const isAmong = among ? sql` AND k IN (SELECT k FROM ${among})` : sql``;
  const [some] = await fit.query(sql`SELECT count(*) AS n FROM ${shared}`);
  const found = Number(some?.n ?? 0)
    ? await fit.engine.frame(
        sql`SELECT ${list} FROM ${rows} WHERE (${join(inBlock, ' OR ')})${isAmong} LIMIT ${raw(String(MAX_FOUND))}`,
      )
    : list.map((): FrameColumn => []);
  const [side, ...rest] = found as [FrameColumn, ...FrameColumn[]];
  const keys = rest.splice(0, blocks.length) as (readonly string[])[];
  const values = rest.splice(0, columns.length);
  const normal = new Map(textsOf(columns).map(([, i], at) => [i, rest[at] as readonly (string | null)[]]));
  return {
    of: (wanted) => ({ rows: [...side.keys()].filter((row) => Number(side[row]) === wanted), keys, values, normal }),
  };
}
