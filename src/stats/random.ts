/** A seeded generator: xoshiro128++ (Blackman & Vigna 2021), its state filled by splitmix32. The same seed gives the same numbers everywhere. */
export class Random {
  readonly #state: Uint32Array;

  constructor(seed: number) {
    let counter = seed | 0;
    this.#state = Uint32Array.from({ length: 4 }, () => {
      counter = (counter + 0x9e3779b9) | 0;
      let z = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
      return z ^ (z >>> 15);
    });
  }

  uint32(): number {
    const s = this.#state;
    const result = (rotateLeft(s[0]! + s[3]!, 7) + s[0]!) >>> 0;
    const t = s[1]! << 9;
    s[2]! ^= s[0]!;
    s[3]! ^= s[1]!;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= t;
    s[3] = rotateLeft(s[3]!, 11);
    return result;
  }

  /** 0 ≤ x < 1, with 53 random bits. */
  uniform(): number {
    return ((this.uint32() >>> 5) * 2 ** 26 + (this.uint32() >>> 6)) / 2 ** 53;
  }

  /** 0 ≤ x < bound, whole; bound ≤ 2³². */
  integer(bound: number): number {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const value = this.uint32();
      if (value < limit) return value % bound;
    }
  }

  /** Standard normal (Box & Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<A extends { [index: number]: unknown; readonly length: number }>(items: A): A {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = items[i];
      items[i] = items[j];
      items[j] = held;
    }
    return items;
  }

  /** k different numbers of 0…n − 1 in ascending order, every set alike likely (selection sampling, Knuth, Algorithm S). */
  sample(n: number, k: number): Uint32Array {
    const chosen = new Uint32Array(Math.min(n, k));
    for (let i = 0, count = 0; count < chosen.length; i++) {
      if (this.uniform() * (n - i) < chosen.length - count) chosen[count++] = i;
    }
    return chosen;
  }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
