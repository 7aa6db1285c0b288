import type { ReportFinding } from '../../schema.ts';
import type { Bars } from '../picture.ts';
import { numbersOf } from './numbers-of.ts';

const classes = [
  ['correct', 'the value known then', 'fit'],
  ['future', 'a value of later', 'heldOut'],
  ['late', 'loaded only later', 'heldOut'],
  ['stale', 'older than its time to live', 'plain'],
  ['older', 'an older value', 'plain'],
  ['missing', 'missing though known', 'plain'],
  ['other', 'not in the source', 'plain'],
] as const;

/** Rows of a feature by how they compare with an as-of join. */
export function asOfClasses(finding: ReportFinding): Bars | undefined {
  const numbers = numbersOf(finding);
  if (numbers.correct === undefined || numbers.future === undefined) return undefined;
  const bars = classes.flatMap(([key, label, series]) => {
    const value = numbers[key] ?? 0;
    return value > 0 ? [{ label, value, series }] : [];
  });
  return { kind: 'bars', title: 'Rows by what they hold', unit: 'number', from: 0, bars, marks: [] };
}
