import { frameRows, frameSelection } from '../../engine/frame.ts';
import type { Table } from '../../engine/table.ts';

/** The rows of a table's frame, in the engine: for what a frame does not hold. */
export function frameSample(table: Table): Promise<Table> {
  return table.sample(frameRows(frameSelection(table.columns).names.length));
}
