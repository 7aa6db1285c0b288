import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';
import { buildRegistry } from './registry/build-registry.ts';
import type { FeastRegistry } from './registry/registry.ts';
import { registryShape } from './registry/shape.ts';
import { decode } from './wire/decode.ts';

const SQLITE = 'SQLite format 3\0';
const DUMP_HINT = 'run `feast registry-dump > registry.json` and name that file as `feast.registry`';
/** The only one there is; a registry of another may mean something else by its fields. */
const SCHEMA_VERSIONS = ['1', ''];

/**
 * A Feast registry: the protobuf file that `feast apply` writes, the JSON of `feast registry-dump`, or an SQL registry in an SQLite file.
 * Nothing pickled in it is looked at. @throws UserError for a file that is none of these
 */
export async function readRegistry(path: string, label = path): Promise<FeastRegistry> {
  const bytes = await read(path, label);
  if (!bytes.length) throw new UserError('the registry is empty', { position: { path: label } });
  if (bytes.subarray(0, SQLITE.length).toString('latin1') === SQLITE) {
    const { readSqlRegistry } = await import('./read-sql-registry.ts');
    return buildRegistry(parse(await readSqlRegistry(path, label), label), label, 'sql');
  }
  const isJson = /^(?:\xef\xbb\xbf)?\s*[{[]/.test(bytes.subarray(0, 100).toString('latin1')) && bytes[bytes.length - 1] !== 0;
  const json = isJson ? parseJson(bytes) : undefined;
  if (json !== undefined) return buildRegistry(ofDump(json, label), label, 'dump');
  return buildRegistry(ofFile(bytes, label), label, 'file');
}

async function read(path: string, label: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const what = code === 'ENOENT' ? 'there is no such registry' : code === 'EISDIR' ? 'the registry is a folder' : undefined;
    throw new UserError(what ?? `the registry cannot be read (${code})`, {
      position: { path: label },
      hint: 'name the file with `feast: { registry: … }` in watertight.yaml',
      cause,
    });
  }
}

/** Undefined for what is no JSON: a protobuf file can begin with a brace. */
function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}

function ofDump(json: unknown, label: string) {
  const raw = parse(json, label);
  const isDump = typeof json === 'object' && json !== null && SECTIONS.some((section) => Object.hasOwn(json, section));
  if (!isDump) throw foreign(label, 'the JSON holds no feature views, services or sources');
  return raw;
}

function ofFile(bytes: Buffer, label: string) {
  let message: unknown;
  try {
    message = decode('Registry', bytes);
  } catch (cause) {
    throw new UserError(`the registry is damaged, cut short or no Feast registry: ${(cause as Error).message}`, {
      position: { path: label },
      hint: `write it anew with \`feast apply\`, or ${DUMP_HINT}`,
      cause,
    });
  }
  const raw = parse(message, label);
  const version = raw.registrySchemaVersion;
  if (!SCHEMA_VERSIONS.includes(version)) {
    throw new UserError(`the registry has schema version ${quote(version)}, and only version 1 can be read`, {
      position: { path: label },
      hint: DUMP_HINT,
    });
  }
  const known = [...raw.featureViews, ...raw.streamFeatureViews, ...raw.labelViews, ...raw.featureServices, ...raw.projects];
  if (version === '' && !known.length) throw foreign(label, 'it holds no feature views, services or projects');
  return raw;
}

const SECTIONS = ['project', 'featureViews', 'featureServices', 'dataSources', 'entities', 'streamFeatureViews', 'labelViews'];

function parse(raw: unknown, label: string) {
  const parsed = registryShape.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues as [z.core.$ZodIssue];
  throw foreign(label, `${issue.path.join('.')}: ${issue.message}`);
}

const foreign = (label: string, why: string): UserError =>
  new UserError(`not a Feast registry: ${why}`, { position: { path: label }, hint: `name registry.db itself, or ${DUMP_HINT}` });
