import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';
import type { TextField, TextMessage } from './text-format.ts';

type Kind = 'text' | 'number' | 'word';

/** All messages that a field of this name holds. @throws UserError for values of another type */
export function messagesOf(message: TextMessage | undefined, name: string): TextMessage[] {
  return named(message, name).map((field) => {
    const { value } = field;
    if (typeof value === 'object' && 'fields' in value) return value;
    throw unlike(field, 'a message');
  });
}

/** The last value wins, as in protobuf. */
export const messageOf = (message: TextMessage | undefined, name: string): TextMessage | undefined =>
  messagesOf(message, name).at(-1);

export const textsOf = (message: TextMessage | undefined, name: string): string[] =>
  named(message, name).map((field) => (typeof field.value === 'string' ? field.value : refuse(field, 'text')));

export const textOf = (message: TextMessage | undefined, name: string): string | undefined => textsOf(message, name).at(-1);

/** A finite number; `inf` and `nan` are undefined, for they bound nothing. */
export function numberOf(message: TextMessage | undefined, name: string): number | undefined {
  const field = named(message, name).at(-1);
  if (!field) return undefined;
  const { value } = field;
  if (typeof value === 'object' && 'word' in value && /^-?(inf|infinity|nan)f?$/i.test(value.word)) return undefined;
  if (typeof value !== 'number' || Number.isNaN(value)) return refuse(field, 'a number');
  return Number.isFinite(value) ? value : undefined;
}

/** The name of an enumeration's value, or `true` and `false`. */
export function wordOf(message: TextMessage | undefined, name: string): string | undefined {
  const field = named(message, name).at(-1);
  if (!field) return undefined;
  const { value } = field;
  if (typeof value === 'object' && 'word' in value) return value.word;
  return typeof value === 'number' ? String(value) : refuse(field, 'a name');
}

export const has = (message: TextMessage | undefined, name: string): boolean => named(message, name).length > 0;

const named = (message: TextMessage | undefined, name: string): TextField[] =>
  message?.fields.filter((field) => field.name === name) ?? [];

function refuse(field: TextField, expected: string): never {
  throw unlike(field, expected);
}

function unlike({ name, value, position }: TextField, expected: string): UserError {
  const found: Kind | 'message' =
    typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'word' in value ? 'word' : 'message';
  return new UserError(`${quote(name)} must be ${expected}, not a ${found}`.replace('a text', 'text'), { position });
}
