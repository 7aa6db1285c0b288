import { TemplateError } from './template-error.ts';

export interface Expression {
  readonly start: number;
  readonly end: number;
  /** Dotted path, brackets turned into dots. */
  readonly path: string;
}

const PATH = /^[^.[\]]+(?:\.[^.[\]]+|\[[^.[\]]+\])*$/;

/** The `${…}` of a text, in order. Throws `TemplateError` for one that isn't a dotted path. */
export function expressionsIn(text: string): Expression[] {
  return [...spans(text)].map(({ start, end }) => {
    const inner = text.slice(start + 2, end - 1);
    if (!PATH.test(inner)) throw new TemplateError(`\${${inner}} is not a path of names`);
    return { start, end, path: inner.replaceAll('[', '.').replaceAll(']', '') };
  });
}

/** Whether a text is one expression and nothing else. */
export function isExpression(text: string): boolean {
  const [first] = expressionsIn(text);
  return first !== undefined && first.start === 0 && first.end === text.length;
}

export function hasExpression(text: string): boolean {
  return !spans(text).next().done;
}

/** From an unescaped `${` to the next `}` of the same line. */
function* spans(text: string): Generator<{ start: number; end: number }> {
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', start)) {
    const close = text.indexOf('}', start + 2);
    if (close < 0) return;
    const line = text.lastIndexOf('\n', close);
    if (text[start - 1] === '\\') start += 2;
    else if (line > start) start = line;
    else {
      yield { start, end: close + 1 };
      start = close + 1;
    }
  }
}
