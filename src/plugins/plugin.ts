import type { z } from 'zod';
import type { AnyRule } from '../check/rule.ts';
import type { ruleSettingSchema } from '../config/schema.ts';
import type { Format } from '../report/format.ts';

/** What a package or a file adds to watertight: its default export, or a rule or a list of rules in place of it. */
export interface Plugin {
  /** The name before the `/` of its presets; a file's or package's own when absent. */
  readonly name?: string;
  readonly rules?: readonly AnyRule[];
  /** Settings of rules by name, for `extends`. */
  readonly presets?: Readonly<Record<string, Preset>>;
  readonly formats?: readonly Format[];
}

export interface Preset {
  /** As in `watertight.yaml`. */
  readonly rules: Readonly<Record<string, z.input<typeof ruleSettingSchema>>>;
}

/** Declares a plugin; its types are checked by the compiler. */
export const definePlugin = (plugin: Plugin): Plugin => plugin;
