/** Rows from `from` to `to` around a row: −2 is two rows before it; infinite ends reach to the start or the end of its series. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export type WindowKind = 'mean' | 'sum' | 'min' | 'max' | 'deviation';
export const WINDOW_KINDS: readonly WindowKind[] = ['mean', 'sum', 'min', 'max', 'deviation'];

/** Values in series, prepared for sums over any window; `starts` holds the first row of each series, and the number of rows. */
export class WindowedValues {
  readonly #values: Float64Array;
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;
  readonly #missing: Uint32Array;
  readonly #first: Int32Array;
  readonly #end: Int32Array;
  readonly #center: number;

  constructor(values: Float64Array, starts: readonly number[]) {
    const n = values.length;
    this.#values = values;
    this.#sums = new Float64Array(n + 1);
    this.#squares = new Float64Array(n + 1);
    this.#missing = new Uint32Array(n + 1);
    this.#first = new Int32Array(n);
    this.#end = new Int32Array(n);
    const center = values.find(Number.isFinite) ?? 0;
    for (let s = 0; s + 1 < starts.length; s++) {
      this.#first.fill(starts[s]!, starts[s], starts[s + 1]);
      this.#end.fill(starts[s + 1]!, starts[s], starts[s + 1]);
    }
    for (let row = 0; row < n; row++) {
      const present = Number.isFinite(values[row]!);
      const value = present ? values[row]! - center : 0;
      this.#sums[row + 1] = this.#sums[row]! + value;
      this.#squares[row + 1] = this.#squares[row]! + value * value;
      this.#missing[row + 1] = this.#missing[row]! + Number(!present);
    }
    this.#center = center;
  }

  /** NaN where the window leaves the series, is empty, or holds a missing value. */
  at(row: number, { from, to }: Window, kind: WindowKind): number {
    const first = from === -Infinity ? this.#first[row]! : row + from;
    const end = to === Infinity ? this.#end[row]! : row + to + 1;
    const n = end - first;
    if (n < 1 || first < this.#first[row]! || end > this.#end[row]!) return Number.NaN;
    if (this.#missing[end]! !== this.#missing[first]!) return Number.NaN;
    if (kind === 'min' || kind === 'max') return this.#extreme(first, end, kind);
    const sum = this.#sums[end]! - this.#sums[first]!;
    if (kind === 'sum') return sum + n * this.#center;
    if (kind === 'mean') return sum / n + this.#center;
    return n < 2 ? Number.NaN : Math.sqrt(Math.max(0, this.#squares[end]! - this.#squares[first]! - sum ** 2 / n) / (n - 1));
  }

  #extreme(first: number, end: number, kind: 'min' | 'max'): number {
    let best = this.#values[first]!;
    for (let row = first + 1; row < end; row++) {
      const value = this.#values[row]!;
      if (kind === 'min' ? value < best : value > best) best = value;
    }
    return best;
  }
}
