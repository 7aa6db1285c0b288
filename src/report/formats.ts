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
  prometheus: async () => (await import('./formats/prometheus.ts')).prometheus,
  openlineage: async () => (await import('./formats/openlineage.ts')).openlineage,
};

export const formatNames: readonly string[] = Object.keys(loaders);

/** `further`: those of plugins. @throws UserError when there is no format of this name. */
export async function loadFormat(name: string, further: readonly Format[] = []): Promise<Format> {
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
  if (load) return load();
  const own = further.find((format) => format.name === name);
  if (own) return own;
  const names = [...formatNames, ...further.map((format) => format.name)];
  const all = `formats are ${names.join(', ')}`;
  const meant = didYouMean(name, names);
  throw new UserError(`unknown format ${quote(name)}`, { hint: meant === undefined ? all : `${meant} ${all}` });
}
