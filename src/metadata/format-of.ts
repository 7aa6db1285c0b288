import { basename } from 'node:path';
import type { MetadataFile } from '../config/config.ts';
import type { Entry } from './entry.ts';

export type MetadataFormat = NonNullable<MetadataFile['format']>;

/** The format of a file whose name says it. */
export function formatByName(path: string): MetadataFormat | undefined {
  const name = basename(path);
  if (/\.(pbtxt|textproto|prototxt)$/i.test(name)) return 'tfdv';
  if (/\.(md|markdown)$/i.test(name)) return 'huggingface';
  return name === 'MLmodel' ? 'mlflow' : undefined;
}

/** The format of JSON or YAML by the keys that it alone has. */
export function formatByContent(root: Entry): MetadataFormat | undefined {
  const has = (...keys: readonly string[]) => keys.some((key) => root.get(key) !== undefined);
  if (has('recordSet', 'distribution', 'cr:recordSet', '@context')) return 'croissant';
  if (has('resources', 'fields')) return 'frictionless';
  if (has('flavors', 'signature')) return 'mlflow';
  if (has('$schema', 'properties', '$defs', '$ref', 'items')) return 'json-schema';
  const inner = root.map();
  return inner.length && inner.every(([, entry]) => entry.isMap && entry.get('features')) ? 'huggingface' : undefined;
}
