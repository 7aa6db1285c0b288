import type { Column } from '../../engine/column.ts';
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
const NEIGHBOURS = [-1, 0, 1];

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
    if (many && Math.abs(neighbourCorrelation(own, own, 1, own.length)) < ITSELF) return [];
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
  const present = values.filter(Number.isFinite);
  const { n, mean, m2 } = momentsOf(present);
  const deviation = Math.sqrt(m2 / n);
  if (!(deviation > 0 && Number.isFinite(deviation))) return new Float64Array();
  // The product of two such columns counts the rows in which both have a value.
  const scale = deviation * Math.sqrt(n / values.length);
  return values.map((value) => (Number.isFinite(value) ? (value - mean) / scale : 0));
}

function goesWith(column: Unit, base: Unit, many: boolean): boolean {
  const rows = Math.min(column.length, base.length);
  return NEIGHBOURS.some(
    (shift) =>
      (!many || Math.abs(neighbourCorrelation(column, base, shift, Math.min(rows, GLANCE.rows))) >= GLANCE.screen) &&
      Math.abs(neighbourCorrelation(column, base, shift, rows)) >= SCREEN,
  );
}

function neighbourCorrelation(x: Unit, y: Unit, shift: number, rows: number): number {
  const [from, to] = [Math.max(0, -shift), Math.min(rows, rows - shift)];
  let sum = 0;
  for (let row = from; row < to; row++) sum += x[row]! * y[row + shift]!;
  return to > from ? sum / (to - from) : 0;
}
