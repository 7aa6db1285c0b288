import type { Column } from '../../engine/column.ts';
import type { Sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { keyForms } from './key-forms.ts';

/** An entity's key in the two tables of a split, in one form; null is no key. */
export interface EntityKey {
  readonly column: Column;
  readonly fit: Sql;
  readonly heldOut: Sql;
}

/** Those of the named columns that both tables have in a form that can be compared; in normal form where they are written otherwise. */
export async function keysOfEntities(fit: Table, heldOut: Table, names: readonly string[]): Promise<EntityKey[]> {
  const forms = await Promise.all(names.map((name) => keyForms(fit, heldOut, name)));
  return names.flatMap((name, i) => {
    const form = forms[i]?.normal ?? forms[i]?.exact;
    const column = fit.column(name)!;
    return form ? [{ column, fit: form(column), heldOut: form(heldOut.column(name)!) }] : [];
  });
}
