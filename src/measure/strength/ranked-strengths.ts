import type { Column } from '../../engine/column.ts';
import type { Table } from '../../engine/table.ts';
import type { Target } from '../../load/workspace.ts';
import { labelledFrame } from '../labels/labelled-frame.ts';
import { exactStrength } from './exact-strength.ts';
import { predictorOf } from './predictor.ts';
import { type Strength, strengthOf } from './strength.ts';

export interface RankedStrength {
  readonly column: Column;
  readonly strength: Strength;
}

/** A sample's strength may be this many standard errors, and at least this much, below that of all rows. */
const MARGIN = { errors: 4, least: 0.02 };

/**
 * How well each column alone tells the target, the strongest first. A sample rules out those that cannot reach the lowest gate, and their
 * strength is an estimate from it; that of the others comes from all rows. `unjudged` are texts that repeat too rarely in the sample.
 */
export async function rankedStrengths(
  table: Table,
  columns: readonly Column[],
  target: Target,
  gates: readonly number[],
): Promise<{ readonly ranked: readonly RankedStrength[]; readonly unjudged: readonly Column[] }> {
  const { frame, labels } = await labelledFrame(table, target);
  const unjudged: Column[] = [];
  const found = await Promise.all(
    columns.map(async (column) => {
      const predictor = labels && predictorOf(frame, column);
      const screened = predictor && strengthOf(predictor.values, labels);
      if (!screened) {
        if (predictor && !(predictor.values instanceof Float64Array)) unjudged.push(column);
        return [];
      }
      const margin = Math.max(MARGIN.least, MARGIN.errors * screened.standardError);
      const worth = frame.sampled && screened.value >= Math.min(...gates) - margin;
      const strength = worth ? await exactStrength(table, predictor, target, gates) : screened;
      return strength ? [{ column, strength }] : [];
    }),
  );
  return { ranked: found.flat().sort((a, b) => b.strength.value - a.strength.value), unjudged };
}
