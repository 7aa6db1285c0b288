import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../src/check/outcome.ts';
import type { AnyRule } from '../../src/check/rule.ts';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { SparkEngine } from '../../src/engine/spark/engine.ts';
import { valuesOf } from '../../src/testing/memory-table.ts';
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
const folder = join(import.meta.dirname, '../rules');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts'));
await Promise.all(files.map((file) => import(join(folder, file))));

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
      for (const scenario of isQuick ? (cases as Golden[]) : fewOf(cases as Golden[])) {
        const within = isSampled(scenario) ? SAMPLED : EXACT;
        it(scenario.name, ({ skip }) => compare(rule as AnyRule, scenario, [duckdb, spark], within, skip));
        it(`${scenario.name}, as a large table`, ({ skip }) =>
          compare(rule as AnyRule, scenario, [samplingAll(duckdb), samplingAll(spark)], EXACT, skip));
      }
    });
  }

  async function compare(
    rule: AnyRule,
    scenario: Golden,
    engines: readonly Engine[],
    within: Bounds,
    skip: (note: string) => void,
  ): Promise<void> {
    const [one, other] = await Promise.all(
      engines.map(async (engine) => comparable(await runRule(rule, scenario, engine, tables.tableOf))),
    );
    const broken = other?.find(({ reason }) => /task \d+ panicked/.test(reason ?? ''));
    // A panic is a bug of Sail, which another server doesn't have: it is told, and the case is left to Spark.
    if (broken) skip(`${broken.rule}, ${scenario.name}: ${broken.reason}`);
    expect(other).toEqual(nearly(one, other, within));
  }
});

interface Bounds {
  readonly relative: number;
  readonly absolute: number;
}

/** A statement of Spark takes a tenth of a second where one of Sail takes a millisecond. */
const isQuick = !process.env.WATERTIGHT_TEST_SPARK;
const fewOf = (cases: readonly Golden[]) => [
  ...cases.filter((one) => !('expect' in one)).slice(0, 1),
  ...cases.filter((one) => 'expect' in one).slice(0, 1),
];

const EXACT: Bounds = { relative: 1e-9, absolute: 1e-9 };
/** Engines draw other samples of a table that is larger than one. */
const SAMPLED: Bounds = { relative: 0.1, absolute: 0.02 };
/** Out-of-fold figures depend on the folds, which hashes make, and engines hash differently. */
const FOLDED = new Set(['strongest', 'value', 'z', 'auc', 'heldOutValue']);
const FOLDS: Bounds = { relative: 0.03, absolute: 0.01 };
/** As those, from few rows or of columns that tell nothing, and counts of what a threshold on them lets pass. */
const ROUGH = new Set(['bestAlone', 'rivalResidual', 'decisiveLevels', 'rSquared', 'next', 'nextValue', 'pairs']);
const ROUGHLY: Bounds = { relative: 0.3, absolute: 0.05 };
const FRAME_ROWS = 20_000;

const isSampled = ({ train, validation, test, serving }: Scenario) =>
  [train, validation, test, serving].some((columns) => columns && valuesOf(Object.values(columns)[0] ?? []).length > FRAME_ROWS);

/** Spark's names of types, for evidence and reasons that name them. */
const TYPES: Readonly<Record<string, string>> = {
  VARCHAR: 'STRING',
  INTEGER: 'INT',
  TIMESTAMP: 'TIMESTAMP_NTZ',
  'TIMESTAMP WITH TIME ZONE': 'TIMESTAMP',
};

/** What a user is told, without the statements' text and the time it took. */
const comparable = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ durationMs: _, findings, ...outcome }) => ({
    ...outcome,
    findings: findings
      .map(({ sql: __, examples: ___, figures, ...finding }) => ({
        ...finding,
        // Pictures of a sample are those of the rows that an engine draws.
        figures: figures?.filter(({ coverage }) => coverage === 'exact'),
      }))
      .sort((a, b) => JSON.stringify([a.messageId, a.columns]).localeCompare(JSON.stringify([b.messageId, b.columns]))),
  }));

/** The value with the other's parts where they are equal within the bounds. */
function nearly(value: unknown, other: unknown, within: Bounds): unknown {
  if (typeof value === 'number' && typeof other === 'number') {
    return Math.abs(value - other) <= Math.max(within.absolute, within.relative * Math.abs(value)) ? other : value;
  }
  if (typeof value === 'string') {
    return Object.entries(TYPES).some(([type, theirs]) => value.replaceAll(type, theirs) === other) ? other : value;
  }
  if (Array.isArray(value)) return value.map((item, i) => nearly(item, Array.isArray(other) ? other[i] : undefined, within));
  if (typeof value !== 'object' || value === null) return value;
  const rival = (other ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      nearly(item, rival[key], wider(FOLDED.has(key) ? FOLDS : ROUGH.has(key) ? ROUGHLY : within, within)),
    ]),
  );
}

const wider = (a: Bounds, b: Bounds): Bounds => (a.relative > b.relative ? a : b);
