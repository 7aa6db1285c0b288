/** A score of rank r among n values: (r − a)/(n + b). */
export interface RankScore {
  readonly name: string;
  readonly a: number;
  readonly b: number;
}
export const RANK_SCORES: readonly RankScore[] = [
  { name: 'rank / n', a: 0, b: 0 },
  { name: '(rank − 1) / (n − 1)', a: 1, b: -1 },
  { name: '(rank − ½) / n', a: 1 / 2, b: 0 },
  { name: 'rank / (n + 1)', a: 0, b: 1 },
  { name: '(rank − ⅜) / (n + ¼)', a: 3 / 8, b: 1 / 4 },
  { name: '(rank − ⅓) / (n + ⅓)', a: 1 / 3, b: 1 / 3 },
];

/** Which rank tied values share. Dense ranks are left out: equidistant values are their own, whatever they mean. */
export const TIE_RULES = ['average', 'least', 'greatest'] as const;
export type TieRule = (typeof TIE_RULES)[number];

/** The places of a set of rows in an ascending list of different values, some of which it may lack. */
export interface Places {
  readonly counts: ArrayLike<number>;
  /** Rows of the set before each value of the list. */
  readonly below: Float64Array;
  readonly rows: number;
}

export function placesOf(counts: ArrayLike<number>): Places {
  const below = new Float64Array(counts.length);
  let rows = 0;
  for (let i = 0; i < counts.length; i++) {
    below[i] = rows;
    rows += counts[i]!;
  }
  return { counts, below, rows };
}

/**
 * The largest distance of values from the scores of their ranks in the set. Its least and greatest value are left out: quantile transforms
 * give them 0 and 1, however many are tied.
 */
export function rankResidual(values: ArrayLike<number>, places: Places, rule: TieRule, { a, b }: RankScore): number {
  const { counts, below, rows } = places;
  let residual = 0;
  for (let i = 0; i < values.length; i++) {
    if (!isInner(places, i)) continue;
    const count = counts[i]!;
    const rank = below[i]! + (rule === 'least' ? 1 : rule === 'greatest' ? count : (count + 1) / 2);
    residual = Math.max(residual, Math.abs(values[i]! - (rank - a) / (rows + b)));
  }
  return residual;
}

/** The largest distance of values, of every `step`th only, from the set's distribution function, whatever the rule for ties. */
export function rankDistance(valueAt: (i: number) => number, places: Places, step = 1): number {
  const { counts, below, rows } = places;
  let distance = 0;
  for (let i = 0; i < counts.length; i += step) {
    if (!isInner(places, i)) continue;
    const value = valueAt(i);
    distance = Math.max(distance, below[i]! / rows - value, value - (below[i]! + counts[i]!) / rows);
  }
  return distance;
}

function isInner({ counts, below, rows }: Places, i: number): boolean {
  return counts[i]! > 0 && below[i]! > 0 && below[i]! + counts[i]! < rows;
}

/**
 * log P(D ≤ distance) for small distances, D the Kolmogorov–Smirnov distance of n independent values from their true distribution: the
 * first term of the theta function, with Vrbik's correction for finite n (2018).
 */
export function logNearTruth(distance: number, n: number): number {
  const lambda = (distance + 1 / (6 * n)) * Math.sqrt(n);
  return Math.min(0, Math.log(Math.sqrt(2 * Math.PI) / lambda) - Math.PI ** 2 / (8 * lambda ** 2));
}
