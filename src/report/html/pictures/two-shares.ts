import type { ReportFinding } from '../../schema.ts';
import type { Bars } from '../picture.ts';
import { numbersOf, sidesOf } from './numbers-of.ts';

/** One share in the fit data and in what is held against it. */
export function twoShares(finding: ReportFinding): Bars | undefined {
  const numbers = numbersOf(finding);
  const { fit, heldOut } = sidesOf(finding);
  const [before, after] = [numbers.fitShare ?? numbers.trainNullShare, numbers.heldOutShare ?? numbers.servingNullShare];
  if (before === undefined || after === undefined) return undefined;
  const missing = numbers.trainNullShare !== undefined;
  return {
    kind: 'bars',
    title: missing
      ? 'Rows in which it is missing'
      : numbers.ks === undefined
        ? 'Share of the rows'
        : 'Rows up to where they differ most',
    unit: 'share',
    from: 0,
    to: 1,
    bars: [
      { label: fit, value: before, series: 'fit' },
      { label: heldOut, value: after, series: 'heldOut' },
    ],
    marks: [],
  };
}
