import { extended } from '../api/extensions.ts';
import { builtInRules } from '../api/rules.ts';
import type { RuleEntry } from '../check/registry.ts';
import { loadConfig } from '../config/load-config.ts';
import { describeError, UserError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import type { Io } from './io.ts';

/** Built-in rules and those of the configuration here; where that cannot be used, it is said on stderr. */
export async function knownRules(io: Io): Promise<readonly RuleEntry[]> {
  const say = (error: UserError) => void io.stderr.write(`notice: ${visible(describeError(error))}\n`);
  try {
    const { rules, problems } = await extended(await loadConfig({ cwd: io.cwd(), env: io.env }));
    for (const problem of problems) say(problem);
    return rules;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(error);
    return builtInRules();
  }
}
