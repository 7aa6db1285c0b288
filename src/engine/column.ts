/** The families of types a rule distinguishes, whatever the engine calls them. */
export type ColumnKind =
  | 'boolean'
  | 'integer'
  | 'float'
  | 'decimal'
  | 'text'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'interval'
  | 'binary'
  | 'nested'
  | 'null'
  | 'other';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The engine's own name of the type, for people. */
  readonly type: string;
}

export const isNumeric = (column: Column): boolean =>
  column.kind === 'integer' || column.kind === 'float' || column.kind === 'decimal';

export const isTemporal = (column: Column): boolean => column.kind === 'date' || column.kind === 'timestamp';

/** Columns whose values can be ordered or grouped: all but nested, binary and unknown ones. */
export const isScalar = (column: Column): boolean =>
  column.kind !== 'nested' && column.kind !== 'binary' && column.kind !== 'other' && column.kind !== 'interval';
