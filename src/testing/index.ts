export { type Columns, type ColumnType, type ColumnValues, memoryTable } from './memory-table.ts';
export { ruleTester, type TestRunner } from './rule-tester.ts';
export { type Expected, type RuleCase, type RuleCases, type RuleTest, ruleTests } from './rule-tests.ts';
export { runRule, type Scenario } from './run-rule.ts';
