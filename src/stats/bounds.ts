/** Where an exact statistic must lie. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}
