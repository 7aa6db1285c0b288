import type { Columns } from './memory-table.ts';
import type { Scenario } from './run-rule.ts';

const ROLES = ['train', 'validation', 'test', 'serving', 'source'] as const;

export const tablesOf = (scenario: Scenario): (readonly [role: (typeof ROLES)[number], columns: Columns])[] =>
  ROLES.flatMap((role) => (scenario[role] ? [[role, scenario[role]] as const] : []));
