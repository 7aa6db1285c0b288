import type { RuleEntry } from '../check/registry.ts';
import { UserError } from '../errors.ts';
import type { Format } from '../report/format.ts';
import { provideOwnImports } from './own-imports.ts';
import type { Preset } from './plugin.ts';
import { type PluginSource, pluginSources } from './plugin-sources.ts';
import { type ReadPlugin, readPlugin } from './read-plugin.ts';

export interface LoadedPlugins {
  readonly rules: readonly RuleEntry[];
  /** By `plugin/preset`. */
  readonly presets: ReadonlyMap<string, Preset>;
  readonly formats: readonly Format[];
  /** Why some could not be loaded; the others are there. */
  readonly problems: readonly UserError[];
}

/** Imports what `plugins` names. Ids and areas in `taken` are those of others. Never rejects for what a plugin does. */
export async function loadPlugins(
  entries: readonly string[],
  baseDirectory: string,
  taken: readonly RuleEntry[],
): Promise<LoadedPlugins> {
  provideOwnImports();
  const problems: UserError[] = [];
  const kept = <T>(work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      problems.push(error instanceof UserError ? error : new UserError(String(error), { cause: error }));
      return undefined;
    });
  const sources = (await Promise.all(entries.map((entry) => kept(pluginSources(entry, baseDirectory))))).flatMap(
    (one) => one ?? [],
  );
  const plugins = (await Promise.all(sources.map((source) => kept(load(source))))).flatMap((one) => one ?? []);
  const areas = new Set(taken.map(({ id }) => id.split('/', 1)[0]));
  const rules = new Map<string, RuleEntry>();
  for (const rule of plugins.flatMap((plugin) => plugin.rules)) {
    const other = rules.get(rule.id);
    const area = rule.id.split('/', 1)[0]!;
    if (areas.has(area))
      problems.push(
        new UserError(`${rule.id} of ${rule.origin}: the area ${area} is that of other rules`, { hint: "use the plugin's name" }),
      );
    else if (other) problems.push(new UserError(`${rule.id} is given by ${other.origin} and by ${rule.origin}`));
    else rules.set(rule.id, rule);
  }
  return {
    rules: [...rules.values()],
    presets: new Map(plugins.flatMap(({ presets }) => [...presets])),
    formats: plugins.flatMap(({ formats }) => formats),
    problems,
  };
}

async function load(source: PluginSource): Promise<ReadPlugin> {
  const { specifier, origin } = source;
  let module: { readonly default?: unknown };
  try {
    module = (await import(specifier)) as { readonly default?: unknown };
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n', 1) as [string];
    const hint = hints[code ?? ''];
    const why = code === 'ERR_MODULE_NOT_FOUND' ? reason.replace(/ imported from .*/, '') : reason;
    throw new UserError(`the plugin ${origin} cannot be loaded: ${why}`, { ...(hint !== undefined && { hint }), cause });
  }
  return readPlugin(module.default, source);
}

const hints: Readonly<Record<string, string>> = {
  ERR_UNKNOWN_FILE_EXTENSION: 'Node reads TypeScript from 22.18 on: compile the file to .js, or use a newer Node',
  ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING: 'packages must be compiled to .js',
  ERR_MODULE_NOT_FOUND: 'install it beside the configuration, or correct the name under `plugins`',
};
