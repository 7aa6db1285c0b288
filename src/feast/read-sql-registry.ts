import { UserError } from '../errors.ts';
import { decode } from './wire/decode.ts';

/** Table of an SQL registry → section, message and column of the rows' messages. */
const TABLES = [
  ['projects', 'projects', 'Project', 'project_proto'],
  ['entities', 'entities', 'Entity', 'entity_proto'],
  ['feature_views', 'featureViews', 'FeatureView', 'feature_view_proto'],
  ['stream_feature_views', 'streamFeatureViews', 'StreamFeatureView', 'feature_view_proto'],
  ['on_demand_feature_views', 'onDemandFeatureViews', 'OnDemandFeatureView', 'feature_view_proto'],
  ['label_views', 'labelViews', 'LabelView', 'feature_view_proto'],
  ['feature_services', 'featureServices', 'FeatureService', 'feature_service_proto'],
  ['saved_datasets', 'savedDatasets', 'SavedDataset', 'saved_dataset_proto'],
] as const;

/** What is used of Node's own SQLite. */
interface Sqlite {
  readonly DatabaseSync: new (
    path: string,
    options: { readonly readOnly: boolean },
  ) => {
    prepare(statement: string): { all(...parameters: string[]): Record<string, unknown>[] };
    close(): void;
  };
}

/**
 * The sections of an SQL registry in an SQLite file, opened for reading only.
 * @throws UserError where Node has no SQLite, and for databases that hold no registry
 */
export async function readSqlRegistry(path: string, label: string): Promise<Record<string, unknown[]>> {
  const { DatabaseSync } = await sqlite(label);
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    const present = new Set(names.map(({ name }) => name));
    if (!present.has('feature_views')) {
      throw new UserError('the SQLite file holds no Feast registry', {
        position: { path: label },
        hint: 'an online store is one too: name the registry that feature_store.yaml names',
      });
    }
    return Object.fromEntries(
      TABLES.filter(([table]) => present.has(table)).map(([table, section, message, column]) => [
        section,
        database
          .prepare(`SELECT ${column} AS message FROM ${table}`)
          .all()
          .flatMap(({ message: bytes }) => (bytes instanceof Uint8Array ? [decode(message, bytes)] : [])),
      ]),
    );
  } finally {
    database.close();
  }
}

async function sqlite(label: string): Promise<Sqlite> {
  try {
    return (await import('node:sqlite' as string)) as Sqlite;
  } catch (cause) {
    throw new UserError(`the registry is an SQLite database, which needs Node 22.13 or newer (this is ${process.version})`, {
      position: { path: label },
      hint: 'or run `feast registry-dump > registry.json` and name that file as `feast.registry`',
      cause,
    });
  }
}
