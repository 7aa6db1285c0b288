import type { ReportFigure } from '../schema.ts';

/** Which of the two colours and patterns: what was fitted on, what is held against it, or neither. */
export type Series = 'fit' | 'heldOut' | 'plain';

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly series: Series;
}

interface Titled {
  /** What is shown, in a few words. */
  readonly title: string;
}

/** Rows, or other things, told apart, each whole in one bar. */
export interface Parts extends Titled {
  readonly kind: 'parts';
  readonly wholes: readonly { readonly label: string; readonly parts: readonly Bar[] }[];
  /** The share of the whole that the first part would have by chance. */
  readonly expected?: number;
}

export interface Bars extends Titled {
  readonly kind: 'bars';
  readonly unit: 'share' | 'number' | 'days';
  /** Where bars begin. */
  readonly from: number;
  readonly to?: number;
  readonly bars: readonly Bar[];
  /** Values that bars are held against. */
  readonly marks: readonly { readonly label: string; readonly value: number }[];
}

/** How far each hypothesis is from the data, on a logarithmic axis. */
export interface Residuals extends Titled {
  readonly kind: 'residuals';
  readonly points: readonly Bar[];
  readonly tolerance?: number;
}

export type Picture = Parts | Bars | Residuals | ReportFigure;
