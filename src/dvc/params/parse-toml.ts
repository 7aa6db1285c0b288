import { parse, TomlDate, type TomlValue } from 'smol-toml';
import { UserError } from '../../errors.ts';
import { Timestamp, type Value } from '../read/value.ts';

export function parseToml(text: string, path: string): Value {
  try {
    return toValue(parse(text, { integersAsBigInt: true }));
  } catch (error) {
    const { line, column, message } = error as { line?: number; column?: number; message: string };
    const position = { path, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
    throw new UserError(`not valid TOML: ${message.split('\n')[0]}`, { position, cause: error });
  }
}

function toValue(value: TomlValue): Value {
  if (value instanceof TomlDate) return new Timestamp(value.toISOString());
  if (Array.isArray(value)) return value.map(toValue);
  if (typeof value === 'object') return new Map(Object.entries(value).map(([key, item]) => [key, toValue(item)]));
  return value;
}
