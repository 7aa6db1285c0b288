import type { ReportFinding } from '../../schema.ts';
import type { Bars } from '../picture.ts';
import { numbersOf } from './numbers-of.ts';

/** The share of one class among the rows in question, and among all. */
export function purity(finding: ReportFinding): Bars | undefined {
  const { purity: share, baseRate } = numbersOf(finding);
  if (share === undefined || baseRate === undefined) return undefined;
  return {
    kind: 'bars',
    title: 'Rows of that one class',
    unit: 'share',
    from: 0,
    to: 1,
    bars: [
      { label: 'among these rows', value: share, series: 'heldOut' },
      { label: 'among all rows', value: baseRate, series: 'fit' },
    ],
    marks: [],
  };
}
