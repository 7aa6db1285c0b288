import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRegistry } from '../../src/feast/read-registry.ts';

interface Sqlite {
  readonly DatabaseSync: new (
    path: string,
  ) => {
    exec(statement: string): void;
    prepare(statement: string): { run(...values: (string | number | Uint8Array)[]): unknown };
    close(): void;
  };
}

const sqlite = (process as { getBuiltinModule?: (name: string) => unknown }).getBuiltinModule?.('node:sqlite') as
  | Sqlite
  | undefined;
if (!sqlite) process.stdout.write(`Node ${process.version} has no SQLite, so no SQL registry is read\n`);

/** Messages of feast.core, as `feast apply` writes them into the rows of an SQL registry. */
const VIEW = Buffer.from(
  '0aaf010a0c6472697665725f7374617473120464656d6f1a06647269766572220d0a09636f6e765f726174651006320308a0383a6c08011a0f6576656e745f' +
    '74696d657374616d702a07637265617465645a141212646174612f73746174732e706172717565748a013166656173742e696e6672612e6f66666c696e65' +
    '5f73746f7265732e66696c655f736f757263652e46696c65536f75726365a201037372634001620d0a096472697665725f6964100412080a0608808bd2bb06',
  'hex',
);
const SERVICE = Buffer.from('0a2a0a03737663120464656d6f1a1d0a0c6472697665725f7374617473120d0a09636f6e765f726174651006', 'hex');

describe.skipIf(!sqlite)('an SQL registry in SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'watertight-sql-registry-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function registry(name: string, views: readonly Uint8Array[]): string {
    const path = join(folder, name);
    const database = new sqlite!.DatabaseSync(path);
    database.exec('CREATE TABLE feature_views (feature_view_name TEXT, project_id TEXT, feature_view_proto BLOB)');
    database.exec('CREATE TABLE feature_services (feature_service_name TEXT, project_id TEXT, feature_service_proto BLOB)');
    for (const bytes of views) database.prepare('INSERT INTO feature_views VALUES (?, ?, ?)').run('driver_stats', 'demo', bytes);
    database.prepare('INSERT INTO feature_services VALUES (?, ?, ?)').run('svc', 'demo', SERVICE);
    database.close();
    return path;
  }

  it('gives its views and services', async () => {
    const { views, services } = await readRegistry(registry('whole.db', [VIEW]), 'registry.db');
    expect(views).toMatchObject([
      {
        name: 'driver_stats',
        joinKeys: ['driver_id'],
        features: [{ name: 'conv_rate', type: 'FLOAT' }],
        ttl: 7_200_000_000,
        source: { uri: 'data/stats.parquet', timestampField: 'event_timestamp', createdColumn: 'created' },
      },
    ]);
    expect(services).toMatchObject([{ name: 'svc', projections: [{ view: 'driver_stats' }] }]);
  });

  it('gives what its views were in their versions', async () => {
    const path = registry('versions.db', [VIEW]);
    const database = new sqlite!.DatabaseSync(path);
    const columns =
      'feature_view_name TEXT, project_id TEXT, version_number INTEGER, feature_view_type TEXT, feature_view_proto BLOB';
    database.exec(`CREATE TABLE feature_view_version_history (${columns})`);
    const insert = database.prepare('INSERT INTO feature_view_version_history VALUES (?, ?, ?, ?, ?)');
    insert.run('driver_stats', 'demo', 1, 'feature_view', VIEW);
    database.close();
    const { versions } = await readRegistry(path, 'registry.db');
    expect(versions).toMatchObject([{ name: 'driver_stats', project: 'demo', version: 1, features: [{ name: 'conv_rate' }] }]);
  });

  it('that is damaged in a row gives the others, and says which', async () => {
    const { views, problems } = await readRegistry(registry('damaged.db', [VIEW.subarray(0, 90), VIEW]), 'registry.db');
    expect(views).toHaveLength(1);
    expect(problems.join()).toContain('row 1 of the table feature_views');
  });

  it('is none without its tables', async () => {
    const path = join(folder, 'other.db');
    const database = new sqlite!.DatabaseSync(path);
    database.exec('CREATE TABLE t (a TEXT)');
    database.close();
    await expect(readRegistry(path, 'other.db')).rejects.toThrow('holds no Feast registry');
  });
});
