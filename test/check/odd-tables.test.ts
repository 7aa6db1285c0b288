import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryOf } from '../../src/check/registry.ts';
import type { AnyRule } from '../../src/check/rule.ts';
import { runRules } from '../../src/check/run.ts';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import { EngineTable } from '../../src/engine/engine-table.ts';
import { raw, sql } from '../../src/engine/sql.ts';
import type { Role } from '../../src/engine/table.ts';
import type { Workspace } from '../../src/load/workspace.ts';
import { samplingAll } from '../support/golden-tables.ts';

const folder = join(import.meta.dirname, '../../rules');
const files = readdirSync(folder, { recursive: true }).map(String);
const rules = await Promise.all(
  files
    .filter((file) => /^[a-z-]+[/\\][a-z-]+\.ts$/.test(file))
    .map(async (file): Promise<AnyRule> => (await import(join(folder, file))).default),
);

/** Columns of every type, with names and values that break careless code. */
const ODD = `
  i AS "row id", i % 2 = 0 AS y, (170141183460469231731687303715884105727 - i)::HUGEINT AS huge, (i / 7)::DECIMAL(38, 10) AS "dec",
  CASE i % 4 WHEN 0 THEN 'NaN'::DOUBLE WHEN 1 THEN 'Infinity'::DOUBLE WHEN 2 THEN '-Infinity'::DOUBLE ELSE i END AS "odd ""quoted""",
  NULL AS nothing, NULL::VARCHAR AS "no text", NULL::DOUBLE AS "no number", [i, NULL] AS list, {'a': i} AS struct, '\\x00'::BLOB AS bytes,
  to_days(i::INTEGER % 9) AS span, '10:00:00'::TIME AS clock, TIMESTAMPTZ '2024-01-01 00:00:00+00' + to_hours(i::INTEGER % 99) AS "__proto__",
  'infinity'::DATE AS forever, uuid() AS code, 'x''; --' || (i % 3) AS "a'; DROP TABLE t; --", chr(10) || i % 5 AS "line
break", 1.7e308 * (i % 3 - 1) AS extreme, 'same' AS same, i::UTINYINT AS tiny, i % 3 = 0 OR NULL AS maybe, CASE WHEN i % 10 = 0 THEN '?' ELSE i::VARCHAR END AS mixed`;
const rowsOf = (count: number, columns = ODD) => raw(`(SELECT ${columns} FROM range(${count}) AS r(i))`);
const OTHER = ODD.replace('i % 2 = 0 AS y', "'yes' AS y")
  .replace('NULL AS nothing', 'i AS nothing')
  .replace("'same' AS same", 'i AS same');

describe('odd tables crash no rule', () => {
  let engine: DuckDBEngine;
  beforeAll(async () => {
    engine = await DuckDBEngine.create({});
  });
  afterAll(() => engine.close());

  const cases = {
    'rows of every type': [250, 250, ODD],
    'no row in train': [0, 250, ODD],
    'no row in the others': [250, 0, ODD],
    'no row at all': [0, 0, ODD],
    'one row each': [1, 1, ODD],
    'other types in the others': [250, 250, OTHER],
    'no column in common': [250, 250, 'i AS z'],
  } as const;
  for (const [name, [trained, others, columns]] of Object.entries(cases)) {
    it.each([
      ['binary', false],
      ['regression', false],
      ['binary', true],
      ['regression', true],
    ] as const)(`${name}, %s, sampled: %s`, async (task, sampled) => {
      const on = sampled ? samplingAll(engine) : engine;
      const datasets = await Promise.all(
        (['train', 'validation', 'test', 'serving'] as const).map(async (role: Role) => {
          const relation = role === 'train' ? rowsOf(trained) : rowsOf(others, columns);
          const kept = await engine.materialize(sql`SELECT * FROM ${relation} /* ${raw(role)} */`);
          const described = await engine.describe(sql`SELECT * FROM ${kept}`);
          const table = new EngineTable(on, {
            name: role,
            role,
            relation: kept,
            columns: described,
            rowNumber: raw('rowid'),
          });
          return { table, location: role, format: 'parquet', files: [], version: null };
        }),
      );
      const everything = {
        min: 0,
        max: 9,
        nullable: false,
        values: ['a', 1, true],
        pattern: 'a',
        unique: true,
        monotonic: 'increasing',
      } as const;
      const types = ['boolean', 'integer', 'number', 'string', 'date', 'timestamp'] as const;
      const names = datasets[0]!.table.columns.map((column) => column.name);
      for (const described of [false, true]) {
        const workspace: Workspace = {
          ...{ engine: on, datasets, inferences: [], inferredIds: described ? [] : ['row id'] },
          target: { name: 'y', task, taskInferred: false },
          ...(described && { time: '__proto__' }),
          entity: described ? ['line\nbreak'] : [],
          id: described ? ['row id', 'huge'] : [],
          features: new Map(
            described
              ? names.map((name, i) => [name, { ...everything, name, type: types[i % 6]!, origin: { kind: 'config' as const } }])
              : [],
          ),
        };
        const { outcomes } = await runRules(rules.map(entryOf), workspace, {
          now: new Date(),
          optionsOf: ({ options }) => options.parse({}),
        });
        const crashed = outcomes.filter(({ status }) => status === 'crashed');
        expect(crashed.map(({ rule, subject, reason }) => `${rule} ${subject.role}: ${reason}`)).toEqual([]);
        for (const { findings, evidence } of outcomes) {
          expect(JSON.stringify([evidence, findings.map((found) => [found.evidence, found.data])], plain)).not.toContain(
            'NOT FINITE',
          );
        }
      }
    });
  }
});

const plain = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? 'NOT FINITE' : value;
