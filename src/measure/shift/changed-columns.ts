import { type Column, isTemporal } from '../../engine/column.ts';
import type { Table } from '../../engine/table.ts';
import { countChanges, laggedShare, matchRows } from '../rows/matched-rows.ts';
import { describeSameThings } from '../rows/same-things.ts';
import { type Change, changedRows, explainChange } from './explain-change.ts';

const LAGGED = 0.95;

/** Columns that identify a row, alone or together, as declared and as inferred. */
export interface Identifiers {
  readonly id: readonly Column[];
  readonly entity: readonly Column[];
  readonly time?: Column | undefined;
  readonly inferred: readonly Column[];
}

/** A column that has other values in matched rows. */
export interface ChangedColumn {
  readonly column: Column;
  readonly changed: number;
  readonly change: Change | { readonly kind: 'lagged'; readonly share: number } | undefined;
}

export interface Comparison {
  readonly keys: readonly Column[];
  /** Nobody declared the key. */
  readonly inferred: boolean;
  /** Rows of one key describe the same thing: they agree in most columns, or one change explains why they do not. */
  readonly sameThings: boolean;
  /** All rows of the table whose key occurs once in both. */
  readonly rows: number;
  /** Rows that explanations are drawn from. */
  readonly explainedOn: number;
  readonly compared: number;
  readonly columns: readonly ChangedColumn[];
}

/** The keys by which rows may be matched, the surest first. */
export function waysToMatch({ id, entity, time, inferred }: Identifiers): Column[][] {
  const alone = id.length > 1 ? id.map((column) => [column]) : [];
  const moments = entity.length && time ? [[...entity, time]] : [];
  return [...(id.length ? [[...id]] : []), ...alone, ...moments, ...inferred.map((column) => [column])];
}

/** Compares the rows of a table with those of a peer that have the same key, in the first way that matches enough rows. */
export async function compareMatched(
  table: Table,
  peer: Table,
  identifiers: Identifiers,
  minRows: number,
  signal: AbortSignal,
): Promise<Comparison | undefined> {
  for (const keys of waysToMatch(identifiers)) {
    if (!keys.every(({ name }) => peer.column(name))) continue;
    const found = await matchRows(table, peer, keys, signal);
    if (found.rows < minRows) continue;
    const inferred = keys.some((key) => identifiers.inferred.includes(key));
    const same = describeSameThings(found.columns);
    // Rows that are counted in two tables have equal numbers and nothing else in common.
    if (inferred && !same) continue;
    const differing = found.columns.flatMap(({ column, before, after }) => {
      const changed = changedRows(before, after).length;
      const change = changed ? explainChange(before, after, isTemporal(column)) : undefined;
      return changed && (same || change) ? [{ column, changed, change }] : [];
    });
    const columns = differing.map(({ column }) => column);
    const all = found.sampled
      ? await countChanges(table, peer, keys, columns)
      : { rows: found.rows, changed: differing.map(({ changed }) => changed) };
    const { entity, time } = identifiers;
    const isKey = (column: Column) => entity.includes(column) || column === time;
    return {
      keys,
      inferred,
      sameThings: same || differing.some(({ change }) => change),
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
