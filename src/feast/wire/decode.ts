import protobuf from 'protobufjs';
import { SCHEMA } from './schema.ts';

let root: protobuf.Root | undefined;

/**
 * A message of feast.core as a plain object with the names that protobuf-JSON has. Fields that are not known are passed over.
 * @throws Error for bytes that are no such message or end too early
 */
export function decode(message: string, bytes: Uint8Array): unknown {
  root ??= protobuf.Root.fromJSON(SCHEMA);
  const type = root.lookupType(message);
  return type.toObject(type.decode(bytes), { longs: Number, defaults: false });
}
