/** What an offline store does with the rows that it joins, where stores differ (Feast 0.67). */
export interface OfflineStore {
  /** As feature_store.yaml names it; `dask` also for `file`. */
  readonly type: string;
  /** `seconds`: in whole ones, so that less than one is none. */
  readonly ttl: 'kept' | 'seconds' | 'ignored';
  /** Of rows with the same key and time: one row for each, the one written last, or any. */
  readonly ties: 'fan-out' | 'last-written' | 'any';
  /** Keeps one of the training rows that share their keys and time. */
  readonly collapses: boolean;
  /** May know `strict_pit=False`, by which values of any time are joined. */
  readonly loose: boolean;
}

const TEMPLATED = /bigquery|redshift|athena|postgres|spark|trino|clickhouse|couchbase/i;

/** `type` is a name or, for a store that is no part of Feast, a class. */
export function offlineStore(type: string): OfflineStore {
  return { type, ...joinOf(type), loose: /mongo|^hybrid|^remote|\.(hybrid|remote)/i.test(type) };
}

function joinOf(type: string): Omit<OfflineStore, 'type' | 'loose'> {
  if (type === 'dask') return { ttl: 'kept', ties: 'any', collapses: true };
  if (/^ray$|\.ray\w*$/i.test(type)) return { ttl: 'ignored', ties: 'any', collapses: true };
  if (TEMPLATED.test(type)) return { ttl: 'seconds', ties: 'fan-out', collapses: false };
  return { ttl: /mssql/i.test(type) ? 'seconds' : 'kept', ties: 'last-written', collapses: false };
}
