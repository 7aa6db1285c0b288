import { type Column, isScalar } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { excessOverlapZ, naturalOverlap } from '../../stats/good-turing.ts';
import { entityKeys } from '../columns/independent-rows.ts';
import { levelCounts, levelOf } from '../columns/level-counts.ts';

/** Levels of the held-out rows that the fit rows do not have. */
export interface UnseenLevels {
  readonly levels: number;
  readonly rows: number;
  readonly share: number;
  /** The share that chance gives (Good & Turing). */
  readonly expected: number;
  readonly z: number;
  readonly fitRows: number;
  readonly heldOutRows: number;
}

/** In two samples; with `entity`, the rows of an entity with one level count once. Undefined when the column has no texts. */
export function unseenInFrames(
  fit: Frame,
  heldOut: Frame,
  { name }: Column,
  entity: readonly Column[],
): UnseenLevels | undefined {
  const [before, after] = [countsIn(fit, name, entity), countsIn(heldOut, name, entity)];
  if (!before || !after) return undefined;
  let [fitRows, once, twice, heldOutRows, levels, rows] = [0, 0, 0, 0, 0, 0];
  for (const n of before.values()) {
    fitRows += n;
    if (n === 1) once++;
    if (n === 2) twice++;
  }
  for (const [level, n] of after) {
    heldOutRows += n;
    if (before.has(level)) continue;
    levels++;
    rows += n;
  }
  return judge({ fitRows, once, twice, heldOutRows, levels, rows });
}

/** Whether a level is new at all, which is quickly told. */
export function hasUnseen(fit: Frame, heldOut: Frame, { name }: Column): boolean {
  const [before, after] = [fit.texts(name), heldOut.texts(name)];
  if (!before || !after) return false;
  const known = levelCounts(before);
  for (const level of levelCounts(after).keys()) if (!known.has(level)) return true;
  return false;
}

function countsIn(frame: Frame, name: string, entity: readonly Column[]): ReadonlyMap<string, number> | undefined {
  const levels = frame.texts(name);
  const keys = levels && entityKeys(frame, entity);
  if (!levels || !keys?.length) return levels && levelCounts(levels);
  const pairs = new Map(keys.map((key, row) => [`${key}\0${levels[row]}`, levels[row]!]));
  return levelCounts([...pairs.values()]);
}

/** The same over all rows of both tables. */
export async function unseenOnAllRows(
  fit: Table,
  heldOut: Table,
  column: Column,
  entity: readonly Column[],
): Promise<UnseenLevels> {
  const level = levelOf(column);
  const rows = (table: Table) => {
    const keys = entity.filter(isScalar).map(({ name }) => sql`${table.column(name)!}`);
    return keys.length
      ? sql`SELECT DISTINCT ${[sql`${level} AS level`, ...keys]} FROM ${table}`
      : sql`SELECT ${level} AS level FROM ${table}`;
  };
  const counts = (table: Table) =>
    sql`SELECT level, count(*) AS n FROM (${rows(table)}) AS leveled WHERE level IS NOT NULL GROUP BY level`;
  const [row] = await fit.query(sql`
    WITH f AS (${counts(fit)}), h AS (${counts(heldOut)}), fresh AS (SELECT h.n FROM h LEFT JOIN f ON h.level = f.level WHERE f.level IS NULL)
    SELECT (SELECT sum(n) FROM f) AS fit_rows, (SELECT count(*) FROM f WHERE n = 1) AS once, (SELECT count(*) FROM f WHERE n = 2) AS twice,
      (SELECT sum(n) FROM h) AS held_out_rows, (SELECT count(*) FROM fresh) AS levels, (SELECT sum(n) FROM fresh) AS unseen`);
  return judge({
    fitRows: Number(row?.fit_rows),
    once: Number(row?.once),
    twice: Number(row?.twice),
    heldOutRows: Number(row?.held_out_rows),
    levels: Number(row?.levels),
    rows: Number(row?.unseen),
  });
}

type Figures = Pick<UnseenLevels, 'levels' | 'rows' | 'fitRows' | 'heldOutRows'> & {
  readonly once: number;
  readonly twice: number;
};

function judge({ fitRows, once, twice, heldOutRows, levels, rows }: Figures): UnseenLevels {
  if (!fitRows || !heldOutRows) return { levels, rows, share: 0, expected: 0, z: 0, fitRows, heldOutRows };
  const natural = naturalOverlap(fitRows, once, twice);
  const expected = 1 - natural.share;
  const z = rows ? excessOverlapZ(rows, heldOutRows, fitRows, { ...natural, share: expected }) : 0;
  return { levels, rows, share: rows / heldOutRows, expected, z, fitRows, heldOutRows };
}
