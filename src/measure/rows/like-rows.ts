import type { FrameColumn } from '../../engine/frame.ts';

/** Digits that noise and rounding leave alone: half a unit of the sixth. */
const TOLERANCE = 5e-6;

/** Rows of a table in memory: the numbers of those that count, the keys of their blocks, values per column, and texts in normal form. */
export interface RowValues {
  readonly rows: readonly number[];
  readonly keys: readonly (readonly string[])[];
  readonly values: readonly FrameColumn[];
  readonly normal: ReadonlyMap<number, readonly (string | null)[]>;
}

/** How many rows have a like among the candidates, by what tells the two apart. */
export interface Likeness {
  /** Nothing but the way of writing, or noise. */
  readonly written: number;
  /** One column only, by its index. */
  readonly butOne: Float64Array;
  /** One column, and the way of writing of others; those of `written` are in each. */
  readonly writtenButOne: Float64Array;
  /** The largest relative difference of measured values in each pair of `written`; 0 when only texts differ. */
  readonly noise: readonly number[];
  /** In how many pairs of `written` a column differs. */
  readonly writtenIn: Float64Array;
}

/** Compares each row with the candidates that share a block with it. Equal rows are no likes. */
export function likeRows(asked: RowValues, candidates: RowValues, measured: readonly boolean[]): Likeness {
  const width = asked.values.length;
  const blocks = candidates.keys.map((keys) => rowsByKey(keys, candidates.rows));
  const perColumn = () => new Float64Array(width);
  const found = { written: 0, butOne: perColumn(), writtenButOne: perColumn(), writtenIn: perColumn(), noise: [] as number[] };
  const scales = candidates.values.map((values, i) => (measured[i] ? spreadOf(values as Float64Array) : 0));
  for (const row of asked.rows) {
    const near = new Set(blocks.flatMap((block, i) => block.get(asked.keys[i]![row]!) ?? []));
    const alone = new Set<number>();
    const aloneWritten = new Set<number>();
    let written: Pair | undefined;
    for (const other of near) {
      const pair = comparePair(asked, row, candidates, other, measured, scales);
      if (!pair?.differing.length) continue;
      if (pair.unlike === -1 && pair.noise <= (written?.noise ?? Infinity)) written = pair;
      if (pair.differing.length === 1) alone.add(pair.differing[0]!);
      if (pair.unlike >= 0) aloneWritten.add(pair.unlike);
    }
    if (written) {
      found.written++;
      found.noise.push(written.noise);
      for (const column of written.differing) found.writtenIn[column]!++;
    }
    for (const column of alone) found.butOne[column]!++;
    for (let column = 0; column < width; column++) {
      if (written || aloneWritten.has(column)) found.writtenButOne[column]!++;
    }
  }
  return found;
}

interface Pair {
  readonly differing: readonly number[];
  /** The one column that differs in normal form too; −1 for none. */
  readonly unlike: number;
  readonly noise: number;
}

/** Undefined when more than one column differs in normal form. */
function comparePair(
  asked: RowValues,
  row: number,
  candidates: RowValues,
  other: number,
  measured: readonly boolean[],
  scales: readonly number[],
): Pair | undefined {
  const differing: number[] = [];
  let unlike = -1;
  let noise = 0;
  for (let i = 0; i < measured.length; i++) {
    const a = asked.values[i]![row]!;
    const b = candidates.values[i]![other]!;
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
    differing.push(i);
    const texts = asked.normal.get(i);
    if (texts && texts[row] === candidates.normal.get(i)![other]) continue;
    if (measured[i]) {
      const distance = Math.abs((a as number) - (b as number));
      const relative = distance / Math.max(Math.abs(a as number), Math.abs(b as number));
      if (relative <= TOLERANCE || distance <= TOLERANCE ** 2 * scales[i]!) {
        noise = Math.max(noise, relative);
        continue;
      }
    }
    if (unlike >= 0) return undefined;
    unlike = i;
  }
  return { differing, unlike, noise };
}

function rowsByKey(keys: readonly string[], rows: readonly number[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const known = found.get(keys[row]!);
    if (known) known.push(row);
    else found.set(keys[row]!, [row]);
  }
  return found;
}

function spreadOf(values: Float64Array): number {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return max > min && Number.isFinite(max - min) ? max - min : 0;
}
