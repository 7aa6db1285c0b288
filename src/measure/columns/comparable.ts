import { type Column, isNumeric, isScalar, isTemporal } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, type Sql } from '../../engine/sql.ts';

/** A column's values in a form that is equal in both tables when the values are. */
export type Form = (column: Column) => Sql;

/** A form in which equal values of two columns also have equal hashes, or undefined when they cannot be compared. */
export function comparableForm(a: Column, b: Column): Form | undefined {
  if (a.type === b.type) return plain;
  // Engines hash equal integers of other widths, and equal texts of other types, unequally.
  if (a.kind === b.kind && (a.kind === 'integer' || (isScalar(a) && !isNumeric(a) && !isTemporal(a)))) return asText;
  if (isNumeric(a) && isNumeric(b)) return asDouble;
  if (isTemporal(a) && isTemporal(b)) return asMicros;
  if (a.kind === 'null' || b.kind === 'null') return asText;
  return undefined;
}

/** A form in which equal values of two columns are equal, though perhaps not their hashes; undefined when they cannot be compared. */
export function equalForm(a: Column, b: Column): Form | undefined {
  return a.kind === b.kind && (a.kind === 'integer' || a.kind === 'text') ? plain : comparableForm(a, b);
}

const plain: Form = (column) => identifier(column.name);
const asDouble: Form = (column) => fn.toDouble(identifier(column.name));
const asMicros: Form = (column) => fn.epochMicros(identifier(column.name));
const asText: Form = (column) => fn.toText(identifier(column.name));
