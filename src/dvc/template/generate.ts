import { pythonText } from '../params/python-text.ts';
import { isList, isMap, type Value, type ValueMap } from '../read/value.ts';
import type { Context } from './context.ts';
import { isExpression } from './expression.ts';
import { interpolate, templateText } from './interpolate.ts';
import { TemplateError } from './template-error.ts';

/** Most stages that one definition may generate. */
const LIMIT = 100_000;

/** One stage of a `foreach` or `matrix`: its suffix and what its template sees as `item` and, where there is one, `key`. */
export interface Generated {
  readonly suffix: string;
  readonly variables: Readonly<Record<string, Value>>;
}

/** Equal suffixes collapse into one stage, which sees the last value. */
export function generateForeach(foreach: Value, context: Context): Generated[] {
  checkKeys(foreach);
  const values = interpolate(foreach, context);
  if (isMap(values)) {
    return unique([...values].map(([key, item]) => ({ suffix: templateText(key), variables: { item, key: templateText(key) } })));
  }
  if (!isList(values)) throw new TemplateError('expected a list or a map');
  if (values.some((value) => isList(value) || isMap(value))) {
    return values.map((item, i) => ({ suffix: String(i), variables: { item } }));
  }
  return unique(values.map((item, i) => ({ suffix: suffixOf(item, isFromContext(foreach, i)), variables: { item } })));
}

/** Every combination, the first variable outermost. */
export function generateMatrix(matrix: ValueMap, context: Context): Generated[] {
  checkKeys(matrix);
  const resolved = interpolate(matrix, context) as ValueMap;
  let combinations: { readonly item: ValueMap; readonly parts: readonly string[] }[] = [{ item: new Map(), parts: [] }];
  for (const [i, [name, list]] of [...resolved].entries()) {
    const values = isList(list) ? list : isMap(list) ? [...list.keys()] : typeof list === 'string' ? [...list] : null;
    if (values === null) throw new TemplateError(`'${String(name)}' is not a list`);
    if (combinations.length * values.length > LIMIT) throw new TemplateError(`more than ${LIMIT} combinations`);
    const written = [...matrix.values()][i] as Value;
    combinations = combinations.flatMap(({ item, parts }) =>
      values.map((value, j) => ({
        item: new Map([...item, [name, value]]),
        parts: [...parts, isList(value) || isMap(value) ? `${String(name)}${j}` : suffixOf(value, isFromContext(written, j))],
      })),
    );
  }
  return unique(combinations.map(({ item, parts }) => ({ suffix: parts.join('-'), variables: { item, key: parts.join('-') } })));
}

/** A value that came through an expression is written as Python would, one that stands in the file as templates do. */
function suffixOf(value: Value, fromContext: boolean): string {
  return fromContext ? pythonText(value) : templateText(value);
}

function isFromContext(written: Value, index: number): boolean {
  return isList(written) ? typeof written[index] === 'string' : true;
}

/** DVC fails at a key that is nothing but an expression. */
function checkKeys(value: Value): void {
  if (isList(value)) for (const item of value) checkKeys(item);
  if (!isMap(value)) return;
  for (const [key, item] of value) {
    if (typeof key === 'string' && isExpression(key)) throw new TemplateError(`the key '${key}' cannot be an expression`);
    checkKeys(item);
  }
}

/** DVC cannot find stages of an empty suffix, or of one with an `@`, at the last of which it splits names. */
function unique(generated: readonly Generated[]): Generated[] {
  const lost = generated.find(({ suffix }) => suffix === '' || suffix.includes('@'));
  if (lost) throw new TemplateError(`'${lost.suffix}' cannot be part of a stage's name`);
  return [...new Map(generated.map((stage) => [stage.suffix, stage])).values()];
}
