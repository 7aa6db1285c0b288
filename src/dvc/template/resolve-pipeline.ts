import { posix } from 'node:path';
import { UserError } from '../../errors.ts';
import { isMap, type Value, type ValueMap } from '../read/value.ts';
import { Context, type LoadVars } from './context.ts';
import { hasExpression } from './expression.ts';
import { type Generated, generateForeach, generateMatrix } from './generate.ts';
import { interpolate, interpolateText, templateText } from './interpolate.ts';
import { TemplateError } from './template-error.ts';
import type { FlagStyle } from './unpack-flags.ts';

export interface ResolvedStage {
  /** With `@suffix` when generated. */
  readonly name: string;
  /** Without `vars`; nothing left to resolve. */
  readonly definition: ValueMap;
}

export interface ResolvedPipeline {
  readonly stages: readonly ResolvedStage[];
  /** The `datasets` section, undefined when there is none. */
  readonly datasets: Value | undefined;
}

export interface ResolveOptions {
  /** Reads a file of variables, its path relative to the root; undefined when there is none. */
  readonly readVars: (path: string) => Value | undefined;
  readonly flags?: FlagStyle;
}

/** Sections that hold no stages but are resolved all the same. */
const OTHER_SECTIONS = ['artifacts', 'datasets', 'metrics', 'params', 'plots'];

/** Resolves a `dvc.yaml`, at `path` below the root, that has passed its shape. Throws `UserError` that names the stage and the key. */
export function resolvePipeline(document: ValueMap, path: string, { readVars, flags }: ResolveOptions): ResolvedPipeline {
  const base = posix.dirname(path);
  const load: LoadVars = (file, directory) => {
    const key = posix.join(base, directory, file);
    if (key.includes('\0')) throw new TemplateError('the name of a file of variables holds NUL');
    const values = readVars(key);
    if (values === undefined) throw new TemplateError(`'${key}' does not exist`);
    return { key, values };
  };
  const at = <T>(where: string, resolve: () => T): T => {
    try {
      return resolve();
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      throw new UserError(`cannot resolve ${where}: ${error.message}`, { position: { path } });
    }
  };
  const context = at('vars', () => {
    const defaults = readVars(posix.join(base, 'params.yaml')) === undefined ? [] : ['params.yaml'];
    return loadAll(defaults, document.get('vars'), new Context(), '.', load);
  });

  const resolveOne = (name: string, definition: ValueMap, scope: Context): ResolvedStage => {
    const wdir = definition.get('wdir');
    const directory = at(`stages.${name}.wdir`, () =>
      wdir === undefined ? '.' : templateText(interpolateText(wdir as string, scope)),
    );
    const inner = at(`stages.${name}.vars`, () => loadAll([], definition.get('vars'), scope, directory, load));
    const keys = [...definition].filter(([key]) => key !== 'vars');
    return {
      name,
      definition: new Map(
        keys.map(([key, value]) => {
          const options = { key: key as string, ...(flags && { flags }) };
          return [key, at(`stages.${name}.${String(key)}`, () => interpolate(value, inner, options))];
        }),
      ),
    };
  };

  const others = new Map(
    OTHER_SECTIONS.flatMap((section) => {
      const value = document.get(section);
      return value === undefined ? [] : [[section, at(section, () => interpolate(value, context))] as const];
    }),
  );
  const definitions = (document.get('stages') ?? new Map()) as ValueMap;
  const stages = [...definitions].flatMap(([key, value]) => {
    const name = key as string;
    const definition = value as ValueMap;
    const { template, generated } = at(`stages.${name}`, () => expand(definition, context));
    if (generated === null)
      return [
        resolveOne(
          at(`stages.${name}`, () => plainName(name)),
          template,
          context,
        ),
      ];
    return generated.map(({ suffix, variables }) => resolveOne(`${name}@${suffix}`, template, context.withReserved(variables)));
  });
  return { stages, datasets: others.get('datasets') };
}

function expand(definition: ValueMap, context: Context): { template: ValueMap; generated: Generated[] | null } {
  const matrix = definition.get('matrix');
  if (isMap(matrix)) {
    return { template: new Map([...definition].filter(([key]) => key !== 'matrix')), generated: generateMatrix(matrix, context) };
  }
  const foreach = definition.get('foreach');
  if (foreach === undefined) return { template: definition, generated: null };
  return { template: definition.get('do') as ValueMap, generated: generateForeach(foreach, context) };
}

/** DVC takes what follows an `@` for the suffix of a generated stage. */
function plainName(name: string): string {
  if (name.includes('@')) throw new TemplateError("the name holds an '@', which only generated stages have");
  return name;
}

function loadAll(
  first: readonly string[],
  vars: Value | undefined,
  context: Context,
  directory: string,
  load: LoadVars,
): Context {
  const items = (vars ?? []) as readonly Value[];
  checkPlain(items);
  return [...first, ...items].reduce<Context>((scope, item) => scope.load(item, directory, load), context);
}

/** Variables are not themselves resolved. */
function checkPlain(value: Value): void {
  for (const text of textsIn(value)) if (hasExpression(text)) throw new TemplateError('an expression cannot stand here');
}

function* textsIn(value: Value): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (isMap(value)) for (const entry of value) for (const part of entry) yield* textsIn(part);
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
}
