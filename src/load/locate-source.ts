import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/**
 * A file source as `watertight.yaml` would name it. Feast reads relative paths from the folder of feature_store.yaml, and with some
 * offline stores from where it runs.
 */
export function locateSource(uri: string, directory: string, baseDirectory: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(uri) && !uri.startsWith('file://')) return uri;
  const path = uri.replace(/^file:\/\//, '');
  const places = [resolve(directory, path), resolve(baseDirectory, path)];
  const place = places.find((candidate) => existsSync(candidate)) ?? places[0]!;
  const short = relative(baseDirectory, place);
  return short.startsWith('..') ? place : short;
}
