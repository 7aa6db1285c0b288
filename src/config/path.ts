/** Keys and indices from the root of the configuration to one of its values. */
export type Path = readonly (string | number)[];

/** `features.age.min`, `ignore[0].rule`; a key that holds more than word characters, `-`, `/` and `*` stands in quotes. */
export function dotted(path: Path): string {
  return path
    .map((part, i) => {
      if (typeof part === 'number') return `[${part}]`;
      return (i ? '.' : '') + (/^[\w/*-]+$/.test(part) ? part : JSON.stringify(part));
    })
    .join('');
}

export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    return (value as Record<string | number, unknown>)[part];
  }, root);
}
