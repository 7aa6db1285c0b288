/** Texts spread over a column, no more of them than have so many characters; `all` when these are all of the column. */
export function someTexts(
  values: readonly (string | null)[],
  most: number,
  characters: number,
): { readonly texts: readonly string[]; readonly all: boolean } {
  const present = values.filter((text) => text !== null);
  const total = present.reduce((sum, { length }) => sum + length, 0);
  const wanted = Math.min(present.length, most, Math.floor((present.length * characters) / Math.max(1, total)));
  const texts = Array.from({ length: wanted }, (_, i) => present[Math.floor((i * present.length) / wanted)]!);
  return { texts, all: wanted === present.length };
}
