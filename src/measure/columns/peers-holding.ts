import type { Column } from '../../engine/column.ts';
import { frameValue } from '../../engine/frame.ts';
import type { Table } from '../../engine/table.ts';

/** The tables that have all the columns in the form they have here, numbers or texts, so that their values mean the same. */
export function peersHolding(peers: readonly Table[], columns: readonly Column[]): Table[] {
  return peers.filter((peer) =>
    columns.every((column) => {
      const other = peer.column(column.name);
      return other !== undefined && frameValue(other) !== undefined && isText(other) === isText(column);
    }),
  );
}

/** Those of them that held-out rows with a target come from. */
export const heldOutHolding = (peers: readonly Table[], columns: readonly Column[]): Table[] =>
  peersHolding(
    peers.filter(({ role }) => role === 'validation' || role === 'test'),
    columns,
  );

const isText = ({ kind }: Column): boolean => kind === 'text' || kind === 'time';
