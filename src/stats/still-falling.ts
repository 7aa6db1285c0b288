/** Counts of rows and hits by age, the youngest first; ages in rows. */
export interface AgeCells {
  readonly ages: readonly number[];
  readonly rows: readonly number[];
  readonly hits: readonly number[];
}

const STEPS = 24;
/** A rate that fell to a new level has it in this part of the time since the fall began, at least. */
const LEVEL = [0.4, 0.6, 0.8, 1];
/** What part of its steady value a rate may have from the start. */
const AT_ONCE = [0, 0.1, 0.2, 0.4];
const CLIP = 1e-3;

/**
 * Log-likelihood by which a rate that rises with age from its start to `steady` (a line or an exponential approach) explains the counts
 * better than one that fell from `steady` to another level, at once or along a line, and stays there.
 */
export function stillFalling(cells: AgeCells, steady: number): number {
  const oldest = cells.ages.at(-1)!;
  const spans = Array.from({ length: STEPS }, (_, i) => cells.ages[0]! * (oldest / cells.ages[0]!) ** ((i + 1) / STEPS));
  let rising = Number.NEGATIVE_INFINITY;
  let changed = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    for (const start of AT_ONCE) {
      const approach = (share: (x: number) => number) =>
        likelihood(cells, (age) => steady * (start + (1 - start) * share(age / span)));
      rising = Math.max(
        rising,
        approach((x) => Math.min(1, x)),
        approach((x) => 1 - Math.exp(-x)),
      );
    }
    for (const part of LEVEL) {
      const level = rateUpTo(cells, part * span);
      const slope = (age: number) => (steady - level) * Math.min(1, (age / span - part) / (1 - part));
      const rate = (age: number) => (age > span ? steady : age <= part * span ? level : level + slope(age));
      changed = Math.max(changed, likelihood(cells, rate));
    }
  }
  return rising - changed;
}

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
