import { dirname, relative, resolve, sep } from 'node:path';
import { quote } from '../text/quote.ts';
import { buildConfig } from './build-config.ts';
import type { Config } from './config.ts';
import { ConfigError, type Problem, throwProblems } from './config-error.ts';
import { type Environment, environmentSource } from './environment.ts';
import { findConfig } from './find-config.ts';
import { type Flags, flagSource } from './flags.ts';
import { type Layer, layerOf, type Source } from './layer.ts';
import { mergeLayers } from './merge-layers.ts';
import { dotted, type Path, valueAt } from './path.ts';
import { readConfigFile } from './read-config-file.ts';
import { readYaml } from './read-yaml.ts';

export type { Flags } from './flags.ts';

export interface LoadConfigOptions {
  readonly cwd: string;
  /** The configuration file; found from `cwd` upward when absent, and `flags.config` counts too. Null: none is read. */
  readonly file?: string | null;
  readonly flags?: Flags;
  readonly env?: Environment;
}

/**
 * What the configuration file, the environment and the flags say together; flags win over the environment, and it over the file.
 * @throws ConfigError with everything that is wrong, UserError when the file cannot be read
 */
export async function loadConfig({ flags = {}, env = {}, file = flags.config, ...options }: LoadConfigOptions): Promise<Config> {
  const cwd = resolve(options.cwd);
  const path = file === undefined ? await findConfig(cwd) : file === null ? undefined : resolve(cwd, file);
  const problems: Problem[] = [];
  const read = path === undefined ? undefined : await readFileSource(path, cwd, problems);
  const layers: (Layer | undefined)[] = [];
  if (read?.source) layers.push(layerOf(read.source, problems));
  layers.push(layerOf(environmentSource(env), problems));
  layers.push(layerOf(flagSource(flags, layers[0]?.settings.split?.dataset, problems), problems));
  throwProblems(problems);

  const config = buildConfig(
    mergeLayers(layers.filter((layer) => layer !== undefined)),
    {
      cwd,
      baseDirectory: path === undefined ? cwd : dirname(path),
      file: read ? { path: read.shown, digest: read.digest } : null,
      only: patterns(flags.only),
      skip: patterns(flags.skip),
      showValues: flags.showValues ?? false,
    },
    problems,
  );
  throwProblems(problems);
  return config;
}

interface FileSource {
  readonly shown: string;
  readonly digest: string;
  /** Absent when the file isn't YAML, which `problems` then say. */
  readonly source?: Source;
}

async function readFileSource(path: string, cwd: string, problems: Problem[]): Promise<FileSource> {
  const shown = relative(cwd, path).split(sep).join('/');
  const { text, digest } = await readConfigFile(path, shown);
  try {
    const yaml = await readYaml(text, shown, holdsLabels);
    problems.push(...yaml.problems);
    const value = yaml.value ?? {};
    const written = (at: Path): Path => {
      const [rules, pattern, ...rest] = at;
      return rules === 'rules' && rest.length && Array.isArray(valueAt(value, at.slice(0, 2)))
        ? [rules, pattern!, 1, ...rest]
        : at;
    };
    const source: Source = {
      value,
      name: (at) => (at.length ? quote(dotted(at)) : ''),
      position: (at, part) => yaml.position(at, part),
      origin: (at) => ({ kind: 'config', position: yaml.position(written(at), 'key') }),
    };
    return { shown, digest, source };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    problems.push(...error.problems);
    return { shown, digest };
  }
}

/** Whether a path holds labels to find in data, which count as they are written. */
function holdsLabels([first, second, third]: Path): boolean {
  if (first === 'target') return second === 'positive';
  if (first === 'split') return second === 'train' || second === 'validation' || second === 'test';
  return first === 'features' && third === 'values';
}

const patterns = (given: readonly string[] = []): string[] => given.flatMap((list) => list.split(',').filter(Boolean));
