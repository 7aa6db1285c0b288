import type { FrameColumn } from '../../engine/frame.ts';
import { type Labels, numberLabels } from './labels.ts';

/** Evenly spread rows of a frame, at most `most`. */
export function thinRows(rows: number, most: number): Uint32Array {
  const count = Math.min(rows, most);
  return Uint32Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count));
}

export function thinColumn(values: Float64Array, rows: ArrayLike<number>): Float64Array;
export function thinColumn(values: FrameColumn, rows: ArrayLike<number>): FrameColumn;
export function thinColumn(values: FrameColumn, rows: ArrayLike<number>): FrameColumn {
  if (!(values instanceof Float64Array)) return Array.from(rows, (row) => values[row]!);
  const thinned = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) thinned[i] = values[rows[i]!]!;
  return thinned;
}

export function thinLabels(labels: Labels, rows: Uint32Array): Labels {
  if (labels.kind === 'classes') return { ...labels, codes: Int32Array.from(rows, (row) => labels.codes[row]!) };
  return numberLabels(Float64Array.from(rows, (row) => labels.values[row]!));
}
