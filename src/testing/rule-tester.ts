import { after, describe, it } from 'node:test';
import type { AnyRule } from '../check/rule.ts';
import { DuckDBEngine } from '../engine/duckdb/engine.ts';
import { type RuleCases, ruleTests } from './rule-tests.ts';

/** What a test framework is asked for. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
  afterAll(body: () => Promise<void>): unknown;
}

/** Registers the tests of a rule with the test framework that runs: that of the globals `describe`, `it` and `afterAll`, else `node:test`. */
export function ruleTester(rule: AnyRule, cases: RuleCases, runner: TestRunner = runnerHere()): void {
  runner.describe(rule.id, () => {
    let engine: Promise<DuckDBEngine> | undefined;
    runner.afterAll(async () => (await engine)?.close());
    for (const { name, run } of ruleTests(rule, cases)) {
      runner.it(name, async () => {
        engine ??= DuckDBEngine.create({});
        await run(await engine);
      });
    }
  });
}

function runnerHere(): TestRunner {
  const here = globalThis as Partial<TestRunner>;
  if (here.describe && here.it && here.afterAll) return here as TestRunner;
  return { describe, it, afterAll: after };
}
