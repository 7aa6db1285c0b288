import type { z } from 'zod';
import { entryOf, type RuleEntry } from '../check/registry.ts';
import type { AnyRule } from '../check/rule.ts';
import { explainIssues } from '../config/explain-issues.ts';
import { dotted } from '../config/path.ts';
import { UserError } from '../errors.ts';
import type { Format } from '../report/format.ts';
import { quote } from '../text/quote.ts';
import { guardedRule } from './guarded-rule.ts';
import type { Preset } from './plugin.ts';
import { pluginShape, ruleShape } from './plugin-shape.ts';
import type { PluginSource } from './plugin-sources.ts';

export interface ReadPlugin {
  readonly rules: readonly RuleEntry[];
  /** By `plugin/preset`. */
  readonly presets: ReadonlyMap<string, Preset>;
  readonly formats: readonly Format[];
}

/** What the default export of a module is. @throws UserError with everything that is wrong with it */
export function readPlugin(exported: unknown, { origin, name: usual }: PluginSource): ReadPlugin {
  if (typeof exported !== 'object' || exported === null) {
    throw new UserError(`the plugin ${origin} has no default export that is a rule, a list of rules or a plugin`, {
      hint: 'write `export default defineRule({ … })` or `export default definePlugin({ … })`',
    });
  }
  const given = Array.isArray(exported) ? { rules: exported } : 'check' in exported ? { rules: [exported] } : exported;
  const { name = usual, rules, presets, formats } = parsed(pluginShape, given, `the plugin ${origin}`);
  return {
    rules: rules.map((rule, i) => {
      const id = (rule as { id?: unknown } | null)?.id;
      const read = parsed(ruleShape, rule, `${typeof id === 'string' ? `the rule ${quote(id)}` : `rule ${i + 1}`} of ${origin}`);
      return { ...entryOf(guardedRule({ ...(rule as AnyRule), ...(read as unknown as AnyRule) }, origin)), origin };
    }),
    presets: new Map(Object.entries(presets).map(([preset, settings]) => [`${name}/${preset}`, settings as Preset])),
    formats: formats as unknown as Format[],
  };
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = explainIssues(result.error.issues, schema, value, {
    name: (path) => (path.length ? quote(dotted(path)) : 'it'),
    position: () => undefined,
  });
  throw new UserError(`${what}: ${problems.map(({ message }) => message).join('; ')}`);
}
