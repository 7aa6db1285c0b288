const ISO = /^\s*\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?\s*$/;
const LEAST = 5;

/** Whether the texts that are there all spell ISO dates or times. */
export function looksLikeTimes(texts: readonly (string | null)[] | undefined): boolean {
  let times = 0;
  for (const text of texts ?? []) {
    if (text === null) continue;
    if (!ISO.test(text)) return false;
    times++;
  }
  return times >= LEAST;
}
