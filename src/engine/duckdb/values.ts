import type {
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTypeId,
  DuckDBUnionValue,
  DuckDBValue,
  DuckDBVariantValue,
} from '@duckdb/node-api';
import type { Row } from '../engine.ts';
import { exactDecimal, exactInteger } from '../exact-value.ts';
import type { Value } from '../sql.ts';
import { api } from './api.ts';

/**
 * Rows as plain values: 64-bit and larger integers are numbers up to 2^53 and bigints beyond, decimals numbers when the number
 * prints the same digits and text otherwise, dates and times ISO 8601 text (zoned ones in UTC), bytes hexadecimal text, nested values JSON text.
 */
export function toRows(chunks: readonly DuckDBDataChunk[], names: readonly string[]): Row[] {
  const rows: Row[] = [];
  for (const chunk of chunks) {
    const columns = names.map((_, i) => {
      const { typeId } = chunk.getColumnVector(i).type;
      return chunk.getColumnValues(i).map((value) => toValue(value, typeId));
    });
    // fromEntries also keeps a column called __proto__.
    for (let i = 0; i < chunk.rowCount; i++) {
      rows.push(Object.fromEntries(names.map((name, j) => [name, columns[j]![i]!])));
    }
  }
  return rows;
}

function toValue(value: DuckDBValue, type: DuckDBTypeId): Value {
  if (value === null) return null;
  if (typeof value === 'bigint') return exactInteger(value);
  if (typeof value !== 'object') return value;
  switch (type) {
    case api.DuckDBTypeId.DECIMAL:
      return exactDecimal(value.toString());
    case api.DuckDBTypeId.LIST:
    case api.DuckDBTypeId.ARRAY:
    case api.DuckDBTypeId.STRUCT:
    case api.DuckDBTypeId.MAP:
    case api.DuckDBTypeId.UNION:
    case api.DuckDBTypeId.VARIANT:
      return toJson(value);
    default:
      return scalarText(value);
  }
}

function scalarText(value: object): string {
  const text = String(value);
  switch (value.constructor.name) {
    case 'DuckDBDateValue':
      return dateText(value as DuckDBDateValue, text);
    case 'DuckDBTimestampTZValue':
      return zonedText(value as DuckDBTimestampTZValue);
    case 'DuckDBTimestampValue':
    case 'DuckDBTimestampSecondsValue':
    case 'DuckDBTimestampMillisecondsValue':
    case 'DuckDBTimestampNanosecondsValue':
      return text.replace(' ', 'T');
    case 'DuckDBBlobValue':
      return Buffer.from((value as { bytes: Uint8Array }).bytes).toString('hex');
    default:
      return text;
  }
}

function dateText({ days }: DuckDBDateValue, text: string): string {
  if (days === api.DuckDBDateValue.PosInf.days) return 'infinity';
  return days === api.DuckDBDateValue.NegInf.days ? '-infinity' : text;
}

function zonedText({ micros }: DuckDBTimestampTZValue): string {
  const text = new api.DuckDBTimestampValue(micros).toString().replace(' ', 'T');
  return text.endsWith('infinity') ? text : `${text}Z`;
}

/** JSON with exact integers and decimals; NaN and infinities as text; maps as objects when their keys are texts, else as pairs. */
function toJson(value: DuckDBValue): string {
  if (value === null) return 'null';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : `"${value}"`;
  if (typeof value !== 'object') return JSON.stringify(value);
  switch (value.constructor.name) {
    case 'DuckDBListValue':
    case 'DuckDBArrayValue':
      return `[${(value as DuckDBListValue).items.map(toJson).join(',')}]`;
    case 'DuckDBStructValue':
      return jsonObject(Object.entries((value as DuckDBStructValue).entries));
    case 'DuckDBMapValue':
      return jsonMap(value as DuckDBMapValue);
    case 'DuckDBUnionValue':
      return toJson((value as DuckDBUnionValue).value);
    case 'DuckDBVariantValue':
      return toJson((value as DuckDBVariantValue).value);
    case 'DuckDBDecimalValue':
      return value.toString();
    default:
      return JSON.stringify(scalarText(value));
  }
}

function jsonMap({ entries }: DuckDBMapValue): string {
  if (entries.every(({ key }) => typeof key === 'string')) {
    return jsonObject(entries.map(({ key, value }) => [key as string, value]));
  }
  return `[${entries.map(({ key, value }) => `[${toJson(key)},${toJson(value)}]`).join(',')}]`;
}

const jsonObject = (entries: readonly (readonly [string, DuckDBValue])[]): string =>
  `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${toJson(value)}`).join(',')}}`;
