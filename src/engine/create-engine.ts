import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';
import type { Engine, EngineOptions } from './engine.ts';

/** @throws UserError for an engine that this version does not know. */
export async function createEngine(url: string, options: EngineOptions, signal?: AbortSignal): Promise<Engine> {
  if (url === 'duckdb') {
    const { DuckDBEngine } = await import('./duckdb/engine.ts');
    return DuckDBEngine.create(options);
  }
  if (/^sc:\/\//i.test(url)) {
    const { SparkEngine } = await import('./spark/engine.ts');
    return SparkEngine.connect(url, options, signal);
  }
  throw new UserError(`engine ${quote(url.replace(/:.*/s, ''))} is not supported`, {
    hint: 'leave out --engine to use the embedded engine, duckdb, or name a Spark Connect server: sc://host:15002',
  });
}
