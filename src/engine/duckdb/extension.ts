import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Database } from './database.ts';
import { literal } from './reading.ts';

/**
 * Loads an extension of DuckDB: from the configured folder, from where DuckDB keeps its own, or from DuckDB's server.
 * @throws UserError with what to do on a machine that cannot fetch it.
 */
export async function loadExtension(database: Database, extension: 'httpfs' | 'aws'): Promise<void> {
  const [setting] = await database.rows(`SELECT current_setting('extension_directory') AS folder`);
  const file = findFile(String(setting?.folder ?? ''), `${extension}.duckdb_extension`);
  if (file !== undefined) {
    await database.run(`LOAD ${literal(file)}`).catch((cause) => refuse(extension, cause));
    return;
  }
  const loaded = await database.run(`LOAD ${extension}`).then(
    () => true,
    () => false,
  );
  if (loaded) return;
  await database.run(`INSTALL ${extension}`).catch((cause) => refuse(extension, cause));
  await database.run(`LOAD ${extension}`).catch((cause) => refuse(extension, cause));
}

function refuse(extension: string, cause: unknown): never {
  throw new UserError(`DuckDB's extension ${extension}, which reads remote files, cannot be loaded`, {
    hint: `without internet, unpack the wheel duckdb-extension-${extension} and name its folder as engine.extension_directory`,
    cause,
  });
}

/** The file in the folder or in the folders of versions and platforms below it, as wheels and DuckDB lay them out. */
function findFile(folder: string, file: string, depth = 4): string | undefined {
  if (!folder || !existsSync(folder)) return undefined;
  const path = join(folder, file);
  if (existsSync(path)) return path;
  if (!depth) return undefined;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const found = entry.isDirectory() ? findFile(join(folder, entry.name), file, depth - 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}
