import { resolve } from 'node:path';
import type { MetadataFile } from '../config/config.ts';
import { UserError } from '../errors.ts';
import { nearest } from '../text/did-you-mean.ts';
import { quote } from '../text/quote.ts';
import type { DescribedTable, Description } from './description.ts';
import { Entry } from './entry.ts';
import { formatByContent, formatByName, type MetadataFormat } from './format-of.ts';
import { mergeTables } from './merge-tables.ts';
import { readText } from './read-text.ts';

/**
 * Reads a file that describes features.
 * @param locations where the data lie that are checked: they choose among several tables
 * @throws UserError with its position for what is wrong with it
 */
export async function readDescription(
  file: MetadataFile,
  baseDirectory: string,
  locations: readonly string[],
): Promise<DescribedTable> {
  const { path, table } = file;
  const description = await read(await readText(resolve(baseDirectory, path), path), file);
  if (table === undefined) return mergeTables(description.tables, locations);
  const chosen = description.tables.find(({ name }) => name === table);
  if (chosen) return chosen;
  const names = description.tables.flatMap(({ name }) => name ?? []);
  const close = nearest(table, names);
  throw new UserError(`describes no table ${quote(table)}`, {
    position: { path },
    hint:
      close === undefined ? `it describes ${names.slice(0, 10).join(', ') || 'one table only'}` : `did you mean ${quote(close)}?`,
  });
}

async function read(text: string, { path, format: declared }: MetadataFile): Promise<Description> {
  const named = declared ?? formatByName(path);
  const own = named && texts[named];
  if (own) return own(text, path);
  const root = await Entry.read(text, path);
  const format = named ?? formatByContent(root);
  const readTree = format && trees[format];
  if (readTree) return readTree(root);
  throw new UserError('is in no known format', { position: { path }, hint: 'say which with `format`' });
}

type Readers<T> = Readonly<Partial<Record<MetadataFormat, T>>>;

/** Formats that are no JSON or YAML as a whole. */
const texts: Readers<(text: string, shown: string) => Promise<Description>> = {
  huggingface: async (text, shown) => (await import('./hugging-face.ts')).readHuggingFaceCard(text, shown),
  tfdv: async (text, shown) => (await import('./tfdv.ts')).readTfdv(text, shown),
};

const trees: Readers<(root: Entry) => Promise<Description>> = {
  croissant: async (root) => (await import('./croissant.ts')).readCroissant(root),
  frictionless: async (root) => (await import('./frictionless.ts')).readFrictionless(root),
  huggingface: async (root) => (await import('./hugging-face.ts')).readHuggingFaceInfos(root),
  'json-schema': async (root) => (await import('./json-schema.ts')).readJsonSchema(root),
  mlflow: async (root) => (await import('./mlflow.ts')).readMlflow(root),
};
