import { type FrameColumn, frameValue } from '../../engine/frame.ts';
import { raw, sql, type Value } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Target } from '../../load/workspace.ts';
import { total } from '../../stats/total.ts';
import { isMissing } from '../columns/nulls.ts';
import { classCodes, type Labels, labelsOf } from '../labels/labels.ts';
import { foldOf } from '../labels/target-sql.ts';
import { type PureGroups, type PureLimits, pureGroups } from '../purity/pure-groups.ts';
import { exactNumberStrength } from './exact-strength.ts';
import { isNull, type MissingTable, missingStrength, missingTable, missingTableOf } from './missing-table.ts';
import { type Strength, strengthOf } from './strength.ts';

/** What it tells of the target that a column has no value: of a quantity, how far its ranks part the rows with and without. */
export interface MissingEffect {
  readonly strength: Strength | undefined;
  /** Sides that hold one class nearly alone: group 0 the rows with a value, 1 those without. */
  readonly pure: readonly PureGroups[];
  /** Of a target of classes. */
  readonly table?: MissingTable;
}

export function missingEffectInFrame(values: FrameColumn, labels: Labels, limits: PureLimits): MissingEffect {
  if (labels.kind === 'classes') return ofTable(missingTable(values, labels), limits);
  const sides = classCodes(Float64Array.from({ length: values.length }, (_, row) => Number(isNull(values[row]!))));
  return { strength: strengthOf(labels.values, sides), pure: [] };
}

/** The same over all rows of a table that has the column and the target. */
export async function missingEffect(
  table: Table,
  name: string,
  target: Target,
  classes: readonly Value[],
  limits: PureLimits,
  gates: readonly number[],
): Promise<MissingEffect> {
  const [column, y] = [table.column(name)!, table.column(target.name)!];
  if (target.task !== 'regression') return ofTable(await missingTableOf(table, column, y, classes), limits);
  const frame = await table.frame();
  const labels = labelsOf(frame, target);
  if (labels?.kind !== 'numbers') return { strength: undefined, pure: [] };
  if (!frame.sampled) return missingEffectInFrame(frame.columns.get(name)!, labels, limits);
  const side = { value: sql`CASE WHEN ${isMissing(column)} THEN 1 ELSE 0 END`, present: raw('TRUE'), classes: [0, 1] };
  const number = { values: labels.values, expression: frameValue(y)! };
  return { strength: await exactNumberStrength(table, number, side, foldOf(table, target), gates), pure: [] };
}

function ofTable(table: MissingTable, limits: PureLimits): MissingEffect {
  const filled =
    [0, 1].every((side) => table.some((counts) => counts[side]! > 0)) && table.filter((counts) => total(counts) > 0).length > 1;
  return filled
    ? { strength: missingStrength(table), pure: pureGroups(table, limits), table }
    : { strength: undefined, pure: [], table };
}
