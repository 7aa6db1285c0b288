/** Disjoint sets of 0…size − 1: union by size, path halving (Tarjan & van Leeuwen 1984). */
export class UnionFind {
  readonly #parent: Uint32Array;
  readonly #size: Uint32Array;
  #sets: number;

  constructor(size: number) {
    this.#parent = Uint32Array.from({ length: size }, (_, i) => i);
    this.#size = new Uint32Array(size).fill(1);
    this.#sets = size;
  }

  get sets(): number {
    return this.#sets;
  }

  /** The representative of the set that holds `member`. */
  find(member: number): number {
    const parent = this.#parent;
    let at = member;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  }

  /** Joins two sets; false when they were one already. */
  union(a: number, b: number): boolean {
    let large = this.find(a);
    let small = this.find(b);
    if (large === small) return false;
    if (this.#size[large]! < this.#size[small]!) [large, small] = [small, large];
    this.#parent[small] = large;
    this.#size[large]! += this.#size[small]!;
    this.#sets--;
    return true;
  }

  sizeOf(member: number): number {
    return this.#size[this.find(member)]!;
  }

  /** The set of every member, numbered 0…sets − 1 in order of first member. */
  labels(): Uint32Array {
    const numbers = new Int32Array(this.#parent.length).fill(-1);
    let next = 0;
    return this.#parent.map((_, member) => {
      const root = this.find(member);
      if (numbers[root] === -1) numbers[root] = next++;
      return numbers[root]!;
    });
  }
}
