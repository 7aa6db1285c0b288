import type { RuleEntry } from '../check/registry.ts';
import type { Config, RuleSetting } from '../config/config.ts';
import { ConfigError } from '../config/config-error.ts';
import { ruleSettings } from '../config/layer.ts';
import type { UserError } from '../errors.ts';
import type { Preset } from '../plugins/plugin.ts';
import type { Format } from '../report/format.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { quote } from '../text/quote.ts';
import { builtInRules } from './rules.ts';

/** What there is to check with, once a configuration has been heard. */
export interface Extended {
  /** With the settings of its presets. */
  readonly config: Config;
  readonly rules: readonly RuleEntry[];
  readonly formats: readonly Format[];
  /** Why plugins could not be loaded. */
  readonly problems: readonly UserError[];
}

const known = new WeakMap<Config, Promise<Extended>>();

/** Built-in rules, those of the configuration in SQL, and what its plugins give. @throws ConfigError for rules and presets that cannot be */
export function extended(config: Config): Promise<Extended> {
  const before = known.get(config);
  if (before) return before;
  const made = extend(config);
  known.set(config, made);
  return made;
}

async function extend(config: Config): Promise<Extended> {
  const builtIn = await builtInRules();
  const { custom = [], plugins = [] } = config;
  const own = custom.length ? (await import('../custom/custom-rules.ts')).customRules(config, builtIn) : [];
  const none = { rules: [], presets: new Map<string, Preset>(), formats: [], problems: [] };
  const taken = [...builtIn, ...own];
  const loaded = plugins.length
    ? await (await import('../plugins/load-plugins.ts')).loadPlugins(plugins, config.baseDirectory, taken)
    : none;
  const { formats, problems } = loaded;
  const settings = presetSettings(config, loaded.presets, problems);
  return { config: { ...config, rules: [...settings, ...config.rules] }, rules: [...taken, ...loaded.rules], formats, problems };
}

function presetSettings(config: Config, presets: ReadonlyMap<string, Preset>, problems: readonly UserError[]): RuleSetting[] {
  return (config.extends ?? []).flatMap((name) => {
    const preset = presets.get(name);
    if (preset) return ruleSettings(preset.rules, () => ({ kind: 'config', name: `preset ${name}` }));
    // A plugin that could not be loaded is the reason, and is told.
    if (problems.length) return [];
    const position = config.origins.get('extends')?.position;
    const names = [...presets.keys()];
    const hint = didYouMean(name, names) ?? (names.length ? `presets are ${names.join(', ')}` : 'no plugin gives presets');
    throw new ConfigError([{ message: `there is no preset ${quote(name)}`, hint, position }]);
  });
}
