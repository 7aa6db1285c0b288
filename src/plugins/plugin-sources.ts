import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expandGlob, hasMagic } from '../engine/duckdb/files/glob.ts';
import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';
import { specifierFrom } from './own-imports.ts';

export interface PluginSource {
  /** What is imported. */
  readonly specifier: string;
  /** As reports name it: a path relative to the configuration, or a package with its version. */
  readonly origin: string;
  /** The plugin's name where it gives none. */
  readonly name: string;
}

const MODULE = /\.[cm]?[jt]s$/;
const TEST = /\.(test|spec)\.[cm]?[jt]s$|\.d\.[cm]?ts$/;

/** The modules that an entry of `plugins` stands for. @throws UserError where there are none */
export async function pluginSources(entry: string, baseDirectory: string): Promise<PluginSource[]> {
  if (!isPath(entry)) return [packageSource(entry, baseDirectory)];
  const paths = await pluginFiles(entry, baseDirectory);
  if (!paths.length) {
    throw new UserError(`there is no plugin ${quote(entry)}`, {
      hint: hasMagic(entry)
        ? 'no .js, .mjs or .ts file matches the pattern'
        : 'the path starts from the folder of the configuration',
    });
  }
  return paths.map((path) => ({
    specifier: pathToFileURL(path).href,
    origin: `./${relative(baseDirectory, path).split(sep).join('/')}`.replace(/^\.\/(?=\.\.\/)/, ''),
    name: basename(path).replace(MODULE, ''),
  }));
}

/** Files of an entry that is a path or a pattern, their tests left out. */
export async function pluginFiles(entry: string, baseDirectory: string): Promise<string[]> {
  const path = resolve(baseDirectory, entry);
  if (!hasMagic(entry)) return existsSync(path) ? [path] : [];
  return (await expandGlob(path)).filter((file) => MODULE.test(file) && !TEST.test(file));
}

export const isPath = (entry: string): boolean => /^\.{0,2}[\\/]/.test(entry) || isAbsolute(entry) || hasMagic(entry);

function packageSource(entry: string, baseDirectory: string): PluginSource {
  const folder = pathToFileURL(join(baseDirectory, 'watertight.yaml'));
  const version = versionOf(entry, folder);
  return {
    specifier: specifierFrom(entry, folder),
    origin: version === undefined ? entry : `${entry}@${version}`,
    name: entry.replace(/^@([^/]+)\/watertight-plugin$/, '$1').replace(/^(@[^/]+\/)?(watertight-plugin-)?/, ''),
  };
}

/** Undefined where the package keeps its package.json to itself. */
function versionOf(name: string, folder: URL): string | undefined {
  try {
    const { version } = createRequire(folder)(`${name}/package.json`) as { version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}
