import type { Column } from '../../engine/column.ts';
import { finiteOnly } from '../../stats/finite-only.ts';
import { momentsOf } from '../../stats/moments.ts';
import type { Series } from './series.ts';

/** A column with the bases that it may have been computed from along the series. */
export interface PairedColumn {
  readonly column: Column;
  readonly values: Float64Array;
  readonly bases: readonly PairedBase[];
}

export interface PairedBase {
  readonly base: Column;
  readonly values: Float64Array;
}

/** Correlation with the base at a neighbouring row below which no window of at most 60 rows is tried. */
const SCREEN = 0.08;
const MAX_PAIRS = 2000;
/** Of more pairs than this, a correlation on the first rows shows most to be unrelated. */
const MANY_PAIRS = 20_000;
const GLANCE = { rows: 2000, screen: 0.05 };
/** Then, a window's neighbours share most of their rows, so that a statistic of them goes with itself from row to row. */
const ITSELF = 0.04;

/** Pairs of numeric columns that go together at neighbouring rows, at most 2,000, those of the first bases before others in each column. */
export function seriesPairs(
  { frame }: Series,
  columns: readonly Column[],
  bases: readonly Column[],
  canBeComputed: (values: Float64Array) => boolean,
): readonly PairedColumn[] {
  const units = new Map<string, Unit>();
  const unitOf = (name: string, values: Float64Array): Unit => {
    const found = units.get(name) ?? unit(values);
    units.set(name, found);
    return found;
  };
  const prepared = bases.flatMap((base) => {
    const values = frame.numbers(base.name);
    return values ? [{ base, values, unit: unitOf(base.name, values) }] : [];
  });
  const many = columns.length * bases.length > MANY_PAIRS;
  let pairs = 0;
  return columns.flatMap((column): PairedColumn[] => {
    const values = frame.numbers(column.name);
    if (!values || !canBeComputed(values)) return [];
    const own = unitOf(column.name, values);
    if (many && Math.abs(neighbourCorrelations(own, own, own.length)[2]) < ITSELF) return [];
    const related: PairedBase[] = [];
    for (const one of prepared) {
      if (one.base.name === column.name || pairs >= MAX_PAIRS || !goesWith(own, one.unit, many)) continue;
      pairs++;
      related.push(one);
    }
    return [{ column, values, bases: related }];
  });
}

/** A column less its mean in deviations, 0 where a value is missing, so that a correlation is a mean product; empty where it does not vary. */
type Unit = Float64Array;

function unit(values: Float64Array): Unit {
  const present = finiteOnly(values);
  const { n, mean, m2 } = momentsOf(present);
  const deviation = Math.sqrt(m2 / n);
  if (!(deviation > 0 && Number.isFinite(deviation))) return new Float64Array();
  // The product of two such columns counts the rows in which both have a value.
  const scale = deviation * Math.sqrt(n / values.length);
  const unit = new Float64Array(values.length);
  for (let row = 0; row < unit.length; row++) if (Number.isFinite(values[row]!)) unit[row] = (values[row]! - mean) / scale;
  return unit;
}

function goesWith(column: Unit, base: Unit, many: boolean): boolean {
  const rows = Math.min(column.length, base.length);
  const glances = many ? neighbourCorrelations(column, base, Math.min(rows, GLANCE.rows)) : undefined;
  if (glances?.every((one) => Math.abs(one) < GLANCE.screen)) return false;
  const whole = neighbourCorrelations(column, base, rows);
  return whole.some((one, i) => Math.abs(one) >= SCREEN && Math.abs(glances?.[i] ?? 1) >= GLANCE.screen);
}

/** Of the rows of a column with the row before them in another, with the row itself, and with the row after. */
function neighbourCorrelations(x: Unit, y: Unit, rows: number): readonly [number, number, number] {
  if (rows < 2) return [0, 0, 0];
  const last = rows - 1;
  let [before, same, after] = [0, 0, 0];
  for (let row = 0; row < last; row++) {
    before += x[row + 1]! * y[row]!;
    same += x[row]! * y[row]!;
    after += x[row]! * y[row + 1]!;
  }
  return [before / last, (same + x[last]! * y[last]!) / rows, after / last];
}
