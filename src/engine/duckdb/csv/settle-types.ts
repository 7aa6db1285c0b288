import type { Database } from '../database.ts';
import { literal, name } from '../reading.ts';
import { candidates, MISSING, type TextType } from './text-types.ts';

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
  while (open.length) {
    const verdicts = await holds(database, table, open);
    const next: Undecided[] = [];
    for (const [i, { column, candidates }] of open.entries()) {
      const [first, ...rest] = candidates;
      if (!first) settled.set(column, 'text');
      else if (verdicts[i]) settled.set(column, first);
      else next.push({ column, candidates: rest });
    }
    open = next;
  }
  return settled;
}

/** The value of a text that spells the type or is missing; another one gives NULL, or with `strict` an error. */
export function converted(type: TextType, text: string, strict = false): string {
  const value = `WHEN ${matches(text, type.pattern)} THEN ${type.convert(text)}`;
  return strict
    ? `CASE ${value} WHEN ${text} IS NULL OR ${isMissing(text)} THEN NULL ELSE error(concat('another type', left(${text}, 0))) END`
    : `CASE ${value} END`;
}

const matches = (text: string, pattern: string): string => `regexp_full_match(${text}, ${literal(pattern)})`;
const isMissing = (text: string): string => `trim(${text}) IN (${MISSING.map((value) => literal(value)).join(', ')})`;

async function someTexts(database: Database, table: string, column: string): Promise<string[]> {
  const text = name(column);
  const rows = await database.rows(
    `SELECT ${text} AS text FROM ${name(table)} WHERE ${text} IS NOT NULL AND NOT ${isMissing(text)} LIMIT ${NOT_MISSING}`,
  );
  return rows.map((row) => String(row.text));
}

/** Whether each column's first candidate fits all its values. */
async function holds(database: Database, table: string, columns: readonly Undecided[]): Promise<boolean[]> {
  const tests = columns.map(({ column, candidates: [type] }, i) => {
    if (!type) return `true AS c${i}`;
    const text = name(column);
    const fits = `CASE WHEN ${matches(text, type.pattern)} THEN ${type.attempt(text)} IS NOT NULL ELSE ${isMissing(text)} END`;
    const proved = type.proof === undefined ? '' : ` AND coalesce(bool_or(${matches(text, type.proof)}), false)`;
    return `coalesce(bool_and(${fits}), true)${proved} AS c${i}`;
  });
  const [row] = await database.rows(`SELECT ${tests.join(', ')} FROM ${name(table)}`);
  return columns.map((_, i) => row![`c${i}`] === true);
}
