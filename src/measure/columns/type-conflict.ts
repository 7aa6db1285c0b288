import { type Column, isNumeric, isTemporal } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import { comparableForm } from './comparable.ts';
import { nullsIn } from './nulls.ts';

/** Two columns of one name whose types cannot be compared. */
export interface TypeConflict {
  /** The share of the values of the text (or 0/1) column, if one is, that can be read as the other's type. */
  readonly readable: number;
  /** Values that this was seen on, and those of the other column. */
  readonly values: number;
  readonly others: number;
}

/** Undefined where the types agree well enough, or a column has no values that could disagree. */
export function typeConflict(a: Column, inA: Frame, b: Column, inB: Frame): TypeConflict | undefined {
  if (comparableForm(a, b)) return undefined;
  if (nullsIn(inA, a.name) === inA.rows && inA.columns.has(a.name)) return undefined;
  if (nullsIn(inB, b.name) === inB.rows && inB.columns.has(b.name)) return undefined;
  const truths = [a, b].find(({ kind }) => kind === 'boolean');
  const [numbers, inNumbers] = a === truths ? [b, inB] : [a, inA];
  if (truths && isNumeric(numbers))
    return { readable: Number(isBinary(inNumbers, numbers.name)), values: inNumbers.rows, others: 0 };
  const [text, frame, other, inOther] = a.kind === 'text' ? [a, inA, b, inB] : [b, inB, a, inA];
  const present = (frame.texts(text.name) ?? []).filter((value) => value !== null);
  const reads = READERS.find(({ of }) => of(other))?.reads;
  const readable = reads && present.length ? present.filter(reads).length / present.length : 0;
  const others = inOther.rows - nullsIn(inOther, other.name);
  return { readable: text.kind === 'text' ? readable : 0, values: present.length, others };
}

/** Whether a column holds nothing but 0 and 1. */
export function isBinary(frame: Frame, name: string): boolean {
  return frame.numbers(name)?.every((value) => value === 0 || value === 1 || Number.isNaN(value)) ?? false;
}

const READERS: readonly { of: (column: Column) => boolean; reads: (text: string) => boolean }[] = [
  { of: isNumeric, reads: (text) => text.trim() !== '' && Number.isFinite(Number(text)) },
  { of: isTemporal, reads: (text) => /^\s*\d{4}-\d{1,2}-\d{1,2}/.test(text) && !Number.isNaN(Date.parse(text)) },
  { of: ({ kind }) => kind === 'boolean', reads: (text) => /^\s*(true|false|t|f|yes|no|y|n|0|1)\s*$/i.test(text) },
];
