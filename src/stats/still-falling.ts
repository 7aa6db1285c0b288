/** Counts of rows and hits by age, the youngest first; ages in rows. */
export interface AgeCells {
  readonly ages: readonly number[];
  readonly rows: readonly number[];
  readonly hits: readonly number[];
}

const STEPS = 24;
/** A rate that fell to a new level has it in this part of the time since the fall began, at least. */
const LEVEL = [0.4, 0.6, 0.8, 1];
/** Or it went there along an S whose width is such a part of its age. */
const WIDTHS = [0.05, 0.1, 0.15];
/** What part of its steady value a rate may have from the start. */
const AT_ONCE = [0, 0.1, 0.2, 0.4];
const CLIP = 1e-3;

/**
 * Log-likelihood by which a rate that rises with age from its start to `steady` (a line or an exponential approach) explains the counts
 * better than one that fell from `steady` to another level, at once, along a line or an S, and stays there.
 */
export function stillFalling(cells: AgeCells, steady: number): number {
  const oldest = cells.ages.at(-1)!;
  const spans = Array.from({ length: STEPS }, (_, i) => cells.ages[0]! * (oldest / cells.ages[0]!) ** ((i + 1) / STEPS));
  let rising = Number.NEGATIVE_INFINITY;
  let changed = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    for (const start of AT_ONCE) {
      for (const share of [(x: number) => Math.min(1, x), (x: number) => 1 - Math.exp(-x)]) {
        rising = Math.max(
          rising,
          likelihood(cells, (age) => steady * (start + (1 - start) * share(age / span))),
        );
      }
    }
    for (const { until, part } of WAYS) {
      const level = rateUpTo(cells, until * span);
      changed = Math.max(
        changed,
        likelihood(cells, (age) => level + (steady - level) * part(age / span)),
      );
    }
  }
  return rising - changed;
}

/** Ways from a level, which a rate has up to a part of a span of age, to the steady rate. */
const WAYS: readonly { readonly until: number; readonly part: (x: number) => number }[] = [
  ...LEVEL.map((until) => ({
    until,
    part: (x: number) => (x > 1 ? 1 : x <= until ? 0 : Math.min(1, (x - until) / (1 - until))),
  })),
  ...WIDTHS.map((width) => ({ until: 1 - 4 * width, part: (x: number) => 1 / (1 + Math.exp((1 - x) / width)) })),
];

function likelihood({ ages, rows, hits }: AgeCells, rateAt: (age: number) => number): number {
  let sum = 0;
  for (let i = 0; i < ages.length; i++) {
    const rate = Math.min(1 - CLIP, Math.max(CLIP, rateAt(ages[i]!)));
    sum += hits[i]! * Math.log(rate) + (rows[i]! - hits[i]!) * Math.log1p(-rate);
  }
  return sum;
}

function rateUpTo({ ages, rows, hits }: AgeCells, age: number): number {
  let [n, k] = [0, 0];
  for (let i = 0; i < ages.length && ages[i]! <= age; i++) {
    n += rows[i]!;
    k += hits[i]!;
  }
  return (k + 0.5) / (n + 1);
}
