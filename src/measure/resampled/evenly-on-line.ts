import type { Between, Coordinates } from '../../stats/between.ts';

/** Places on a line that are as even by chance. */
const EVEN_CHANCE = 0.02;
const LEAST_POINTS = 4;
/** Steps in a gap up to which it shows how long a step is. */
const MOST_TIMES = 3;

/**
 * Whether the rows on the line through a row's two others follow one another at equal steps, as where the gaps of a slow series were
 * filled: an over-sampler puts rows anywhere on the way.
 */
export function evenlyOnLine(
  coordinates: Coordinates,
  near: readonly number[],
  row: number,
  { a, b, reference }: Between,
): boolean {
  const x = coordinates.columns[reference]!;
  const span = x[b]! - x[a]!;
  const error = (2 * coordinates.tolerances[reference]!) / Math.abs(span);
  const place = (other: number) => (x[other]! - x[a]!) / span;
  const places = [...new Set([a, b, row, ...near])]
    .filter((other) => isOnLine(coordinates, other, place(other), error, a, b))
    .map(place)
    .sort((one, other) => one - other);
  if (places.length < LEAST_POINTS) return false;
  const gaps = places.slice(1).map((one, i) => one - places[i]!);
  const sorted = [...gaps].sort((one, other) => one - other);
  return [sorted[0]!, sorted[sorted.length >> 1]!].some((about) => about > error && areMultiples(gaps, about, error));
}

/** Whether gaps are multiples of one step, near one of them, closer than chance would have them. */
function areMultiples(gaps: readonly number[], about: number, error: number): boolean {
  const times = (gap: number, step: number) => Math.max(1, Math.round(gap / step));
  const short = gaps.filter((gap) => times(gap, about) <= MOST_TIMES);
  const steps = short.reduce((sum, gap) => sum + times(gap, about), 0);
  const step = short.reduce((sum, gap) => sum + gap, 0) / steps;
  // The longer a gap, the less the step is known well enough to tell how many it holds.
  const offs = gaps.map((gap) => {
    const k = times(gap, step);
    return { off: Math.abs(gap - k * step), allowed: error * (1 + k / steps) };
  });
  const told = offs.filter(({ allowed }) => 2 * allowed < step);
  const chance = told.slice(1).reduce((product, { allowed }) => (product * 2 * allowed) / step, 1);
  return told.every(({ off, allowed }) => off <= allowed) && chance <= EVEN_CHANCE;
}

function isOnLine({ columns, tolerances }: Coordinates, other: number, at: number, error: number, a: number, b: number): boolean {
  if (!Number.isFinite(at)) return false;
  return columns.every((values, c) => {
    const rise = values[b]! - values[a]!;
    const off = Math.abs(values[other]! - values[a]! - at * rise);
    // False for a missing value, which is no reason against.
    return !(off > tolerances[c]! * (1 + Math.abs(at) + Math.abs(1 - at)) + error * Math.abs(rise));
  });
}
