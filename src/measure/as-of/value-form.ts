import { type Column, isNumeric, isScalar, isTemporal } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import { comparableForm, type Form } from '../columns/comparable.ts';

/**
 * How a feature's values are compared with those of its source, or undefined when they cannot be. NaN counts as missing. `single`: at
 * least one side keeps 32-bit numbers, so both are rounded to those.
 */
export function valueForm(feature: Column, source: Column, single = false): Form | undefined {
  if (!isScalar(feature) || !isScalar(source)) return undefined;
  const [a, b] = [isCounted(feature), isCounted(source)];
  if (a && b) {
    if ((single || isSingle(feature) || isSingle(source)) && !(feature.kind === 'integer' && source.kind === 'integer'))
      return asSingle;
    if (feature.kind === 'float' || source.kind === 'float' || feature.kind !== source.kind) return asDouble;
  }
  if ((isTemporal(feature) && source.kind === 'text') || (feature.kind === 'text' && isTemporal(source))) return timeForm;
  return comparableForm(feature, source);
}

/** Microseconds since 1970 UTC of a date, a timestamp or its text; a time without a zone is taken for UTC. */
const timeForm: Form = (column) => {
  const value = identifier(column.name);
  return fn.epochMicros(column.kind === 'text' ? fn.tryTimestamp(value) : value);
};

const LARGEST_SINGLE = 3.4e38;

const isCounted = (column: Column): boolean => isNumeric(column) || column.kind === 'boolean';
const isSingle = ({ kind, type }: Column): boolean => kind === 'float' && /^(float|real|float32)$/i.test(type);

const double = (column: Column): Sql => {
  const value = identifier(column.name);
  return column.kind === 'boolean' ? sql`CASE WHEN ${value} THEN 1e0 WHEN NOT ${value} THEN 0e0 END` : fn.toDouble(value);
};
const asDouble: Form = (column) =>
  column.kind === 'float' ? sql`CASE WHEN NOT ${fn.isNaN(double(column))} THEN ${double(column)} END` : double(column);
const asSingle: Form = (column) => {
  const value = double(column);
  return sql`CASE WHEN abs(${value}) < ${LARGEST_SINGLE} THEN CAST(CAST(${value} AS REAL) AS DOUBLE) WHEN NOT ${fn.isNaN(value)} THEN ${value} END`;
};
