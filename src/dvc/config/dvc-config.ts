import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { readText } from '../read/read-text.ts';
import { assertLeadsInto, within } from '../repository/inside.ts';
import { type ConfigSection, type ConfigSections, type ConfigValue, parseConfig, REMOTE } from './parse-config.ts';

/** The settings in force: system, user, repository, local; later ones win key by key. Paths are absolute. */
export interface DvcConfig {
  readonly core: ConfigSection;
  readonly cache: ConfigSection;
  readonly parsing: ConfigSection;
  readonly remotes: ReadonlyMap<string, ConfigSection>;
  /** Everything, for `checkConfig`. */
  readonly sections: ConfigSections;
}

/** Reads the layers of `.dvc/config`. Throws `UserError` for one that cannot be parsed. */
export function readDvcConfig(root: string, env: NodeJS.ProcessEnv = process.env): DvcConfig {
  const merged = new Map<string, Map<string, ConfigValue>>();
  for (const path of configFiles(root, env)) {
    if (!existsSync(path)) continue;
    if (within(root, path) !== null) assertLeadsInto(path, [root]);
    for (const [name, section] of withAbsolutePaths(parseConfig(readText(path), path), dirname(path))) {
      const into = merged.get(name) ?? new Map();
      for (const [key, value] of section) into.set(key, value);
      merged.set(name, into);
    }
  }
  const section = (name: string): ConfigSection => merged.get(name) ?? new Map();
  const remotes = [...merged].flatMap(([name, values]) => {
    const remote = REMOTE.exec(name)?.[1];
    return remote === undefined ? [] : [[remote, values] as const];
  });
  return {
    core: section('core'),
    cache: section('cache'),
    parsing: section('parsing'),
    remotes: new Map(remotes),
    sections: merged,
  };
}

function configFiles(root: string, env: NodeJS.ProcessEnv): string[] {
  const home = homedir();
  const isMac = process.platform === 'darwin';
  const system =
    env.DVC_SYSTEM_CONFIG_DIR ??
    (isMac ? '/Library/Application Support/dvc' : join((env.XDG_CONFIG_DIRS ?? '/etc/xdg').split(':')[0] || '/etc/xdg', 'dvc'));
  const user =
    env.DVC_GLOBAL_CONFIG_DIR ??
    (isMac ? join(home, 'Library/Application Support/dvc') : join(env.XDG_CONFIG_HOME || join(home, '.config'), 'dvc'));
  return [join(system, 'config'), join(user, 'config'), join(root, '.dvc/config'), join(root, '.dvc/config.local')];
}

function withAbsolutePaths(sections: ConfigSections, directory: string): ConfigSections {
  return new Map(
    [...sections].map(([name, section]) => {
      const key = name === 'cache' ? 'dir' : REMOTE.test(name) ? 'url' : undefined;
      const path = key === undefined ? undefined : section.get(key);
      return [
        name,
        key !== undefined && typeof path === 'string' ? new Map([...section, [key, absolute(path, directory)]]) : section,
      ];
    }),
  );
}

function absolute(path: string, directory: string): string {
  if (/^\w+:\/\//.test(path) || isAbsolute(path)) return path;
  if (path === '~' || path.startsWith('~/')) return join(homedir(), path.slice(1));
  return resolve(directory, path);
}
