import { UserError } from '../errors.ts';
import type { Engine, EngineOptions } from './engine.ts';

/** @throws UserError for an engine that this version does not know. */
export async function createEngine(url: string, options: EngineOptions): Promise<Engine> {
  if (url === 'duckdb') {
    const { DuckDBEngine } = await import('./duckdb/engine.ts');
    return DuckDBEngine.create(options);
  }
  throw new UserError(`engine ${url} is not supported`, { hint: 'leave out --engine to use the embedded engine, duckdb' });
}
