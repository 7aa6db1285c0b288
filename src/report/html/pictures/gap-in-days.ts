import type { ReportFinding } from '../../schema.ts';
import type { Bars } from '../picture.ts';
import { numbersOf, sidesOf } from './numbers-of.ts';

/** The distance between fit and held-out rows beside the one that the horizon asks for. */
export function gapInDays(finding: ReportFinding): Bars | undefined {
  const { gapDays, horizonDays, recommendedEmbargoDays } = numbersOf(finding);
  if (gapDays === undefined || horizonDays === undefined) return undefined;
  const { fit, heldOut } = sidesOf(finding);
  return {
    kind: 'bars',
    title: 'Days between the splits, and days until a target is known',
    unit: 'days',
    from: Math.min(0, gapDays),
    bars: [
      { label: `from the end of ${fit} to the start of ${heldOut}`, value: gapDays, series: 'heldOut' },
      { label: 'until a target is known (horizon)', value: horizonDays, series: 'fit' },
    ],
    marks: recommendedEmbargoDays === undefined ? [] : [{ label: 'embargo', value: recommendedEmbargoDays }],
  };
}
