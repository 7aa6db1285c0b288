import { type Sql, sql } from '../sql.ts';

const MARKS = '[\\u0300-\\u036f]';
const LAST = 0x2fff;

/** Unicode's composed form of the alphabets up to U+2FFF: Spark has no function for it, so pairs of letter and mark are looked up. */
export function compose(value: Sql): Sql {
  known ??= pairs();
  const pair = sql`instr(${known.decomposed}, concat(right(acc, 1), c))`;
  // Pairs begin at odd places; what begins at an even one is the end of a pair and the beginning of the next.
  const step = sql`CASE WHEN char_length(acc) > 0 AND ${pair} % 2 = 1 THEN concat(left(acc, char_length(acc) - 1), substring(${known.composed}, CAST((${pair} + 1) / 2 AS INT), 1)) ELSE concat(acc, c) END`;
  return sql`CASE WHEN ${value} RLIKE ${MARKS} THEN aggregate(split(${value}, ''), CAST('' AS STRING), (acc, c) -> CAST(${step} AS STRING)) ELSE ${value} END`;
}

let known: { readonly decomposed: string; readonly composed: string } | undefined;

function pairs() {
  let decomposed = '';
  let composed = '';
  for (let code = 0xc0; code <= LAST; code++) {
    const character = String.fromCharCode(code);
    const parts = [...character.normalize('NFD')];
    const mark = parts.pop()!;
    const letter = parts.join('').normalize('NFC');
    if (letter.length !== 1 || (letter + mark).normalize('NFC') !== character) continue;
    decomposed += letter + mark;
    composed += character;
  }
  return { decomposed, composed };
}
