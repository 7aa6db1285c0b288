import { fn } from '../../engine/dialect.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import { total } from '../../stats/total.ts';
import { textGroups } from '../columns/groups.ts';
import { levelCounts } from '../columns/level-counts.ts';
import type { ClassLabels } from '../labels/labels.ts';
import { MAX_CLASSES } from '../strength/strength.ts';

/** A run of letters or of digits, in small letters. */
const TOKEN = /\p{L}+|\p{N}+/gu;
const SHORTEST = 2;

export const tokensOf = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .match(TOKEN)
      ?.filter((token) => token.length >= SHORTEST),
  );

/** In a statement: whether a text has one of the tokens. */
export function hasToken(text: Sql, tokens: readonly string[]): Sql {
  const kinds = [tokens.filter((token) => /^\p{L}/u.test(token)), tokens.filter((token) => /^\p{N}/u.test(token))] as const;
  const tests = kinds.flatMap((some, i) => {
    const own = i ? '\\p{N}' : '\\p{L}';
    return some.length ? [fn.regexpTest(sql`lower(${text})`, `(^|[^${own}])(${some.join('|')})([^${own}]|$)`)] : [];
  });
  return tests.reduce((a, b) => sql`${a} OR ${b}`);
}

/** Texts of each class. */
export function classSizes(texts: readonly (string | null)[], { classes, codes }: ClassLabels): number[] {
  const sizes = classes.map(() => 0);
  texts.forEach((text, row) => {
    if (text !== null && codes[row]! >= 0) sizes[codes[row]!]!++;
  });
  return sizes;
}

/** For each token that so many rows have, how many of each class; classes beyond the commonest share the last place. */
export function tokenTable(
  texts: readonly (string | null)[],
  { codes, classes }: ClassLabels,
  least: number,
): Map<string, Float64Array> {
  const counted = Math.min(classes.length, MAX_CLASSES + 1);
  const table = new Map<string, Float64Array>();
  const { codes: groups, levels } = textGroups(texts);
  const rows = new Uint32Array(levels.length * counted);
  for (let row = 0; row < texts.length; row++) {
    const label = Math.min(codes[row]!, counted - 1);
    if (groups[row]! >= 0 && label >= 0) rows[groups[row]! * counted + label]!++;
  }
  levels.forEach((text, group) => {
    const own = rows.subarray(group * counted, (group + 1) * counted);
    if (!total(own)) return;
    for (const token of tokensOf(text)) {
      const counts = table.get(token) ?? new Float64Array(counted);
      table.set(token, counts);
      for (let label = 0; label < counted; label++) counts[label]! += own[label]!;
    }
  });
  for (const [token, counts] of table) if (total(counts) < least) table.delete(token);
  return table;
}

/** Signs that paths, addresses and codes have and words have not. */
const SIGN = /[\\/_@:=&#|~+%]/;
const MOSTLY = 0.5;

/** Whether most texts are paths, addresses or codes, not words of a language: with signs between their parts, or digits and no space. */
export function areCodes(texts: readonly (string | null)[]): boolean {
  let [present, codes] = [0, 0];
  for (const [text, rows] of levelCounts(texts)) {
    present += rows;
    if (SIGN.test(text) || (/^\S+$/.test(text) && /\p{N}|\p{L}\.\p{L}/u.test(text))) codes += rows;
  }
  return codes >= MOSTLY * present;
}

const wordsIn = (text: string): number => (/\s/.test(text) ? text.trim().split(/\s+/).length : 1);

/** Words of most texts, so that paths and codes can be told from prose. */
export function medianWords(texts: readonly (string | null)[]): number {
  const rowsByWords: number[] = [];
  let present = 0;
  for (const [text, rows] of levelCounts(texts)) {
    const words = wordsIn(text);
    rowsByWords[words] = (rowsByWords[words] ?? 0) + rows;
    present += rows;
  }
  let words = 0;
  for (let rows = rowsByWords[0] ?? 0; rows <= present >> 1 && words < rowsByWords.length; ) rows += rowsByWords[++words] ?? 0;
  return words;
}
