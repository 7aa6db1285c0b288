import { type Data, type Decimal, type Table, type Timestamp, type TimeUnit, Type, type Vector } from 'apache-arrow';
import type { Row } from '../engine.ts';
import { exactDecimal, exactInteger } from '../exact-value.ts';
import type { FrameColumn } from '../frame.ts';
import type { Value } from '../sql.ts';

/** Rows as plain values, in the form in which the embedded engine gives them too: see `toRows` there. */
export function rowsOf(tables: readonly Table[]): Row[] {
  const rows: Row[] = [];
  for (const table of tables) {
    const names = table.schema.fields.map(({ name }) => name);
    const columns = names.map((_, i) => valuesOf(table.getChildAt(i)!));
    // fromEntries also keeps a column called __proto__.
    for (let i = 0; i < table.numRows; i++) rows.push(Object.fromEntries(names.map((name, j) => [name, columns[j]![i]!])));
  }
  return rows;
}

/** Doubles become one Float64Array with NaN for NULL, other values texts. */
export function frameColumnsOf(tables: readonly Table[]): FrameColumn[] {
  const rows = tables.reduce((sum, table) => sum + table.numRows, 0);
  const fields = tables[0]?.schema.fields ?? [];
  return fields.map(({ type }, column) => {
    const vectors = tables.map((table) => table.getChildAt(column)!);
    if (type.typeId !== Type.Float) return vectors.flatMap((vector) => valuesOf(vector) as (string | null)[]);
    const values = new Float64Array(rows);
    let row = 0;
    for (const vector of vectors) {
      for (const data of vector.data as readonly Data[]) {
        values.set((data.values as Float64Array).subarray(0, data.length), row);
        if (data.nullCount) for (let i = 0; i < data.length; i++) if (!data.getValid(i)) values[row + i] = Number.NaN;
        row += data.length;
      }
    }
    return values;
  });
}

function valuesOf(vector: Vector): Value[] {
  const values: Value[] = [];
  for (const data of vector.data as readonly Data[]) {
    const read = readerOf(data, vector);
    const before = values.length;
    for (let i = 0; i < data.length; i++) values.push(data.nullCount && !data.getValid(i) ? null : read(i, before + i));
  }
  return values;
}

type Reader = (index: number, row: number) => Value;

/** Reads from the buffers where the library would round: times to milliseconds, decimals to their words. */
function readerOf({ type, values }: Data, vector: Vector): Reader {
  switch (type.typeId) {
    case Type.Int:
      return values instanceof BigInt64Array || values instanceof BigUint64Array
        ? (i) => exactInteger(values[i]!)
        : (i) => (values as Int32Array)[i]!;
    case Type.Decimal: {
      const { scale, bitWidth } = type as Decimal;
      return (i) =>
        exactDecimal(decimalText((values as Uint32Array).subarray((i * bitWidth) / 32, ((i + 1) * bitWidth) / 32), scale));
    }
    case Type.Timestamp: {
      const { unit, timezone } = type as Timestamp;
      return (i) => `${timestampText(toMicros((values as BigInt64Array)[i]!, unit))}${timezone ? 'Z' : ''}`;
    }
    case Type.Date:
      return (_, row) => new Date(Number(vector.get(row))).toISOString().replace(/T.*$/, '');
    case Type.Time:
      return (i) => timestampText(toMicros(BigInt((values as BigInt64Array)[i]!), (type as Timestamp).unit)).slice(11);
    default:
      return (_, row) => plain(vector.get(row));
  }
}

function plain(value: unknown): Value {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return exactInteger(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

/** Little-endian words of a two's complement integer, `scale` of whose digits are decimals. */
function decimalText(words: Uint32Array, scale: number): string {
  let unsigned = 0n;
  for (const word of [...words].reverse()) unsigned = (unsigned << 32n) | BigInt(word);
  const value = BigInt.asIntN(words.length * 32, unsigned);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${value < 0n ? '-' : ''}${whole}${scale ? `.${digits.slice(digits.length - scale)}` : ''}`;
}

const MICROS: readonly [TimeUnit, bigint][] = [
  [0, 1_000_000n],
  [1, 1000n],
  [2, 1n],
];

function toMicros(value: bigint, unit: TimeUnit): bigint {
  const found = MICROS.find(([known]) => known === unit);
  return found ? value * found[1] : value / 1000n;
}

function timestampText(micros: bigint): string {
  const second = 1_000_000n;
  const fraction = ((micros % second) + second) % second;
  const text = new Date(Number((micros - fraction) / 1000n)).toISOString().replace('.000Z', '');
  return fraction ? `${text}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}` : text;
}
