import { parseDuration } from '../config/duration.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineTable } from '../engine/engine-table.ts';
import { describeError, UserError } from '../errors.ts';
import type { Feature, FeatureSource } from '../features/feature.ts';

/** The source that a feature was looked up in, or why it cannot be read. */
export type OpenedSource =
  | { readonly table: EngineTable; readonly by: FeatureSource /** Microseconds; 0: any age. */; readonly ttl: number }
  | { readonly problem: string };

/** The sources of features, by the features' names; each file is opened once. One that cannot be read leaves the others alone. */
export async function openSources(
  features: Iterable<Feature>,
  engine: Engine,
  baseDirectory: string,
): Promise<ReadonlyMap<string, OpenedSource>> {
  const tables = new Map<string, Promise<EngineTable | string>>();
  const sources = new Map<string, OpenedSource>();
  for (const { name, source, unsourced } of features) {
    if (!source) {
      if (unsourced !== undefined) sources.set(name, { problem: unsourced });
      continue;
    }
    const { path, ttl } = source;
    if (!tables.has(path)) tables.set(path, open(path, engine, baseDirectory));
    const table = await tables.get(path)!;
    sources.set(
      name,
      typeof table === 'string' ? { problem: table } : { table, by: source, ttl: ttl === undefined ? 0 : parseDuration(ttl) },
    );
  }
  return sources;
}

async function open(path: string, engine: Engine, baseDirectory: string): Promise<EngineTable | string> {
  try {
    const { relation, columns, rowNumber, part } = await engine.open(
      { location: path, format: undefined, options: {} },
      baseDirectory,
    );
    return new EngineTable(engine, { name: path, role: 'source', relation, columns, rowNumber, part });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `its source cannot be read: ${describeError(error)}`;
  }
}
