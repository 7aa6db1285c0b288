import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { type Grid, kendallBounds } from '../../stats/kendall-bounds.ts';
import { total } from '../../stats/total.ts';
import type { NumberLabels } from '../labels/labels.ts';
import { presentValue, type TargetSql } from '../labels/target-sql.ts';
import { fineBinOf } from './bins.ts';
import type { Predictor } from './predictor.ts';
import { concordanceStrength, type Strength } from './strength.ts';

/** Pairs within a bin stay in doubt: about 2 in this many. */
const BINS = 256;

/** The least that Kendall's concordance of a number with the target can be over all rows, from a grid of quantile bins counted on them. */
export async function exactConcordance(
  table: Table,
  { values, expression }: Predictor & { readonly values: Float64Array },
  y: TargetSql,
  labels: NumberLabels,
): Promise<Strength | undefined> {
  const found = await table.query(sql`
    SELECT x_bin, y_bin, count(*) AS n, min(x) AS x_least, max(x) AS x_most, min(y) AS y_least, max(y) AS y_most
    FROM (SELECT ${expression} AS x, ${y.value} AS y, ${fineBinOf(expression, values, BINS)} AS x_bin, ${fineBinOf(y.value, labels.values, BINS)} AS y_bin
      FROM ${table} WHERE ${presentValue(expression, true)} AND ${y.present}) AS binned
    GROUP BY x_bin, y_bin`);
  const grid = gridOf(found.map((row) => ({ x: axis(row, 'x'), y: axis(row, 'y'), n: Number(row.n) })));
  const rows = total(grid.counts);
  const { lower, upper } = kendallBounds(grid);
  if (rows < 3 || Number.isNaN(lower)) return undefined;
  const tau = Math.max(lower, -upper, 0);
  const z = tau / Math.sqrt((2 * (2 * rows + 5)) / (9 * rows * (rows - 1)));
  return concordanceStrength({ tau, concordance: (1 + tau) / 2, z }, rows);
}

interface Side {
  readonly bin: number;
  readonly least: number;
  readonly most: number;
}

const axis = (row: Readonly<Record<string, unknown>>, name: 'x' | 'y'): Side => ({
  bin: Number(row[`${name}_bin`]),
  least: Number(row[`${name}_least`]),
  most: Number(row[`${name}_most`]),
});

function gridOf(cells: readonly { readonly x: Side; readonly y: Side; readonly n: number }[]): Grid {
  const [x, y] = [cells.map((cell) => cell.x), cells.map((cell) => cell.y)].map(spread) as [Spread, Spread];
  const counts = new Float64Array(x.bins * y.bins);
  for (const cell of cells) counts[cell.x.bin * y.bins + cell.y.bin] = cell.n;
  return { counts, xBins: x.bins, yBins: y.bins, xSingle: x.single, ySingle: y.single };
}

type Spread = { readonly bins: number; readonly single: Uint8Array };

function spread(sides: readonly Side[]): Spread {
  const bins = sides.reduce((most, { bin }) => Math.max(most, bin + 1), 0);
  const least = new Float64Array(bins).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(bins).fill(Number.NEGATIVE_INFINITY);
  for (const side of sides) {
    least[side.bin] = Math.min(least[side.bin]!, side.least);
    most[side.bin] = Math.max(most[side.bin]!, side.most);
  }
  return { bins, single: Uint8Array.from(least, (value, bin) => Number(value >= most[bin]!)) };
}
