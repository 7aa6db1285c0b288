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

/** Microseconds since 1970-01-01 UTC that an ISO text spells, read as UTC where it names no zone; NaN for other texts. */
export function microsOfText(text: string | null): number {
  const found = text === null ? null : ISO.exec(text);
  if (!found) return Number.NaN;
  const [, hours, , , zone] = found;
  return Date.parse(`${found[0].trim().replace(' ', 'T')}${hours !== undefined && zone === undefined ? 'Z' : ''}`) * 1000;
}
