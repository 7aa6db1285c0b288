import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBIntervalValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTimeValue,
  type DuckDBType,
  type DuckDBValue,
  FLOAT,
  INTEGER,
  INTERVAL,
  SMALLINT,
  TIME,
  TIMESTAMP,
  TIMESTAMP_NS,
  TIMESTAMPTZ,
  TINYINT,
  UBIGINT,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api';
import { type Data, DataType, IntervalUnit, Precision, TimeUnit, Type, type Vector } from 'apache-arrow';
import { arrowJson, decimalInteger } from './arrow-json.ts';

/** How the values of an Arrow type become those of a DuckDB column. */
export interface ArrowColumn {
  readonly type: DuckDBType;
  /** The type in SQL, where it isn't `type`'s name. */
  readonly declared?: 'JSON';
  /** Gives the value at each index of a vector of one chunk; never asked for a null. */
  reader(vector: Vector): (index: number) => DuckDBValue;
}

/** Nested values become JSON; dictionaries the values they stand for; what has no place in DuckDB (decimals of more than 38 digits) a double. */
export function arrowColumn(type: DataType): ArrowColumn {
  if (DataType.isDictionary(type)) return dictionary(arrowColumn(type.dictionary));
  if (DataType.isNull(type)) return plain(VARCHAR);
  if (DataType.isBool(type)) return plain(BOOLEAN);
  if (DataType.isInt(type)) return plain((type.isSigned ? SIGNED : UNSIGNED)[type.bitWidth]);
  if (DataType.isFloat(type)) return plain(type.precision === Precision.DOUBLE ? DOUBLE : FLOAT);
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type)) return plain(VARCHAR);
  if (isBytes(type)) return mapped(BLOB, (bytes: Uint8Array) => new DuckDBBlobValue(bytes));
  if (DataType.isDate(type)) return mapped(DATE, (millis: number) => new DuckDBDateValue(Math.floor(Number(millis) / DAY_MS)));
  if (DataType.isTime(type)) return time(type.unit);
  if (DataType.isTimestamp(type)) return timestamp(type.unit, type.timezone);
  if (DataType.isDuration(type)) return raw(INTERVAL, (value) => new DuckDBIntervalValue(0, 0, toMicros(value, type.unit)));
  if (DataType.isInterval(type)) return interval(type.unit);
  if (DataType.isDecimal(type)) return decimal(type.precision, type.scale);
  return { ...mapped(VARCHAR, (value) => arrowJson(value, type)), declared: 'JSON' };
}

const DAY_MS = 86_400_000;
const SIGNED = { 8: TINYINT, 16: SMALLINT, 32: INTEGER, 64: BIGINT } as const;
const UNSIGNED = { 8: UTINYINT, 16: USMALLINT, 32: UINTEGER, 64: UBIGINT } as const;

const isBytes = (type: DataType): boolean =>
  DataType.isBinary(type) || DataType.isLargeBinary(type) || DataType.isBinaryView(type) || DataType.isFixedSizeBinary(type);

const plain = (type: DuckDBType): ArrowColumn => mapped(type, (value) => value as DuckDBValue);

// biome-ignore lint/suspicious/noExplicitAny: the type of an Arrow value depends on its column's
const mapped = (type: DuckDBType, convert: (value: any) => DuckDBValue): ArrowColumn => ({
  type,
  reader: (vector) => (i) => convert(vector.get(i)),
});

/** From the stored integers: `get` would round times to milliseconds. */
const raw = (type: DuckDBType, convert: (value: bigint) => DuckDBValue): ArrowColumn => ({
  type,
  reader: (vector) => {
    const { values } = chunkOf(vector);
    return (i) => convert(BigInt(values[i] as number | bigint));
  },
});

const chunkOf = (vector: Vector): Data => vector.data[0] as Data;

function dictionary(column: ArrowColumn): ArrowColumn {
  return {
    ...column,
    reader: (vector) => {
      const { values, dictionary } = chunkOf(vector);
      const words = dictionary as Vector;
      let start = 0;
      // A dictionary that grew has a chunk for each addition.
      const converted = words.data.flatMap((_, chunk) => {
        const { length } = words.data[chunk] as Data;
        const part = words.slice(start, start + length);
        start += length;
        const read = column.reader(part);
        return Array.from({ length }, (_, i) => (part.isValid(i) ? read(i) : null));
      });
      return (i) => converted[Number(values[i])] ?? null;
    },
  };
}

function time(unit: TimeUnit): ArrowColumn {
  return raw(TIME, (value) => new DuckDBTimeValue(toMicros(value, unit)));
}

function timestamp(unit: TimeUnit, zone: string | null | undefined): ArrowColumn {
  if (zone) return raw(TIMESTAMPTZ, (value) => new DuckDBTimestampTZValue(toMicros(value, unit)));
  if (unit === TimeUnit.NANOSECOND) return raw(TIMESTAMP_NS, (value) => new DuckDBTimestampNanosecondsValue(value));
  return raw(TIMESTAMP, (value) => new DuckDBTimestampValue(toMicros(value, unit)));
}

function toMicros(value: bigint, unit: TimeUnit): bigint {
  if (unit === TimeUnit.SECOND) return value * 1_000_000n;
  if (unit === TimeUnit.MILLISECOND) return value * 1000n;
  if (unit === TimeUnit.MICROSECOND) return value;
  // Rounds down, also before 1970.
  return (value - (((value % 1000n) + 1000n) % 1000n)) / 1000n;
}

function interval(unit: IntervalUnit): ArrowColumn {
  return mapped(INTERVAL, (parts: Int32Array) => {
    const [a, b] = [parts[0]!, parts[1]!];
    if (unit === IntervalUnit.YEAR_MONTH) return new DuckDBIntervalValue(a * 12 + b, 0, 0n);
    if (unit === IntervalUnit.DAY_TIME) return new DuckDBIntervalValue(0, a, BigInt(b) * 1000n);
    const nanos = (BigInt(parts[3]!) << 32n) | BigInt(parts[2]! >>> 0);
    return new DuckDBIntervalValue(a, b, nanos / 1000n);
  });
}

function decimal(precision: number, scale: number): ArrowColumn {
  if (precision > 38 || scale < 0 || scale > precision) {
    return mapped(DOUBLE, (words: Uint32Array) => Number(`${decimalInteger(words)}e${-scale}`));
  }
  return mapped(
    DECIMAL(precision, scale),
    (words: Uint32Array) => new DuckDBDecimalValue(decimalInteger(words), precision, scale),
  );
}

/** Whether a type has no values at all. */
export const isNullType = (type: DataType): boolean => type.typeId === Type.Null;
