import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../src/check/outcome.ts';
import type { AnyRule } from '../../src/check/rule.ts';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { SparkEngine } from '../../src/engine/spark/engine.ts';
import { runRule, type Scenario } from '../../src/testing/run-rule.ts';
import { GoldenTables, samplingAll } from '../support/golden-tables.ts';
import type { RuleCases } from '../support/rule-tester.ts';
import { sparkServer } from '../support/sail.ts';

type Golden = Scenario & { readonly name: string };

const rules = vi.hoisted(() => new Map<string, [rule: unknown, cases: unknown[]]>());
// The cases of the rules' own tests are the data: importing those tests hands them over instead of running them.
vi.mock('../support/rule-tester.ts', () => ({
  ruleTester(rule: AnyRule, { clean = [], findings, skipped = [], underpowered = [] }: RuleCases) {
    const [, known] = rules.get(rule.id) ?? [rule, []];
    rules.set(rule.id, [rule, [...known, ...clean, ...findings, ...skipped, ...underpowered]]);
  },
}));
await Promise.all(Object.values(import.meta.glob('../rules/**/*.test.ts')).map((load) => load()));

const server = await sparkServer();

describe.skipIf(!server)('every rule ends alike on DuckDB and Spark', () => {
  let duckdb: Engine;
  let spark: Engine;
  let tables: GoldenTables;
  beforeAll(async () => {
    [duckdb, spark, tables] = await Promise.all([
      DuckDBEngine.create({}),
      SparkEngine.connect(server!.url),
      GoldenTables.create(),
    ]);
  });
  afterAll(async () => {
    await Promise.all([duckdb?.close(), spark?.close(), tables?.close()]);
    await server?.stop();
  });

  for (const [id, [rule, cases]] of [...rules].sort()) {
    describe(id, () => {
      for (const scenario of cases as Golden[]) {
        it(scenario.name, () => compare(rule as AnyRule, scenario, duckdb, spark));
        it(`${scenario.name}, as a large table`, () =>
          compare(rule as AnyRule, scenario, samplingAll(duckdb), samplingAll(spark)));
      }
    });
  }

  async function compare(rule: AnyRule, scenario: Golden, first: Engine, second: Engine): Promise<void> {
    const [one, other] = await Promise.all([first, second].map((engine) => runRule(rule, scenario, engine, tables.tableOf)));
    expect(comparable(other!)).toEqual(comparable(one!).map((outcome, i) => nearly(outcome, comparable(other!)[i])));
  }
});

/** What a user is told, without the statements' text and the time it took. */
const comparable = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ durationMs: _, findings, ...outcome }) => ({
    ...outcome,
    findings: findings
      .map(({ sql: __, examples: ___, ...finding }) => finding)
      .sort((a, b) => JSON.stringify([a.messageId, a.columns]).localeCompare(JSON.stringify([b.messageId, b.columns]))),
  }));

/** The value with the other's numbers where they are equal but for rounding. */
function nearly(value: unknown, other: unknown): unknown {
  if (typeof value === 'number' && typeof other === 'number') {
    return Math.abs(value - other) <= 1e-9 * Math.max(1, Math.abs(value)) ? other : value;
  }
  if (Array.isArray(value)) return value.map((item, i) => nearly(item, Array.isArray(other) ? other[i] : undefined));
  if (typeof value !== 'object' || value === null) return value;
  const rival = (other ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, nearly(item, rival[key])]));
}
