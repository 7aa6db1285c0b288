import type { ReportFinding } from '../../schema.ts';
import type { Parts } from '../picture.ts';
import { numbersOf, sidesOf } from './numbers-of.ts';

/** Held-out rows by where they lie in time: before the fit rows, among them, after them. */
export function placesInTime(finding: ReportFinding): Parts | undefined {
  const { early, beforeStart, heldOutRows } = numbersOf(finding);
  if (early === undefined || heldOutRows === undefined || early > heldOutRows) return undefined;
  const { fit, heldOut } = sidesOf(finding);
  const before = Math.min(beforeStart ?? 0, early);
  return {
    kind: 'parts',
    title: `Rows of ${heldOut} by their place in time`,
    wholes: [
      {
        label: heldOut,
        parts: [
          ...(before > 0 ? [{ label: `before ${fit} begins`, value: before, series: 'plain' } as const] : []),
          {
            label: beforeStart === undefined ? `before ${fit} ends` : `while ${fit} runs`,
            value: early - before,
            series: 'heldOut',
          },
          { label: `after ${fit} ends`, value: heldOutRows - early, series: 'fit' },
        ],
      },
    ],
  };
}
