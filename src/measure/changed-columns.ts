import { type Column, isTemporal } from '../engine/column.ts';
import type { Table } from '../engine/table.ts';
import { type Change, changedRows, explainChange } from './explain-change.ts';
import { countChanges, laggedShare, matchRows } from './matched-rows.ts';
import { describeSameThings } from './same-things.ts';

const LAGGED = 0.95;

/** Columns that together identify a row, in each of the ways that were declared. */
export interface RowKeysDeclared {
  readonly id: readonly Column[];
  readonly entity: readonly Column[];
  readonly time?: Column | undefined;
}

/** A column that has other values in matched rows. */
export interface ChangedColumn {
  readonly column: Column;
  readonly changed: number;
  readonly change: Change | { readonly kind: 'lagged'; readonly share: number } | undefined;
}

export interface Comparison {
  readonly keys: readonly Column[];
  /** All rows of the table whose key occurs once in both. */
  readonly rows: number;
  /** Rows that explanations are drawn from. */
  readonly explainedOn: number;
  readonly compared: number;
  readonly columns: readonly ChangedColumn[];
}

export function waysToMatch({ id, entity, time }: RowKeysDeclared): Column[][] {
  const alone = id.length > 1 ? id.map((column) => [column]) : [];
  const moments = entity.length && time ? [[...entity, time]] : [];
  return [...(id.length ? [[...id]] : []), ...alone, ...moments];
}

/** Compares the rows of a table with those of a peer that have the same key, in the first way that matches enough rows. */
export async function compareMatched(
  table: Table,
  peer: Table,
  declared: RowKeysDeclared,
  minRows: number,
  signal: AbortSignal,
): Promise<Comparison | undefined> {
  for (const keys of waysToMatch(declared)) {
    if (!keys.every(({ name }) => peer.column(name))) continue;
    const found = await matchRows(table, peer, keys, signal);
    if (found.rows < minRows) continue;
    const same = describeSameThings(found.columns);
    const differing = found.columns.flatMap(({ column, before, after }) => {
      const changed = changedRows(before, after).length;
      const change = changed ? explainChange(before, after, isTemporal(column)) : undefined;
      return changed && (same || change) ? [{ column, changed, change }] : [];
    });
    const columns = differing.map(({ column }) => column);
    const all = found.sampled
      ? await countChanges(table, peer, keys, columns)
      : { rows: found.rows, changed: differing.map(({ changed }) => changed) };
    const { entity, time } = declared;
    const isKey = (column: Column) => entity.includes(column) || column === time;
    return {
      keys,
      rows: all.rows,
      explainedOn: found.rows,
      compared: found.columns.length,
      columns: await Promise.all(
        differing.map(async ({ column, change }, i): Promise<ChangedColumn> => {
          const changed = all.changed[i]!;
          if (change || changed < minRows || !time || !entity.length || isKey(column)) return { column, changed, change };
          const share = await laggedShare(table, peer, keys, column, { entity, time });
          return { column, changed, change: share >= LAGGED ? { kind: 'lagged', share } : undefined };
        }),
      ),
    };
  }
  return undefined;
}
