import { createRequire } from 'node:module';

/** What DuckDB's own module is built on: hands out the memory of a vector, which that keeps to itself. */
export const bindings: typeof import('@duckdb/node-bindings') = createRequire(import.meta.url)('@duckdb/node-bindings');
