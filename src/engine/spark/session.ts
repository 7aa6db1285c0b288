import { tableFromIPC } from 'apache-arrow';
import { UserError } from '../../errors.ts';
import { rowsOf } from './arrow-rows.ts';
import type { Plan, SparkClient } from './client.ts';

/** Names that differ only in case are two, `${…}` in a name is text, and overflows are errors, never wrong numbers. */
const SETTINGS = {
  'spark.sql.caseSensitive': 'true',
  'spark.sql.variable.substitute': 'false',
  'spark.sql.ansi.enabled': 'true',
};

/** Times are in UTC. Other settings that some managed servers don't let users change are left as they are. */
export async function configure(client: SparkClient, signal: AbortSignal | undefined): Promise<void> {
  await client.set('spark.sql.session.timeZone', 'UTC', signal);
  for (const [key, value] of Object.entries(SETTINGS)) await client.set(key, value, signal).catch(unlessRefused);
}

export async function versionOf(client: SparkClient, signal: AbortSignal | undefined): Promise<string> {
  const { parts } = await client.execute({ query: 'SELECT version() AS version' }, signal);
  // Spark's answer also names the revision.
  return String(rowsOf(parts.map((part) => tableFromIPC(part)))[0]?.version).split(' ', 1)[0]!;
}

/** What some servers of the protocol lack. */
export interface Abilities {
  /** How rows of a statement are kept: in the cluster's cache, in files of the server, or not at all, so that a view computes them again. */
  readonly keep: 'cache' | 'checkpoint' | 'view';
  /** Takes the error that an approximate count may have. */
  readonly preciseCounts: boolean;
  /** Plans filters on lambda functions, by which texts are brought into Unicode's composed form. */
  readonly lambdas: boolean;
}

/** Found by trying. */
export async function abilitiesOf(client: SparkClient, version: string, signal: AbortSignal | undefined): Promise<Abilities> {
  const works = (plan: Plan) => client.execute(plan, signal).then((result) => result, unlessRefused);
  const [counted, cached] = await Promise.all([
    works({ query: 'SELECT approx_count_distinct(1, 0.01)' }),
    works({ query: `CACHE TABLE ${PROBE} AS SELECT 1 AS one` }),
  ]);
  const preciseCounts = counted !== false;
  // Sail 0.7 fails only where such a filter is pushed into a scan, which no probe without files shows.
  const lambdas = !version.startsWith('0.');
  if (cached) {
    await client.execute({ query: `UNCACHE TABLE IF EXISTS ${PROBE}` }, signal);
    return { keep: 'cache', preciseCounts, lambdas };
  }
  const checkpoint = await works({ keep: 'SELECT 1 AS one' });
  if (!checkpoint || checkpoint.kept === undefined) return { keep: 'view', preciseCounts, lambdas };
  await client.execute({ forget: checkpoint.kept }, signal).catch(unlessRefused);
  return { keep: 'checkpoint', preciseCounts, lambdas };
}

const PROBE = 'watertight_probe';

function unlessRefused(error: unknown): false {
  if (error instanceof UserError && error.message.startsWith('Spark refused')) return false;
  throw error;
}
