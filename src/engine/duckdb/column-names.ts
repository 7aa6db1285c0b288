/** How DuckDB compares names: without the case of ASCII letters. */
export const foldCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/**
 * The names of a file's columns as DuckDB can hold them, told apart: an empty name becomes `column` and its index,
 * a repeated one (also in other case) gets `_1`, `_2`, ….
 */
export function uniqueNames(names: readonly string[]): string[] {
  const given = new Set(names.map(foldCase));
  const taken = new Set<string>();
  return names.map((name, i) => {
    const wanted = name.replaceAll('\0', '\uFFFD') || `column${i}`;
    let unique = wanted;
    for (let n = 1; taken.has(foldCase(unique)) || (unique !== name && given.has(foldCase(unique))); n++)
      unique = `${wanted}_${n}`;
    taken.add(foldCase(unique));
    return unique;
  });
}
