import type { RuleEntry } from '../src/check/registry.ts';

export const rules: readonly RuleEntry[] = [
];
