import { type Column, isNumeric, isTemporal } from '../../engine/column.ts';

/** Whether a column can hold values of one of Feast's types. Whole numbers become doubles where some are missing; unknown types fit all. */
export function fitsValueType(column: Column, type: string): boolean {
  if (column.kind === 'null' || column.kind === 'other') return true;
  const isNested = column.kind === 'nested' || column.kind === 'binary';
  if (/_(LIST|SET)$|^(MAP|STRUCT|JSON|BYTES)/.test(type)) return isNested || column.kind === 'text';
  switch (type) {
    case 'STRING':
    case 'UUID':
      return column.kind === 'text';
    case 'BOOL':
      return column.kind === 'boolean' || isNumeric(column);
    case 'INT32':
    case 'INT64':
    case 'FLOAT':
    case 'DOUBLE':
    case 'DECIMAL':
      return isNumeric(column);
    case 'UNIX_TIMESTAMP':
    case 'ZONED_TIMESTAMP':
      return isTemporal(column) || column.kind === 'integer' || column.kind === 'text';
    default:
      return true;
  }
}
