/** `a`, `a or b`, `a, b or c`; what stands twice is named once. */
export function alternatives(words: readonly string[]): string {
  const distinct = [...new Set(words)];
  return distinct.length < 2 ? distinct.join('') : `${distinct.slice(0, -1).join(', ')} or ${distinct.at(-1)}`;
}
