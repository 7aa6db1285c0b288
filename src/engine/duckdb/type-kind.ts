import type { ColumnKind } from '../column.ts';

const KINDS: Readonly<Record<string, ColumnKind>> = {
  BOOLEAN: 'boolean',
  TINYINT: 'integer',
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  HUGEINT: 'integer',
  UTINYINT: 'integer',
  USMALLINT: 'integer',
  UINTEGER: 'integer',
  UBIGINT: 'integer',
  UHUGEINT: 'integer',
  BIGNUM: 'integer',
  FLOAT: 'float',
  DOUBLE: 'float',
  DECIMAL: 'decimal',
  VARCHAR: 'text',
  ENUM: 'text',
  UUID: 'text',
  DATE: 'date',
  TIMESTAMP: 'timestamp',
  TIMESTAMP_S: 'timestamp',
  TIMESTAMP_MS: 'timestamp',
  TIMESTAMP_NS: 'timestamp',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
  TIME: 'time',
  TIME_NS: 'time',
  'TIME WITH TIME ZONE': 'time',
  INTERVAL: 'interval',
  BLOB: 'binary',
  BIT: 'binary',
  STRUCT: 'nested',
  MAP: 'nested',
  UNION: 'nested',
  JSON: 'nested',
  VARIANT: 'nested',
  NULL: 'null',
};

/** The kind of a type as `DESCRIBE` names it, for example `DECIMAL(18,3)`, `STRUCT(a INTEGER)[]`. */
export function kindOf(type: string): ColumnKind {
  if (type.endsWith(']')) return 'nested';
  return KINDS[type.replaceAll('"', '').replace(/\(.*$/s, '')] ?? 'other';
}
