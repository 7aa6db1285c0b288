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

const VERSIONS = {
  table: 'feature_view_version_history',
  columns: {
    featureViewName: 'feature_view_name',
    projectId: 'project_id',
    versionNumber: 'version_number',
    featureViewType: 'feature_view_type',
    featureViewProto: 'feature_view_proto',
  },
};

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
 * The sections of an SQL registry in an SQLite file, opened for reading only, and what of them could not be read.
 * @throws UserError where Node has no SQLite, and for files that are damaged or hold no registry
 */
export async function readSqlRegistry(
  path: string,
  label: string,
): Promise<{ readonly sections: Record<string, unknown>; readonly problems: readonly string[] }> {
  const { DatabaseSync } = await sqlite(label);
  const problems: string[] = [];
  const reading = <T>(read: () => T): T => {
    try {
      return read();
    } catch (cause) {
      throw new UserError(`the SQLite file cannot be read: ${(cause as Error).message}`, { position: { path: label }, cause });
    }
  };
  const database = reading(() => new DatabaseSync(path, { readOnly: true }));
  const all = (statement: string) => reading(() => database.prepare(statement).all());
  try {
    const present = new Set(all("SELECT name FROM sqlite_master WHERE type = 'table'").map(({ name }) => name));
    if (!present.has('feature_views')) {
      throw new UserError('the SQLite file holds no Feast registry', {
        position: { path: label },
        hint: 'an online store is one too: name the registry that feature_store.yaml names',
      });
    }
    const sections = TABLES.filter(([table]) => present.has(table)).map(([table, section, message, column]) => {
      const rows = all(`SELECT ${column} AS message FROM ${table}`);
      const messages = rows.flatMap(({ message: bytes }, row) => {
        try {
          return bytes instanceof Uint8Array ? [decode(message, bytes)] : [];
        } catch (error) {
          problems.push(`row ${row + 1} of the table ${table}: ${(error as Error).message}`);
          return [];
        }
      });
      return [section, messages];
    });
    const records = present.has(VERSIONS.table)
      ? all(`SELECT ${Object.values(VERSIONS.columns).join(', ')} FROM ${VERSIONS.table}`)
      : [];
    const featureViewVersionHistory = {
      records: records.map((row) =>
        Object.fromEntries(Object.entries(VERSIONS.columns).map(([field, column]) => [field, row[column]])),
      ),
    };
    return { sections: { ...Object.fromEntries(sections), featureViewVersionHistory }, problems };
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
