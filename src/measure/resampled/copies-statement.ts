import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, join, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';

/** How many held-out rows of each class equal a fit row, in terms of the tables' roles. */
export function copiesStatement(fit: Table, heldOut: Table, inputs: readonly Column[], target: Column): Sql {
  const equal = [...inputs, target].map((column) => fn.nullSafeEqual(sql`f.${column}`, sql`h.${column}`));
  const seen = sql`EXISTS (SELECT 1 FROM ${identifier(fit.role)} AS f WHERE ${join(equal, ' AND ')})`;
  return sql`SELECT h.${target}, count(*) AS copied FROM ${identifier(heldOut.role)} AS h WHERE ${seen} GROUP BY h.${target}`;
}
