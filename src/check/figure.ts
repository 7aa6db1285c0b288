import type { Value } from '../engine/sql.ts';

/** Rows of two kinds, as `fit` and held out or one class and another, counted in the same bins. */
interface Counted {
  readonly column: string;
  readonly series: readonly [FigureSeries, FigureSeries];
  /** `sampled` where not all rows were counted. */
  readonly coverage: 'exact' | 'sampled';
}

export interface FigureSeries {
  readonly name: string;
  readonly counts: readonly number[];
  /** The cell value it stands for; leaves the program only with `--show-values`. */
  readonly value?: Value;
}

/** Bins of equal width, ascending; the first and the last also count what lies beyond them. */
export interface Histogram extends Counted {
  readonly kind: 'histogram';
  readonly scale: 'number' | 'time';
  /** Of times, in microseconds; tells nothing of when they are. */
  readonly binMicros?: number;
  /** One more than bins: numbers, or microseconds since 1970; leave the program only with `--show-values`. */
  readonly edges?: readonly number[];
}

/** Levels of a category by falling frequency in the first series; the last bin holds all others where `others` says so. */
export interface Levels extends Counted {
  readonly kind: 'levels';
  readonly others: boolean;
  /** Names of the levels; leave the program only with `--show-values`. */
  readonly levels?: readonly Value[];
}

/** Shares of the other and of the positive class above each threshold, from (0, 0) to (1, 1). */
export interface Roc {
  readonly kind: 'roc';
  readonly column: string;
  readonly points: readonly (readonly [falsePositives: number, truePositives: number])[];
  readonly auc: number;
  readonly coverage: 'exact' | 'sampled';
}

/** What shows a finding where its evidence cannot: aggregated counts, never rows. */
export type Figure = Histogram | Levels | Roc;
