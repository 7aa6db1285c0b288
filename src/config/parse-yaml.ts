import type { Document, LineCounter, YAMLError } from 'yaml';

export interface YamlFault {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Where the same thing stands for the first time. */
  readonly otherOffset?: number;
}

export interface ParsedYaml {
  /** Absent when the faults leave nothing to go on with. */
  readonly document?: Document.Parsed;
  readonly faults: readonly YamlFault[];
}

export const deepestNesting = 64;
const mostSyntaxFaults = 5;

/** Parses text that should hold one YAML document; depth is limited before anything recursive sees it. */
export function parseYaml({ Composer, Parser }: typeof import('yaml'), text: string, lines: LineCounter): ParsedYaml {
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const conflict = /^(<{7}|\|{7}|={7}|>{7})(?= |\r?$)/m.exec(text);
  if (conflict) {
    const hint = 'settle it, and remove the lines of `<<<<<<<`, `=======` and `>>>>>>>`';
    return { faults: [{ offset: conflict.index, message: 'a merge conflict is left in the file', hint }] };
  }
  if (tokens.some(isTooDeep))
    return { faults: [{ offset: 0, message: `the file is nested more than ${deepestNesting} levels deep` }] };

  const composer = new Composer({ schema: 'core', version: '1.2', merge: false, resolveKnownTags: false, uniqueKeys: false });
  const [document, second] = composer.compose(tokens, true, text.length) as Iterable<Document.Parsed>;
  if (document?.errors.length) return { faults: firstOfEachLine(document.errors, lines) };
  if (second) {
    const hint = 'keep one, without `---` between its parts';
    return { faults: [{ offset: second.range[0], message: 'the file holds a second YAML document', hint }] };
  }
  return { ...(document && { document }), faults: document?.warnings.flatMap(explainWarning) ?? [] };
}

interface Token {
  readonly type: string;
  readonly value?: unknown;
  readonly items?: readonly { readonly key?: unknown; readonly value?: unknown }[];
}

function isTooDeep(root: unknown): boolean {
  const stack: [Token, number][] = [[root as Token, 0]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [token, depth] = next;
    if (depth > deepestNesting) return true;
    const inner = token.type === 'document' ? [token.value] : (token.items ?? []).flatMap(({ key, value }) => [key, value]);
    for (const child of inner) if (child) stack.push([child as Token, depth + 1]);
  }
  return false;
}

function firstOfEachLine(errors: readonly YAMLError[], lines: LineCounter): YamlFault[] {
  const seen = new Map<number, YamlFault>();
  for (const error of errors) {
    const { line } = lines.linePos(error.pos[0]);
    if (!seen.has(line)) seen.set(line, explainError(error));
  }
  return [...seen.values()].slice(0, mostSyntaxFaults);
}

function explainError({ code, message, pos: [offset] }: YAMLError): YamlFault {
  if (code === 'TAB_AS_INDENT') return { offset, message: 'a tab is used for indentation', hint: 'YAML indents with spaces' };
  const hint =
    code === 'BLOCK_AS_IMPLICIT_KEY'
      ? 'put a value that holds `: ` in quotes'
      : code === 'BAD_SCALAR_START'
        ? 'put the value in quotes'
        : undefined;
  return { offset, message: `not valid YAML: ${message}`, hint };
}

function explainWarning({ code, message, pos: [offset] }: YAMLError): YamlFault[] {
  if (code === 'BAD_ALIAS') return [];
  if (code !== 'TAG_RESOLVE_FAILED') return [{ offset, message }];
  return [{ offset, message: 'YAML tags are not understood here', hint: 'remove the word that begins with `!`' }];
}
