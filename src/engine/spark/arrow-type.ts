import { type DataType, type Decimal, type Timestamp, Type } from 'apache-arrow';
import type { Column, ColumnKind } from '../column.ts';

const INTEGERS: Readonly<Record<number, string>> = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INT', 64: 'BIGINT' };

/** Spark's name of the type that an Arrow type carries, and its kind. */
export function columnOf(name: string, type: DataType): Column {
  const [sparkType, kind] = describe(type);
  return { name, type: sparkType, kind };
}

function describe(type: DataType): [string, ColumnKind] {
  switch (type.typeId) {
    case Type.Null:
      return ['VOID', 'null'];
    case Type.Int: {
      const { bitWidth, isSigned } = type as DataType & { readonly bitWidth: number; readonly isSigned: boolean };
      return [isSigned ? INTEGERS[bitWidth]! : `UINT${bitWidth}`, 'integer'];
    }
    case Type.Float:
      return [(type as DataType & { readonly precision: number }).precision === 2 ? 'DOUBLE' : 'FLOAT', 'float'];
    case Type.Decimal:
      return [`DECIMAL(${(type as Decimal).precision},${(type as Decimal).scale})`, 'decimal'];
    case Type.Bool:
      return ['BOOLEAN', 'boolean'];
    case Type.Utf8:
    case Type.LargeUtf8:
      return ['STRING', 'text'];
    case Type.Date:
      return ['DATE', 'date'];
    case Type.Timestamp:
      return [(type as Timestamp).timezone ? 'TIMESTAMP' : 'TIMESTAMP_NTZ', 'timestamp'];
    case Type.Time:
      return ['TIME', 'time'];
    case Type.Interval:
    case Type.Duration:
      return ['INTERVAL', 'interval'];
    case Type.Binary:
    case Type.LargeBinary:
    case Type.FixedSizeBinary:
      return ['BINARY', 'binary'];
    case Type.List:
    case Type.FixedSizeList:
      return ['ARRAY', 'nested'];
    case Type.Map:
      return ['MAP', 'nested'];
    case Type.Struct:
      return ['STRUCT', 'nested'];
    default:
      return [String(type), 'other'];
  }
}
