/**
 * A regular expression that engines without backtracking read alike, or undefined: those with look-around or references
 * back, and those that are none, are left out. `whole`: the entire value has to match.
 */
export function portablePattern(pattern: string | undefined, extent: 'whole' | 'part'): string | undefined {
  if (pattern === undefined || /\(\?(?!:)|\\[1-9kpPuUxXcZAGzb]|\[\[|&&/i.test(pattern)) return undefined;
  try {
    new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
  return extent === 'whole' ? `^(?:${pattern})$` : pattern;
}
