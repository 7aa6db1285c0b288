import { TemplateError } from './template-error.ts';

export interface Expression {
  readonly start: number;
  readonly end: number;
  /** Dotted path, brackets turned into dots. */
  readonly path: string;
}

const EXPRESSION = /(?<!\\)\$\{(.*?)\}/g;
const PATH = /^[^.[\]]+(?:\.[^.[\]]+|\[[^.[\]]+\])*$/;

/** The `${…}` of a text, in order. Throws `TemplateError` for one that isn't a dotted path. */
export function expressionsIn(text: string): Expression[] {
  return [...text.matchAll(EXPRESSION)].map((match) => {
    const inner = match[1] as string;
    if (!PATH.test(inner)) throw new TemplateError(`\${${inner}} is not a path of names`);
    return { start: match.index, end: match.index + match[0].length, path: inner.replaceAll('[', '.').replaceAll(']', '') };
  });
}

export function hasExpression(text: string): boolean {
  return text.match(EXPRESSION) !== null;
}
