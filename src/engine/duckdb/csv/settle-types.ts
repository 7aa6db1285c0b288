import type { Database } from '../database.ts';
import { literal, name } from '../reading.ts';
import type { TextType } from './text-type.ts';
import { candidates, MISSING_PATTERN } from './text-types.ts';

/** A column of texts and the types it may turn out to have, the narrowest first. */
export interface Undecided {
  readonly column: string;
  readonly candidates: readonly TextType[];
}

/** What all texts of a column are: of one type, of none but text, or all missing. */
export type Settled = TextType | 'text' | 'null';

const NOT_MISSING = 1000;

/** Decides each column's type on all its values: the first candidate that every value spells. */
export async function settleTypes(
  database: Database,
  table: string,
  columns: readonly Undecided[],
  decimal: '.' | ',',
): Promise<Map<string, Settled>> {
  const settled = new Map<string, Settled>();
  let open: Undecided[] = [];
  for (const { column, candidates: given } of columns) {
    const texts = given.length ? undefined : await someTexts(database, table, column);
    if (texts && !texts.length) settled.set(column, 'null');
    else open.push({ column, candidates: texts ? candidates(texts, decimal) : given });
  }
  const quick = await verdicts(database, table, open, (type, text) =>
    type.surely ? `bool_and(${text} IS NULL OR coalesce(${type.surely(text)}, false))` : 'false',
  );
  open = open.filter(
    ({ column, candidates: [type] }, i) => !(type && quick[i] && type.proof === undefined && settled.set(column, type)),
  );
  while (open.length) {
    const fit = await verdicts(database, table, open, fits);
    const next: Undecided[] = [];
    for (const [i, { column, candidates }] of open.entries()) {
      const [first, ...rest] = candidates;
      if (!first) settled.set(column, 'text');
      else if (fit[i]) settled.set(column, first);
      else next.push({ column, candidates: rest });
    }
    open = next;
  }
  return settled;
}

/** The value of a text that spells the type or is missing; an error for any other. */
export function strictlyConverted(type: TextType, text: string): string {
  const values = [
    ...(type.surely ? [`WHEN ${type.surely(text)} THEN ${type.attempt(text)}`] : []),
    `WHEN ${matches(text, type.pattern)} THEN ${type.convert(text)}`,
  ].join(' ');
  return `CASE ${values} WHEN ${text} IS NULL OR ${isMissing(text)} THEN NULL ELSE error(concat('another type', left(${text}, 0))) END`;
}

const matches = (text: string, pattern: string): string => `regexp_full_match(${text}, ${literal(pattern)})`;
// A list of texts (IN) would be joined to every row.
const isMissing = (text: string): string => matches(text, MISSING_PATTERN);

async function someTexts(database: Database, table: string, column: string): Promise<string[]> {
  const text = name(column);
  const rows = await database.rows(
    `SELECT ${text} AS text FROM ${name(table)} WHERE ${text} IS NOT NULL AND NOT ${isMissing(text)} LIMIT ${NOT_MISSING}`,
  );
  return rows.map((row) => String(row.text));
}

function fits(type: TextType, text: string): string {
  const surely = type.surely ? `WHEN ${type.surely(text)} THEN true ` : '';
  const fit = `CASE ${surely}WHEN ${matches(text, type.pattern)} THEN ${type.attempt(text)} IS NOT NULL ELSE ${isMissing(text)} END`;
  return `bool_and(${fit})${type.proof === undefined ? '' : ` AND coalesce(bool_or(${matches(text, type.proof)}), false)`}`;
}

/** Planning takes the square of this. */
const COLUMNS_AT_ONCE = 200;

/** Whether an aggregate of each column and its first candidate holds, or has nothing to say. */
async function verdicts(
  database: Database,
  table: string,
  columns: readonly Undecided[],
  aggregate: (type: TextType, text: string) => string,
): Promise<boolean[]> {
  const holds: boolean[] = [];
  for (let start = 0; start < columns.length; start += COLUMNS_AT_ONCE) {
    const part = columns.slice(start, start + COLUMNS_AT_ONCE);
    const list = part.map(({ column, candidates: [type] }, i) => `${type ? aggregate(type, name(column)) : 'true'} AS c${i}`);
    const [row] = await database.rows(`SELECT ${list.join(', ')} FROM ${name(table)}`);
    holds.push(...part.map((_, i) => row![`c${i}`] !== false));
  }
  return holds;
}
