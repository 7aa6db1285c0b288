/** `2GB`, `512MB`, `1.5GiB`. */
export const memorySizePattern = '^\\d+(?:\\.\\d+)?\\s*(?:[KkMmGgTt](?:[Ii]?[Bb])?|[Bb])$';

/** The size as engines take it, `2GB` or `1.5GiB`; undefined when the text isn't a size above zero. */
export function parseMemorySize(text: string): string | undefined {
  if (!new RegExp(memorySizePattern).test(text) || !Number.parseFloat(text)) return undefined;
  const [, amount, prefix, binary] = /^([\d.]+)\s*([kmgt]?)(i?)/i.exec(text) as unknown as [string, string, string, string];
  return `${Number(amount)}${prefix.toUpperCase()}${binary.toLowerCase()}B`;
}
