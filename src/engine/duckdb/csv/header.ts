import type { TextType } from './text-type.ts';
import { candidates, isMissing } from './text-types.ts';

/** Whether the first record names the columns: by the types, and the repetition of values, below it. */
export function hasHeader(records: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = records;
  if (!first || !rest.length) return true;
  const cells = first.map((text, i) =>
    cellOf(
      text,
      rest.map((record) => record[i] ?? ''),
    ),
  );
  const above = cells.filter(({ text, type, below }) => !type && below && !isMissing(text) && /\p{L}/u.test(text));
  if (above.length) return true;
  const alike = cells.filter(({ type, below }) => type && below);
  if (alike.length) return isCount(first);
  const named = cells.filter(({ text }) => text !== '');
  return cells.filter(({ repeated }) => repeated).length < Math.max(1, named.length / 2);
}

interface Cell {
  readonly text: string;
  readonly type: TextType | undefined;
  /** The type of the values below. */
  readonly below: TextType | undefined;
  readonly repeated: boolean;
}

function cellOf(text: string, values: readonly string[]): Cell {
  const present = values.filter((value) => !isMissing(value));
  return {
    text,
    type: isMissing(text) ? undefined : typeOf([text]),
    below: present.length ? typeOf(present) : undefined,
    repeated: text !== '' && values.includes(text),
  };
}

const typeOf = (texts: readonly string[]): TextType | undefined => candidates(texts, '.')[0] ?? candidates(texts, ',')[0];

/** Names such as 0, 1, 2, … or years: numbers that each follow the one before. */
function isCount(texts: readonly string[]): boolean {
  const numbers = texts.filter((text) => /^\d+$/.test(text)).map(Number);
  return numbers.length >= 3 && numbers.every((number, i) => i === 0 || number === numbers[i - 1]! + 1);
}
