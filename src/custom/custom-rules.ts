import type { RuleEntry } from '../check/registry.ts';
import type { Config, CustomRule, DatasetRole } from '../config/config.ts';
import { type Problem, throwProblems } from '../config/config-error.ts';
import type { Role } from '../engine/table.ts';
import { formatPosition } from '../errors.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { quote } from '../text/quote.ts';
import { customRule } from './custom-rule.ts';

const ROLES: readonly DatasetRole[] = ['train', 'validation', 'test', 'serving'];

/** The rules that a configuration holds in SQL. @throws ConfigError for ids that are taken, and data sets that are none */
export function customRules(config: Config, builtIn: readonly RuleEntry[]): RuleEntry[] {
  const areas = new Set(builtIn.map(({ id }) => id.split('/', 1)[0]));
  const seen = new Set<string>();
  const problems: Problem[] = [];
  const made = (config.custom ?? []).map((custom) => {
    const { id, position } = custom;
    const area = id.split('/', 1)[0]!;
    if (areas.has(area)) {
      problems.push({
        message: `${quote(id)}: the area ${quote(area)} is that of built-in rules`,
        hint: 'name an area of your own',
        position,
      });
    } else if (seen.has(id)) problems.push({ message: `the rule ${quote(id)} is given twice`, position });
    seen.add(id);
    return customRule(custom, rolesOf(custom, config, problems), position ? formatPosition(position) : 'the configuration');
  });
  throwProblems(problems);
  return made;
}

function rolesOf({ id, dataset = [], split, position }: CustomRule, config: Config, problems: Problem[]): Role[] {
  if (split) return [...split];
  return dataset.flatMap((wanted) => {
    const roles = ROLES.filter((role) => role === wanted || config.roles[role] === wanted);
    if (config.splitColumn?.dataset === wanted) return ['train', 'validation', 'test'] as Role[];
    if (!roles.length) {
      const names = [...ROLES, ...config.datasets.map(({ name }) => name)];
      const hint = didYouMean(wanted, names) ?? `data sets are ${[...new Set(names)].join(', ')}`;
      problems.push({ message: `the rule ${quote(id)} is about ${quote(wanted)}, which is no data set`, hint, position });
    }
    return roles;
  });
}
