import type { Column } from '../../engine/column.ts';

/** The one of `others` whose name differs only in case and separators; for a hint, never for a verdict. */
export function likelyRenamed(column: Column, others: readonly Column[]): Column | undefined {
  const wanted = plain(column.name);
  return others.find(({ name }) => plain(name) === wanted);
}

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '') || name;
