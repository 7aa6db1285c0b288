import { lineAt } from './line-at.ts';
import { sourceTexts } from './source-texts.ts';

/** Where code asks for values of any time. */
export interface LooseCall {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

const PATTERN = /^[^#\n]*?\bstrict_pit\s*=\s*False\b/gm;

/** Python files and notebooks that fetch features with `strict_pit=False`, the first place of each; `file` starts from the folder. */
export async function readLooseCalls(directory: string): Promise<LooseCall[]> {
  const texts = await sourceTexts(directory, ['.py', '.ipynb']);
  return texts.flatMap(({ file, text }) => {
    const [match] = text.matchAll(PATTERN);
    return match ? [{ file, line: lineAt(text, match.index + match[0].length) }] : [];
  });
}
