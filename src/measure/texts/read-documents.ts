import { fn } from '../../engine/dialect.ts';
import { frameValue } from '../../engine/frame.ts';
import { raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { frameSample } from '../columns/frame-sample.ts';
import type { Documents } from './contained-texts.ts';
import type { TextColumn } from './text-columns.ts';

export interface ReadDocuments extends Documents {
  /** Whether these are all texts of the table, or those that begin or end as one that is asked for. */
  readonly all: boolean;
}

/** Characters that are read and compared in memory. */
export const MOST_CHARACTERS = 2e7;
/** Characters by whose beginning or end texts are chosen where there are more of them. */
const ANCHOR = 48;
/** A beginning that so many of the texts asked for share is boilerplate. */
const CROWD = 5;

/** The texts of a column of the fit table that may contain one of the held-out table or of its own sample. */
export async function readDocuments(
  fit: Table,
  heldOut: Table,
  { column, meanLength }: TextColumn,
  signal: AbortSignal,
  characters = MOST_CHARACTERS,
): Promise<ReadDocuments> {
  const text = frameValue(fit.column(column.name)!)!;
  const all = (await fit.rows()) * meanLength <= characters;
  const most = Math.ceil(MOST_CHARACTERS / Math.max(1, meanLength));
  const chosen = all ? sql`${text} IS NOT NULL` : await likeAsked(fit, heldOut, column.name);
  const [texts, counts] = await fit.engine.frame(
    sql`SELECT ${text} AS c0, CAST(count(*) AS DOUBLE) AS c1 FROM ${fit} WHERE ${chosen} GROUP BY ${text} LIMIT ${raw(String(most))}`,
    signal,
  );
  return { texts: texts as readonly string[], counts: counts as Float64Array, all };
}

/** Whether a text begins or ends as one of the samples of both tables. */
async function likeAsked(fit: Table, heldOut: Table, name: string): Promise<Sql> {
  const anchors = (of: Table, table: Table) => {
    const text = frameValue(of.column(name)!)!;
    return [sql`SELECT ${first(text)} AS k FROM ${table}`, sql`SELECT ${last(text)} AS k FROM ${table}`];
  };
  const samples = await Promise.all([frameSample(fit), frameSample(heldOut)]);
  const asked = [...anchors(fit, samples[0]), ...anchors(heldOut, samples[1])].reduce((all, one) => sql`${all} UNION ALL ${one}`);
  const known = await fit.materialize(
    sql`SELECT k FROM (${asked}) AS anchors WHERE k IS NOT NULL GROUP BY k HAVING count(*) <= ${CROWD}`,
  );
  const text = frameValue(fit.column(name)!)!;
  return sql`(${first(text)} IN (SELECT k FROM ${known}) OR ${last(text)} IN (SELECT k FROM ${known}))`;
}

const first = (text: Sql): Sql => anchor(sql`substr(${text}, 1, ${ANCHOR})`, text, 1);
const last = (text: Sql): Sql => anchor(sql`substr(${text}, ${fn.length(text)} - ${ANCHOR - 1}, ${ANCHOR})`, text, 2);

/** Short texts have none. */
const anchor = (part: Sql, text: Sql, salt: number): Sql =>
  sql`CASE WHEN ${fn.length(text)} >= ${ANCHOR} THEN ${fn.hash(sql`lower(${part})`, salt)} END`;
