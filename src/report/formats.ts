import { UserError } from '../errors.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { quote } from '../text/quote.ts';
import type { Format } from './format.ts';

const loaders: Readonly<Record<string, () => Promise<Format>>> = {
  pretty: async () => (await import('./formats/pretty.ts')).pretty,
  json: async () => (await import('./formats/json.ts')).json,
  ndjson: async () => (await import('./formats/ndjson.ts')).ndjson,
  sarif: async () => (await import('./formats/sarif.ts')).sarif,
  junit: async () => (await import('./formats/junit.ts')).junit,
  github: async () => (await import('./formats/github.ts')).github,
  gitlab: async () => (await import('./formats/gitlab.ts')).gitlab,
  markdown: async () => (await import('./formats/markdown.ts')).markdown,
  html: async () => (await import('./formats/html.ts')).html,
};

export const formatNames: readonly string[] = Object.keys(loaders);

/** @throws UserError when there is no format of this name. */
export async function loadFormat(name: string): Promise<Format> {
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (load) return load();
  const all = `formats are ${formatNames.join(', ')}`;
  const meant = didYouMean(name, formatNames);
  throw new UserError(`unknown format ${quote(name)}`, { hint: meant === undefined ? all : `${meant} ${all}` });
}
