import { Timestamp, type Value } from './value.ts';

export interface ScalarKind {
  readonly tag: string;
  readonly test: RegExp;
  readonly resolve: (text: string) => Value;
}

const digits = (text: string) => text.replaceAll('_', '');

/** What an unquoted scalar is to ruamel.yaml (YAML 1.2 with Python's numbers); text when none fits. */
export const SCALAR_KINDS: readonly ScalarKind[] = [
  { tag: 'null', test: /^(?:~|[Nn]ull|NULL)?$/, resolve: () => null },
  { tag: 'bool', test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/, resolve: (text) => text.toLowerCase() === 'true' },
  {
    tag: 'int',
    test: /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/,
    resolve: (text) => (text.startsWith('-') ? -1n : 1n) * BigInt(digits(text.replace(/^[-+]/, ''))),
  },
  {
    tag: 'float',
    test: /^(?:[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
    resolve: (text) => {
      if (/nan$/i.test(text)) return Number.NaN;
      if (/inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      return Number(digits(text));
    },
  },
  {
    tag: 'timestamp',
    test: /^\d{4}-(?:\d\d-\d\d|\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::\d\d)?))?)$/,
    resolve: (text) => new Timestamp(text),
  },
];

export function resolvePlainScalar(text: string): Value {
  // Most scalars are names and hashes: letters first, and no word that means something else.
  if (/^[a-zA-Z]/.test(text) && !/^(?:true|false|null)$/i.test(text)) return text;
  const kind = SCALAR_KINDS.find(({ test }) => test.test(text));
  return kind ? kind.resolve(text) : text;
}
