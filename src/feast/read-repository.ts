import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';

/** What is read of a feature_store.yaml; never a credential. */
export interface FeatureRepository {
  /** The folder of feature_store.yaml, absolute: relative paths of sources start there. */
  readonly directory: string;
  /** feature_store.yaml, absolute. */
  readonly file: string;
  readonly project?: string;
  /** Absolute path of the registry, where that is a file here. */
  readonly registry?: string;
  /** Why there is no registry to read. */
  readonly registryProblem?: string;
  /** `dask` is also what `file`, the default, means. */
  readonly offlineStore: string;
}

const store = z.union([z.string(), z.object({ type: z.string().optional() }).loose()]).nullish();
const shape = z
  .object({
    project: z.coerce.string().optional(),
    registry: z
      .union([z.string(), z.object({ registry_type: z.string().optional(), path: z.string().optional() }).loose()])
      .nullish(),
    offline_store: store,
  })
  .loose();

/**
 * The feature_store.yaml in a folder, or undefined where there is none.
 * @throws UserError for one that cannot be read
 */
export async function readFeatureRepository(directory: string): Promise<FeatureRepository | undefined> {
  const file = join(directory, 'feature_store.yaml');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT' || (cause as NodeJS.ErrnoException).code === 'ENOTDIR')
      return undefined;
    throw new UserError('cannot be read', { position: { path: file }, cause });
  }
  const parsed = shape.safeParse(parseYaml(text, file) ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UserError(`not a feature_store.yaml: ${issue?.path.join('.')}: ${issue?.message}`, { position: { path: file } });
  }
  const { project, registry, offline_store: offline } = parsed.data;
  const type = (typeof offline === 'string' ? offline : offline?.type) ?? 'dask';
  return {
    directory: resolve(directory),
    file,
    // A variable has its value where Feast runs.
    ...(project && !project.includes('${') && { project }),
    ...registryOf(registry, directory),
    offlineStore: type === 'file' ? 'dask' : type,
  };
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new UserError(`not YAML: ${(cause as Error).message.split('\n')[0]}`, { position: { path: file }, cause });
  }
}

function registryOf(
  given: z.infer<typeof shape>['registry'],
  directory: string,
): Pick<FeatureRepository, 'registry' | 'registryProblem'> {
  const { registry_type: type = 'file', path = 'data/registry.db' } = typeof given === 'string' ? { path: given } : (given ?? {});
  if (type === 'sql' && /^sqlite(\+\w+)?:\/\/\//.test(path)) return local(path.replace(/^sqlite(\+\w+)?:\/\/\//, ''), directory);
  if (type !== 'file') return { registryProblem: `the registry is of type ${quote(type)}, which is asked over the network` };
  if (/^[a-z][a-z0-9+]*:\/\//i.test(path) && !path.startsWith('file://')) {
    return { registryProblem: `the registry lies at ${quote(path.replace(/:\/\/.*@/, '://'))}` };
  }
  return local(path.replace(/^file:\/\//, ''), directory);
}

/** Variables are the shell's that runs Feast: their values are not known here. */
const local = (path: string, directory: string): Pick<FeatureRepository, 'registry' | 'registryProblem'> =>
  path.includes('${')
    ? { registryProblem: `the path of the registry, ${quote(path)}, holds a variable` }
    : { registry: resolve(directory, path) };
