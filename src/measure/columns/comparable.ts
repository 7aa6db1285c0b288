import { type Column, isNumeric, isScalar, isTemporal } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, type Sql } from '../../engine/sql.ts';

/** A column's values in a form that is equal in both tables when the values are. */
export type Form = (column: Column) => Sql;

/** How the values of two columns of one name can be compared, or undefined when they cannot. */
export function comparableForm(a: Column, b: Column): Form | undefined {
  if (a.type === b.type) return plain;
  if (isNumeric(a) && isNumeric(b)) return a.kind === 'integer' && b.kind === 'integer' ? plain : asDouble;
  if (isTemporal(a) && isTemporal(b)) return asMicros;
  if (a.kind === 'null' || b.kind === 'null') return asText;
  if (a.kind === b.kind && isScalar(a)) return plain;
  return undefined;
}

const plain: Form = (column) => identifier(column.name);
const asDouble: Form = (column) => fn.toDouble(identifier(column.name));
const asMicros: Form = (column) => fn.epochMicros(identifier(column.name));
const asText: Form = (column) => fn.toText(identifier(column.name));
