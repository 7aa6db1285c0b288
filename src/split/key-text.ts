import type { Column } from '../engine/column.ts';
import { fn } from '../engine/dialect.ts';
import { identifier, type Sql, sql } from '../engine/sql.ts';
import { normalKey } from '../measure/entities/key-forms.ts';

/** A key in the normal form in which rules compare entities; NULL is no key. Of whole numbers it is known without looking at digits. */
export function keyText({ name, kind }: Column): Sql {
  const value = identifier(name);
  if (kind !== 'integer') return normalKey(value);
  return sql`CASE WHEN ${value} > 0 THEN concat('0', ${fn.toText(value)}) ELSE ${fn.toText(value)} END`;
}
