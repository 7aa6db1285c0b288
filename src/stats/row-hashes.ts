import { distinctUpTo } from './sorted.ts';

/** Hashes of rows of numbers and texts, of 53 bits: among n rows two that differ agree by a chance of about n²/2⁵⁴. */
export class RowHashes {
  readonly #high: Uint32Array;
  readonly #low: Uint32Array;

  constructor(rows: number) {
    this.#high = new Uint32Array(rows);
    this.#low = new Uint32Array(rows);
  }

  add(column: ArrayLike<number | string | null>): void {
    const number = new Float64Array(1);
    const words = new Uint32Array(number.buffer);
    const codes = new Map<string | null, number>();
    for (let row = 0; row < this.#low.length; row++) {
      const value = column[row]!;
      if (typeof value === 'number') number[0] = value + 0;
      else {
        let code = codes.get(value);
        if (code === undefined) {
          code = codes.size;
          codes.set(value, code);
        }
        number[0] = code;
      }
      this.#low[row] = mixed(this.#low[row]! ^ words[0]!, 0x85ebca6b) + words[1]!;
      this.#high[row] = mixed(this.#high[row]! ^ words[1]!, 0xc2b2ae35) + mixed(words[0]!, 0x9e3779b1);
    }
  }

  distinct(): number {
    const hashes = new Float64Array(this.#low.length);
    for (let row = 0; row < hashes.length; row++) hashes[row] = (this.#high[row]! >>> 11) * 2 ** 32 + this.#low[row]!;
    return distinctUpTo(hashes.sort(), Infinity);
  }
}

/** A round of MurmurHash3's finalizer (Appleby 2011). */
function mixed(word: number, factor: number): number {
  const once = Math.imul(word ^ (word >>> 16), factor);
  const twice = Math.imul(once ^ (once >>> 13), 0x27d4eb2f);
  return (twice ^ (twice >>> 16)) >>> 0;
}
