import type { ReportFinding } from '../../schema.ts';
import type { Residuals } from '../picture.ts';
import { numbersOf, sidesOf } from './numbers-of.ts';

/** What a transform leaves unexplained, had it been fitted on one set of rows or on another. */
export function residuals(finding: ReportFinding): Residuals | undefined {
  const { bothResidual, fitResidual, heldOutResidual, tolerance } = numbersOf(finding);
  if (bothResidual === undefined || fitResidual === undefined) return undefined;
  const { fit, heldOut } = sidesOf(finding);
  return {
    kind: 'residuals',
    title: 'What stays unexplained if it was fitted on …',
    points: [
      { label: `${fit} and ${heldOut}`, value: bothResidual, series: 'heldOut' },
      { label: `${fit} alone`, value: fitResidual, series: 'fit' },
      ...(heldOutResidual === undefined
        ? []
        : [{ label: `${heldOut} by itself`, value: heldOutResidual, series: 'plain' } as const]),
    ],
    ...(tolerance !== undefined && tolerance > 0 && { tolerance }),
  };
}
