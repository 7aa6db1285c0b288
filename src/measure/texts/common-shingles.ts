/** Documents in which a shingle stands from which it is boilerplate: licences, signatures, templates. */
const COMMON = 10;
const MOST_BITS = 24;
const LEAST_BITS = 16;

/** Whether a shingle stands in more than ten of the documents, each of which stands for `counts` rows. Rarely says yes for one that doesn't. */
export function commonShingles(documents: readonly Uint32Array[], counts: ArrayLike<number>): (hash: number) => boolean {
  const total = documents.reduce((sum, { length }) => sum + length, 0);
  const bits = Math.max(LEAST_BITS, Math.min(MOST_BITS, Math.ceil(Math.log2(total + 1)) + 2));
  const seen = new Uint8Array(2 ** bits);
  const last = new Int32Array(2 ** bits);
  const place = (hash: number) => hash >>> (32 - bits);
  for (const [i, hashes] of documents.entries()) {
    for (const hash of hashes) {
      const at = place(hash);
      if (last[at] === i + 1) continue;
      last[at] = i + 1;
      seen[at] = Math.min(COMMON + 1, seen[at]! + counts[i]!);
    }
  }
  return (hash) => seen[place(hash)]! > COMMON;
}
