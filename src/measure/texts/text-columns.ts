import type { Column } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import { words } from './shingles.ts';

export interface TextColumn {
  readonly column: Column;
  /** Per text, over some of them. */
  readonly meanWords: number;
  readonly meanLength: number;
}

const LOOKED_AT = 500;
const MOST_COLUMNS = 4;

/** The columns that hold texts of at least so many words on the mean, those of the longest first. */
export function textColumns(frame: Frame, columns: readonly Column[], leastWords: number): TextColumn[] {
  const found = columns.flatMap((column): TextColumn[] => {
    const values = column.kind === 'text' ? frame.texts(column.name) : undefined;
    const texts = values?.filter((text) => text !== null).slice(0, LOOKED_AT) ?? [];
    if (!texts.length) return [];
    const mean = (size: (text: string) => number) => texts.reduce((sum, text) => sum + size(text), 0) / texts.length;
    const meanLength = mean(({ length }) => length);
    // No text has more words than half its characters.
    if (meanLength < 2 * leastWords) return [];
    const meanWords = mean((text) => words(text).length);
    return meanWords >= leastWords ? [{ column, meanWords, meanLength }] : [];
  });
  return found.sort((a, b) => b.meanLength - a.meanLength).slice(0, MOST_COLUMNS);
}
