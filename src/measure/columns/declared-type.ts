import { type Column, isNumeric, isTemporal } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import type { FeatureType } from '../../features/feature.ts';

/** How far a column's type is from the declared one: values that decide where the type alone does not. */
export type TypeFit = { readonly fits: boolean } | { readonly unless: Sql };

const DAY = 86_400_000_000;

/** Whether a column is of a declared type; `unless` counts the values that speak against it. */
export function typeFit(column: Column, type: FeatureType): TypeFit {
  if (column.kind === 'null') return { fits: true };
  const value = identifier(column.name);
  const count = (condition: Sql) => ({ unless: sql`sum(CASE WHEN ${condition} THEN 1 ELSE 0 END)` });
  switch (type) {
    case 'boolean':
      return isNumeric(column) ? count(sql`${value} NOT IN (0, 1)`) : { fits: column.kind === 'boolean' };
    case 'integer': {
      if (!isNumeric(column) || column.kind === 'integer') return { fits: column.kind === 'integer' };
      const double = fn.toDouble(value);
      return count(sql`${fn.isFinite(double)} AND ${double} <> floor(${double})`);
    }
    case 'number':
      return { fits: isNumeric(column) };
    case 'string':
      return { fits: column.kind === 'text' };
    case 'date':
      return column.kind === 'timestamp' ? count(sql`${fn.epochMicros(value)} % ${DAY} <> 0`) : { fits: column.kind === 'date' };
    case 'timestamp':
      return { fits: isTemporal(column) };
  }
}
