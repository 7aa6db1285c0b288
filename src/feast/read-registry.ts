import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';
import { buildRegistry } from './registry/build-registry.ts';
import type { FeastRegistry } from './registry/registry.ts';
import { type RawRegistry, registryShape } from './registry/shape.ts';
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
    const { sections, problems } = await readSqlRegistry(path, label);
    const { raw, odd } = parse(sections, label);
    return buildRegistry(raw, label, 'sql', [...problems, ...odd]);
  }
  const isJson = /^(?:\xef\xbb\xbf)?\s*[{[]/.test(bytes.subarray(0, 100).toString('latin1')) && bytes[bytes.length - 1] !== 0;
  const json = isJson ? parseJson(bytes) : undefined;
  const { raw, odd } = json === undefined ? ofFile(bytes, label) : ofDump(json, label);
  return buildRegistry(raw, label, json === undefined ? 'file' : 'dump', odd);
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
  const parsed = parse(json, label);
  const isDump = typeof json === 'object' && json !== null && SECTIONS.some((section) => Object.hasOwn(json, section));
  if (!isDump) throw foreign(label, 'the JSON holds no feature views, services or sources');
  return parsed;
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
  const parsed = parse(message, label);
  const { raw } = parsed;
  const version = raw.registrySchemaVersion;
  if (!SCHEMA_VERSIONS.includes(version)) {
    throw new UserError(`the registry has schema version ${quote(version)}, and only version 1 can be read`, {
      position: { path: label },
      hint: DUMP_HINT,
    });
  }
  const known = [...raw.featureViews, ...raw.streamFeatureViews, ...raw.labelViews, ...raw.featureServices, ...raw.projects];
  if (version === '' && !known.length) throw foreign(label, 'it holds no feature views, services or projects');
  return parsed;
}

const SECTIONS = ['project', 'featureViews', 'featureServices', 'dataSources', 'entities', 'streamFeatureViews', 'labelViews'];

interface Parsed {
  readonly raw: RawRegistry;
  /** What was left out, being of another shape. */
  readonly odd: readonly string[];
}

/** Objects of another shape are left out and told of, unless that leaves nothing. */
function parse(given: unknown, label: string): Parsed {
  const parsed = registryShape.safeParse(given);
  if (parsed.success) return { raw: parsed.data, odd: [] };
  const { issues } = parsed.error;
  const rest = registryShape.safeParse(without(given, issues));
  const [first] = issues as [z.core.$ZodIssue];
  const isNothing = rest.success && !VIEWS.some((section) => rest.data[section].length);
  if (!rest.success || isNothing) throw foreign(label, `${first.path.join('.')}: ${first.message}`);
  return { raw: rest.data, odd: issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
}

const VIEWS = ['featureViews', 'streamFeatureViews', 'labelViews', 'onDemandFeatureViews', 'featureServices'] as const;

/** The sections without the items that the issues are about. */
function without(given: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const odd = new Set(issues.map(({ path: [section, index] }) => `${String(section)}.${String(index)}`));
  if (typeof given !== 'object' || given === null) return given;
  return Object.fromEntries(
    Object.entries(given).map(([section, items]) => [
      section,
      Array.isArray(items) ? items.filter((_, index) => !odd.has(`${section}.${index}`)) : items,
    ]),
  );
}

const foreign = (label: string, why: string): UserError =>
  new UserError(`not a Feast registry: ${why}`, { position: { path: label }, hint: `name registry.db itself, or ${DUMP_HINT}` });
