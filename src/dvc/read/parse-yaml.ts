import { type Document, isScalar, LineCounter, type Pair, parseDocument, type ScalarTag, type Tags, visit } from 'yaml';
import { UserError } from '../../errors.ts';
import { parsePlainYaml } from './parse-plain-yaml.ts';
import { SCALAR_KINDS } from './plain-scalar.ts';
import type { Value } from './value.ts';

/** How often aliases may be expanded: enough for real files, too little for a bomb. */
const ALIASES = 1000;

/** Levels that would take a parser long, as indentation, as dashes on a line, or as brackets. */
const TOO_DEEP = /^ {500}|^ *(?:[-?] +){200}|(?:[[{]\s*){500}/m;

/**
 * Parses YAML as DVC does (ruamel.yaml, safe, YAML 1.2 with merge keys and Python's numbers).
 * Throws `UserError` for what DVC refuses: bad structure, doubled keys, unknown tags, several documents.
 */
export function parseYaml(text: string, path: string): Value {
  return parsePlainYaml(text) ?? parseFullYaml(text, path);
}

/** The same, through the full parser in any case. */
export function parseFullYaml(text: string, path: string): Value {
  const lineCounter = new LineCounter();
  const fail = (message: string, offset?: number, cause?: unknown): never => {
    const at = offset === undefined ? undefined : lineCounter.linePos(offset);
    throw new UserError(`not valid YAML: ${message}`, {
      position: { path, ...(at && { line: at.line, column: at.col }) },
      cause,
      ...(hasConflictMarkers(text) && { hint: 'the file holds merge conflict markers: resolve the conflict first' }),
    });
  };
  if (TOO_DEEP.test(text)) return fail('nested too deeply');
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
    mergeFirst(document);
    if (!/[\r\n]$/.test(text)) withoutLineEnd(document, text.length);
    return document.toJS({ mapAsMap: true, maxAliasCount: ALIASES }) as Value;
  } catch (error) {
    if (error instanceof UserError) throw error;
    return fail(error instanceof RangeError ? 'nested too deeply' : (error as Error).message, undefined, error);
  }
}

/** Merged keys stand before a map's own, wherever `<<` does. */
function mergeFirst(document: Document): void {
  visit(document, {
    Map(_, map) {
      const isMerge = ({ key }: Pair) => isScalar(key) && key.source === '<<' && key.type === 'PLAIN';
      if (map.items.some(isMerge)) map.items.sort((a, b) => Number(isMerge(b)) - Number(isMerge(a)));
    },
  });
}

/** A text block that ends with the file has a line end only when the file has one. */
function withoutLineEnd(document: Document, end: number): void {
  visit(document, {
    Scalar(_, node) {
      const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
      if (isBlock && node.range && node.range[1] >= end && typeof node.value === 'string')
        node.value = node.value.replace(/\n$/, '');
    },
  });
}

/** A `=======` without text counts too, which DVC overlooks. */
export function hasConflictMarkers(text: string): boolean {
  return /^(?:[<>]{7} .*|={7}(?: .*)?)\r?$/m.test(text);
}

const PYTHON_TAGS: ScalarTag[] = SCALAR_KINDS.map(({ tag, ...kind }) => ({
  tag: `tag:yaml.org,2002:${tag}`,
  default: true,
  ...kind,
}));
