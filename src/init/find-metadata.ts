import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { readDescription } from '../metadata/read-description.ts';
import type { Guess } from './proposal.ts';

const NAMED = /^(datapackage|croissant[\w.-]*|dataset_infos|[\w.-]+\.schema)\.json$|\.pbtxt$|^MLmodel$|^README\.md$/i;

/** Files beside the data, or in the folder itself, that describe at least half of these columns. */
export async function findMetadata(folder: string, data: readonly string[], columns: readonly string[]): Promise<Guess[]> {
  const folders = new Set(['', ...data.flatMap((path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : []))]);
  const files = await Promise.all([...folders].map((inside) => namesIn(folder, inside)));
  const guesses = await Promise.all(
    files.flat().map(async (path): Promise<Guess[]> => {
      const described = await readDescription({ path }, folder, data).catch((error: unknown) => {
        // What cannot be read describes nothing; whoever names it in the configuration is told why.
        if (error instanceof UserError) return { features: [] };
        throw error;
      });
      const known = described.features.filter(({ name }) => columns.includes(name)).length;
      return known * 2 >= columns.length ? [{ value: path, reason: `describes ${known} of ${columns.length} columns` }] : [];
    }),
  );
  return guesses.flat();
}

async function namesIn(folder: string, inside: string): Promise<string[]> {
  const entries = await readdir(join(folder, inside), { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile() && NAMED.test(entry.name)).map(({ name }) => name);
  return names.map((name) => (inside ? `${inside}/${name}` : name)).sort();
}
