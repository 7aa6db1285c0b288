import { DataType, type MapRow, type StructRow, TimeUnit, type Vector } from 'apache-arrow';

/** A nested value as JSON text, with exact integers and decimals; NaN and infinities as text, bytes hexadecimal. */
export function arrowJson(value: unknown, type: DataType): string {
  if (value === null || value === undefined) return 'null';
  if (DataType.isDictionary(type)) return arrowJson(value, type.dictionary);
  if (DataType.isStruct(type)) return struct(value as StructRow, type);
  if (DataType.isMap(type)) return map(value as MapRow, type);
  const [child] = type.children ?? [];
  if (child && !DataType.isUnion(type)) return list(value as Vector, child.type);
  if (DataType.isDecimal(type)) return decimalText(value as Uint32Array, type.scale);
  if (DataType.isDate(type)) return `"${new Date(Number(value)).toISOString().slice(0, 10)}"`;
  if (DataType.isTimestamp(type)) return timestampText(value as number, type.unit, type.timezone);
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('hex')}"`;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return `"${value}"`;
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

/** The integer of a decimal's 32-bit words, the lowest first, in two's complement. */
export function decimalInteger(words: Uint32Array): bigint {
  let integer = 0n;
  for (let i = words.length - 1; i >= 0; i--) integer = (integer << 32n) | BigInt(words[i]!);
  return BigInt.asIntN(words.length * 32, integer);
}

function struct(row: StructRow, type: DataType): string {
  const values = row.toArray() as unknown[];
  return `{${type.children.map((field, i) => `${JSON.stringify(field.name)}:${arrowJson(values[i], field.type)}`).join(',')}}`;
}

function map(row: MapRow, type: DataType): string {
  const [key, value] = type.children[0]!.type.children;
  const isText = DataType.isUtf8(key!.type) || DataType.isLargeUtf8(key!.type);
  const pairs = [...row].map(([k, v]) => [isText ? JSON.stringify(k) : arrowJson(k, key!.type), arrowJson(v, value!.type)]);
  return isText
    ? `{${pairs.map((pair) => pair.join(':')).join(',')}}`
    : `[${pairs.map((pair) => `[${pair.join(',')}]`).join(',')}]`;
}

const list = (items: Vector, type: DataType): string =>
  `[${Array.from({ length: items.length }, (_, i) => arrowJson(items.get(i), type)).join(',')}]`;

function decimalText(words: Uint32Array, scale: number): string {
  const integer = decimalInteger(words);
  if (scale <= 0) return `${integer}${'0'.repeat(-scale)}`;
  const digits = String(integer < 0n ? -integer : integer).padStart(scale + 1, '0');
  return `${integer < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function timestampText(millis: number, unit: TimeUnit, zone: string | null | undefined): string {
  const text = new Date(millis).toISOString().replace(/Z$/, zone ? 'Z' : '');
  return `"${unit === TimeUnit.SECOND ? text.replace('.000', '') : text}"`;
}
