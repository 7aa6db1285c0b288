import type { ReportFinding } from '../../schema.ts';
import type { Parts } from '../picture.ts';
import { numbersOf, sidesOf } from './numbers-of.ts';

/** Numbers of things that two data sets share. */
const overlapKeys = ['entities', 'ids', 'identical'];

/** The rows that a finding counts among those it looked at; of entities that recur, the entities too. */
export function sharedRows(finding: ReportFinding): Parts | undefined {
  const numbers = numbersOf(finding);
  const { fit, heldOut } = sidesOf(finding);
  const { expectedShare, entities, heldOutEntities } = numbers;
  const found = numbers.changed ?? numbers.holds ?? numbers.rows;
  const known = finding.subject.against !== undefined && overlapKeys.some((key) => numbers[key] !== undefined);
  const all =
    numbers.changed !== undefined ? numbers.rows : (numbers.defined ?? numbers.of ?? numbers.heldOutRows ?? numbers.fitRows);
  if (found === undefined || all === undefined || found > all || all === 0) return undefined;
  if (numbers.purity !== undefined) return undefined;
  const [yes, no] = known ? [`known from ${fit}`, 'new'] : ['in the finding', 'the rest'];
  const whole = (label: string, part: number, of: number) => ({
    label,
    parts: [
      { label: yes, value: part, series: 'heldOut' as const },
      { label: no, value: of - part, series: 'fit' as const },
    ],
  });
  const byEntity = entities !== undefined && heldOutEntities !== undefined && entities <= heldOutEntities;
  return {
    kind: 'parts',
    title: known ? `What of ${heldOut} is known from ${fit}` : 'Rows that the finding is about',
    wholes: [whole('rows', found, all), ...(byEntity ? [whole('entities', entities, heldOutEntities)] : [])],
    ...(expectedShare !== undefined && { expected: expectedShare }),
  };
}
