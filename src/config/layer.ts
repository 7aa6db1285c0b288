import { z } from 'zod';
import type { Origin } from '../features/feature.ts';
import type { RuleSetting } from './config.ts';
import type { Problem } from './config-error.ts';
import { explainIssues, type Place } from './explain-issues.ts';
import type { Path } from './path.ts';
import { type ConfigFile, configSchema, readOptionsSchema, targetSchema } from './schema.ts';
import { longForm, type Settings } from './settings.ts';

/** What one place says: the file, the environment or the command line. */
export interface Source extends Place {
  /** Keys and values as in `watertight.yaml`, not validated. */
  readonly value: unknown;
  readonly origin: (path: Path) => Origin;
}

export interface Layer {
  readonly settings: Settings;
  readonly rules: readonly RuleSetting[];
  readonly origin: (path: Path) => Origin;
  readonly place: Place;
}

/** Flags and variables may complete a target whose column the file names, and set reading options for all data sets. */
const overlaySchema = z.strictObject({
  ...configSchema.shape,
  target: targetSchema.partial().optional(),
  options: readOptionsSchema.optional(),
});

/** Validates what a source says, and brings it into its long form. */
export function layerOf(source: Source, problems: Problem[]): Layer | undefined {
  const allowed = source.origin([]).kind === 'config' ? configSchema : overlaySchema;
  const parsed = allowed.safeParse(source.value);
  if (!parsed.success) {
    problems.push(...explainIssues(parsed.error.issues, allowed, source.value, source));
    return undefined;
  }
  const settings = longForm(parsed.data);
  return { settings, rules: ruleSettings(parsed.data.rules ?? {}, source.origin), origin: source.origin, place: source };
}

/** Settings of rules as they stand in a file, in their order. */
export function ruleSettings(rules: NonNullable<ConfigFile['rules']>, origin: (path: Path) => Origin): RuleSetting[] {
  return Object.entries(rules).map(([pattern, setting]) => {
    const [severity, options] = Array.isArray(setting) ? setting : typeof setting === 'string' ? [setting] : [undefined, setting];
    return { pattern, severity, options, origin: origin(['rules', pattern]) };
  });
}
