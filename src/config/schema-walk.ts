import type { z } from 'zod';
import type { Path } from './path.ts';

type Schema = z.core.$ZodType;
type Def = z.core.$ZodTypes['_zod']['def'];

/** The schemas that may stand at a path, one for each form a union allows. */
export function schemasAt(schema: Schema, path: Path): Schema[] {
  return path.reduce<Schema[]>((schemas, part) => schemas.flatMap((each) => childrenAt(each, part)), formsOf(schema));
}

/** The keys a map may have, over all its forms. */
export const keysOf = (schemas: readonly Schema[]): string[] => schemas.flatMap((schema) => Object.keys(shapeOf(schema) ?? {}));

/** What is said of the value at a path. */
export function descriptionAt(schema: Schema, path: Path): string | undefined {
  const parents = schemasAt(schema, path.slice(0, -1));
  const last = path.at(-1);
  return parents.map((parent) => describedBy(shapeOf(parent)?.[String(last)])).find((text) => text !== undefined);
}

function childrenAt(schema: Schema, part: string | number): Schema[] {
  const def = schema._zod.def as Def;
  if (def.type === 'object') return Object.hasOwn(def.shape, part) ? formsOf(def.shape[part]!) : [];
  if (def.type === 'record') return formsOf(def.valueType);
  if (def.type === 'array') return formsOf(def.element);
  if (def.type === 'tuple') return formsOf(def.items[Number(part)] ?? def.rest ?? undefined);
  return [];
}

function formsOf(schema: Schema | undefined): Schema[] {
  if (!schema) return [];
  const def = schema._zod.def as Def;
  if (def.type === 'union') return def.options.flatMap(formsOf);
  return 'innerType' in def ? formsOf(def.innerType as Schema) : [schema];
}

function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const def = schema._zod.def as Def;
  return def.type === 'object' ? def.shape : undefined;
}

function describedBy(schema: Schema | undefined): string | undefined {
  if (!schema) return undefined;
  const { description } = schema as { description?: string };
  return description ?? describedBy((schema._zod.def as { innerType?: Schema }).innerType);
}
