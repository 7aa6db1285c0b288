import type { ReportFinding } from '../../schema.ts';
import type { Bars } from '../picture.ts';
import { numbersOf } from './numbers-of.ts';

const measures = [
  ['ks', 'minKs', 'Kolmogorov–Smirnov distance'],
  ['psi', 'minPsi', 'Population stability index'],
  ['movedShare', 'minMovedShare', 'Share of rows that would have to move'],
] as const;

/** Measured distances as multiples of the gates from which they count. */
export function distances(finding: ReportFinding): Bars | undefined {
  const numbers = numbersOf(finding);
  const bars = measures.flatMap(([key, gate, label]) => {
    const [value, least] = [numbers[key], numbers[gate]];
    return value !== undefined && least ? [{ label, value: value / least, series: 'heldOut' as const }] : [];
  });
  if (bars.length === 0) return undefined;
  return {
    kind: 'bars',
    title: 'Distance, in multiples of the one that counts',
    unit: 'number',
    from: 0,
    bars,
    marks: [{ label: 'counts from here', value: 1 }],
  };
}
