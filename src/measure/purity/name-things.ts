import { logBinomialUpperTail } from '../../stats/binomial.ts';
import { total } from '../../stats/total.ts';
import { tokensOf } from './tokens.ts';

/** A token that one class has alone. */
export interface Alone {
  readonly token: string;
  readonly label: number;
  readonly rows: number;
}

/**
 * How unlikely the number of tokens that one class has alone must be to say that they are no things that have a class each; how much larger
 * than any other they must be where they are so few; and the share of the rows with a token in the same place that things have.
 */
const THINGS = { chance: 0.01, few: 2, larger: 1.5, place: 0.8 };

/**
 * Whether tokens may name things of which all rows have one class, such as patients: they are more than the classes that have such, and this
 * class has no more of them than its share of the rows lets expect. The rows of a thing then say no more than one.
 */
export function nameThings(
  alone: readonly Alone[],
  label: number,
  baseRate: number,
  table: ReadonlyMap<string, Float64Array>,
  texts: readonly (string | null)[],
): boolean {
  const classes = new Set(alone.map((one) => one.label)).size;
  const [own, others] = [alone.filter((one) => one.label === label), alone.filter((one) => one.label !== label)];
  if (classes < 2 || alone.length <= classes) return false;
  const largest = Math.max(...others.map(({ rows }) => rows));
  if (own.length <= THINGS.few && total(own.map(({ rows }) => rows)) > THINGS.larger * largest * own.length) return false;
  if (logBinomialUpperTail(own.length, alone.length, baseRate) <= Math.log(THINGS.chance)) return false;
  return placeShare(alone, label, table, texts) >= THINGS.place;
}

/** Of the rows that have one of the common tokens where a class's own mostly stand, the share with a token that one class has alone. */
function placeShare(
  alone: readonly Alone[],
  label: number,
  table: ReadonlyMap<string, Float64Array>,
  texts: readonly (string | null)[],
): number {
  const split = texts.flatMap((text) => (text === null ? [] : [[...tokensOf(text)]]));
  const own = new Set(alone.filter((one) => one.label === label).map(({ token }) => token));
  const places = new Map<number, number>();
  for (const tokens of split) {
    const place = tokens.findIndex((token) => own.has(token));
    if (place >= 0) places.set(place, (places.get(place) ?? 0) + 1);
  }
  const [place] = [...places].sort((a, b) => b[1] - a[1])[0] ?? [0];
  const pure = new Set(alone.map(({ token }) => token));
  const there = split.flatMap((tokens) => (table.has(tokens[place] ?? '') ? [tokens[place]!] : []));
  return there.filter((token) => pure.has(token)).length / Math.max(1, there.length);
}
