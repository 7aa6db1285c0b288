import { LineCounter, parseDocument, type ScalarTag, type Tags } from 'yaml';
import { UserError } from '../../errors.ts';
import { Timestamp, type Value } from './value.ts';

/** How often aliases may be expanded: enough for real files, too little for a bomb. */
const ALIASES = 1000;

/**
 * Parses YAML as DVC does (ruamel.yaml, safe, YAML 1.2 with merge keys and Python's numbers).
 * Throws `UserError` for what DVC refuses: bad structure, doubled keys, unknown tags, several documents.
 */
export function parseYaml(text: string, path: string): Value {
  const lineCounter = new LineCounter();
  const fail = (message: string, offset?: number, cause?: unknown): never => {
    const at = offset === undefined ? undefined : lineCounter.linePos(offset);
    throw new UserError(`not valid YAML: ${message}`, {
      position: { path, ...(at && { line: at.line, column: at.col }) },
      cause,
      ...(hasConflictMarkers(text) && { hint: 'the file holds merge conflict markers: resolve the conflict first' }),
    });
  };
  try {
    const document = parseDocument(text, {
      version: '1.2',
      schema: 'failsafe',
      customTags: (tags: Tags) => [...tags, ...PYTHON_TAGS],
      merge: true,
      prettyErrors: false,
      logLevel: 'error',
      lineCounter,
    });
    const problem = [...document.errors, ...document.warnings][0];
    if (problem) return fail(problem.message, problem.pos[0], problem);
    return document.toJS({ mapAsMap: true, maxAliasCount: ALIASES }) as Value;
  } catch (error) {
    if (error instanceof UserError) throw error;
    return fail(error instanceof RangeError ? 'nested too deeply' : (error as Error).message, undefined, error);
  }
}

/** A `=======` without text counts too, which DVC overlooks. */
export function hasConflictMarkers(text: string): boolean {
  return /^(?:[<>]{7} .*|={7}(?: .*)?)\r?$/m.test(text);
}

const scalar = (tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag => ({
  tag: `tag:yaml.org,2002:${tag}`,
  default: true,
  test,
  resolve,
});
const digits = (text: string) => text.replaceAll('_', '');

const PYTHON_TAGS: ScalarTag[] = [
  scalar('null', /^(?:~|[Nn]ull|NULL)?$/, () => null),
  scalar('bool', /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/, (text) => text.toLowerCase() === 'true'),
  scalar('int', /^[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)$/, (text) => {
    const sign = text.startsWith('-') ? -1n : 1n;
    return sign * BigInt(digits(text.replace(/^[-+]/, '')));
  }),
  scalar(
    'float',
    /^(?:[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
    (text) => {
      if (/nan$/i.test(text)) return Number.NaN;
      if (/inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      return Number(digits(text));
    },
  ),
  scalar(
    'timestamp',
    /^\d{4}-(?:\d\d-\d\d|\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::\d\d)?))?)$/,
    (text) => new Timestamp(text),
  ),
];
