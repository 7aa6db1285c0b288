import { fn } from '../../engine/dialect.ts';
import { type Sql, sql } from '../../engine/sql.ts';

/** What each run of characters of a kind becomes. */
const RUNS: readonly (readonly [pattern: string, mark: string])[] = [
  ['\\p{Lu}+', 'A'],
  ['\\p{Ll}+', 'a'],
  ['[\\p{L}\\p{M}]{2,}', 'x'],
  ['\\p{N}+', '9'],
  ['\\s+', ' '],
];
const EXPRESSIONS = RUNS.map(([pattern, mark]) => [new RegExp(pattern, 'gu'), mark] as const);

/** How a text is built: `2024-01-31` is `9-9-9`, `AB12 cd` is `A9 a`, and words with capitals are `x`. */
export function textShape(text: string): string {
  return EXPRESSIONS.reduce((shape, [expression, mark]) => shape.replace(expression, mark), text);
}

/** The same in the engine. */
export function shapeOf(text: Sql): Sql {
  return RUNS.reduce((shape, [pattern, mark]) => fn.regexpReplaceAll(shape, pattern, mark), sql`${text}`);
}
