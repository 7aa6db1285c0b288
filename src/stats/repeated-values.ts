import type { Precision } from './decimals.ts';

/** A value that stands out from the others of its column, as one does that was filled in where there was none. */
export interface RepeatedValue {
  readonly value: number;
  readonly rows: number;
  /** Decimal places of the value and of the others; Infinity for all digits. */
  readonly places: number;
  readonly otherPlaces: number;
}

/** Rows, and times those of a common value, that make a value stand out. */
const MIN_ROWS = 5;
const FACTOR = 5;
/** Rows and further decimals that make a value off the others' grid stand out. */
const MIN_OFF_GRID = 2;
const FURTHER = 2;
/** Share of the different values that are no more common than a common one, and that lie on the grid. */
const MOSTLY = 0.9;
/** Relative errors of numbers that were computed, and the share of a step below which they leave it to be seen. */
const NOISE = { double: 1e-14, single: 2 ** -23 } as const;
const TELLING = 0.01;
/** Values looked at before all are. */
const PROBES = 50;

/** The values of ascending ones that stand out, by their number or by having more decimals than the rest; none where more than `most` do. */
export function repeatedValues(sorted: ArrayLike<number>, precision: Precision, most: number): RepeatedValue[] {
  const { values, rows } = runsOf(sorted);
  if (values.length < 3 || rows.every((n) => n < MIN_OFF_GRID)) return [];
  const common = quantile(rows, MOSTLY);
  const places = (value: number) => placesNear(value, NOISE[precision]);
  const every = Math.ceil(values.length / PROBES);
  const hasGrid = quantile(values.filter((_, i) => i % every === 0).map(places), 0.5) < Infinity;
  const allPlaces = hasGrid ? values.map(places) : undefined;
  const otherPlaces = allPlaces ? quantile(allPlaces, MOSTLY) : Infinity;
  const found: RepeatedValue[] = [];
  for (let i = 0; i < values.length; i++) {
    if (rows[i]! < MIN_OFF_GRID) continue;
    const own = allPlaces ? allPlaces[i]! : Infinity;
    const isOffGrid = own >= otherPlaces + FURTHER;
    if (!isOffGrid && rows[i]! < Math.max(MIN_ROWS, FACTOR * common)) continue;
    found.push({ value: values[i]!, rows: rows[i]!, places: allPlaces ? own : places(values[i]!), otherPlaces });
  }
  return found.length <= most ? found : [];
}

/** Decimal places of a number that may be off its grid by the noise of some arithmetic; Infinity when so many cannot be told. */
function placesNear(value: number, noise: number): number {
  for (let places = 0, scaled = Math.abs(value); noise * scaled <= TELLING; places++, scaled *= 10) {
    if (Math.abs(scaled - Math.round(scaled)) <= noise * scaled) return places;
  }
  return Infinity;
}

function runsOf(sorted: ArrayLike<number>): { values: Float64Array; rows: Float64Array } {
  const values = new Float64Array(sorted.length);
  const rows = new Float64Array(sorted.length);
  let last = -1;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== values[last]) values[++last] = sorted[i]!;
    rows[last]!++;
  }
  return { values: values.subarray(0, last + 1), rows: rows.subarray(0, last + 1) };
}

function quantile(values: Float64Array, share: number): number {
  return values.slice().sort()[Math.floor(share * (values.length - 1))]!;
}
