import { tableFromIPC } from 'apache-arrow';
import { UserError } from '../../errors.ts';
import { rowsOf } from './arrow-rows.ts';
import type { SparkClient } from './client.ts';
import type { Abilities } from './dialect.ts';

/** Column names that differ only in case are two columns, and overflows are errors, never wrong numbers. */
const SETTINGS = { 'spark.sql.caseSensitive': 'true', 'spark.sql.ansi.enabled': 'true' };

/** Times are in UTC. Other settings that some managed servers don't let users change are left as they are. */
export async function configure(client: SparkClient, signal: AbortSignal | undefined): Promise<void> {
  await client.set('spark.sql.session.timeZone', 'UTC', signal);
  for (const [key, value] of Object.entries(SETTINGS)) await client.set(key, value, signal).catch(unlessRefused);
}

export async function versionOf(client: SparkClient, signal: AbortSignal | undefined): Promise<string> {
  const parts = await client.execute({ query: 'SELECT version() AS version' }, signal);
  // Spark's answer also names the revision.
  return String(rowsOf(parts.map((part) => tableFromIPC(part)))[0]?.version).split(' ', 1)[0]!;
}

/** What the server can do, found by trying. */
export async function abilitiesOf(client: SparkClient, signal: AbortSignal | undefined): Promise<Abilities> {
  const works = (query: string) => client.execute({ query }, signal).then(() => true, unlessRefused);
  const view = 'watertight_probe';
  const [preciseCounts, cache] = await Promise.all([
    works('SELECT approx_count_distinct(1, 0.01)'),
    works(`CACHE TABLE ${view} AS SELECT 1 AS one`),
  ]);
  if (cache) await client.execute({ query: `UNCACHE TABLE IF EXISTS ${view}` }, signal);
  return { preciseCounts, cache };
}

function unlessRefused(error: unknown): false {
  if (error instanceof UserError && error.message.startsWith('Spark refused')) return false;
  throw error;
}
