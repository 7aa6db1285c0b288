import type { ReportFinding } from '../../schema.ts';
import type { Bar, Bars } from '../picture.ts';
import { numbersOf } from './numbers-of.ts';

/** How well the column tells the target, beside the other columns and the held-out rows; 0.5 tells nothing. */
export function strength(finding: ReportFinding): Bars | undefined {
  const numbers = numbersOf(finding);
  const { statistic, nextColumn } = finding.evidence;
  const value = numbers.auc ?? (statistic === undefined ? undefined : numbers.value);
  if (value === undefined || value < 0.5 || value > 1) return undefined;
  const { columns, dataset } = finding.subject;
  const others: readonly (readonly [value: number | undefined, label: string])[] = [
    [numbers.heldOutValue, 'the same in held-out rows'],
    [numbers.nextValue, typeof nextColumn === 'string' ? `next best: ${nextColumn}` : 'next best column'],
    [numbers.bestAlone ?? numbers.strongestAlone, 'the best of them alone'],
    [numbers.own, 'the values themselves'],
  ];
  return {
    kind: 'bars',
    title: `${titles[String(statistic)] ?? 'AUC'}, from 0.5 (nothing) to 1 (everything)`,
    unit: 'number',
    from: 0.5,
    to: 1,
    bars: [
      { label: columns.length > 0 && columns.length < 4 ? columns.join(', ') : `in ${dataset}`, value, series: 'heldOut' },
      ...others.flatMap(([other, label]): Bar[] =>
        other !== undefined && other >= 0.5 && other <= 1 ? [{ label, value: other, series: 'fit' }] : [],
      ),
    ],
    marks: [],
  };
}

const titles: Readonly<Record<string, string>> = {
  rank: 'AUC',
  encoding: 'Out-of-fold AUC',
  concordance: 'Concordance',
  'r-squared': 'Concordance that the R² stands for',
};
