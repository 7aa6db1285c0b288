/** Words in a row that make a shingle (Broder 1997): so many are seldom written twice. */
export const SHINGLE_WORDS = 8;

/** The letters and digits of a text in words, without case, marks of punctuation and the forms that Unicode holds for one. */
export function words(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}

/** A 32-bit hash of each run of eight words, in their order. */
export function shingleHashes(text: string): Uint32Array {
  const hashes = words(text).map(hashOf);
  return Uint32Array.from({ length: Math.max(0, hashes.length - SHINGLE_WORDS + 1) }, (_, i) => {
    let hash = 0;
    for (let j = i; j < i + SHINGLE_WORDS; j++) {
      hash = Math.imul(hash ^ hashes[j]!, 0x21f0aaad);
      hash ^= hash >>> 15;
    }
    return Math.imul(hash, 0x735a2d97) >>> 0;
  });
}

/** The runs of eight words themselves. */
export function shingles(text: string): string[] {
  const all = words(text);
  return Array.from({ length: Math.max(0, all.length - SHINGLE_WORDS + 1) }, (_, i) => all.slice(i, i + SHINGLE_WORDS).join(' '));
}

/** FNV-1a over UTF-16 units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}
