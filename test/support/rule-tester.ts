import { afterAll, describe, it } from 'vitest';
import type { AnyRule } from '../../src/check/rule.ts';
import { ruleTester as testRule } from '../../src/testing/rule-tester.ts';
import type { RuleCases } from '../../src/testing/rule-tests.ts';

export type { Expected, RuleCases } from '../../src/testing/rule-tests.ts';

/** The rule tester that plugins use, in vitest. */
export const ruleTester = (rule: AnyRule, cases: RuleCases): void => testRule(rule, cases, { describe, it, afterAll });
