import { afterAll, beforeAll, expect, test } from 'vitest';
import multivariate from '../../../rules/drift/multivariate.ts';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { Random } from '../../../src/stats/random.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import { runRule } from '../../../src/testing/run-rule.ts';

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

const shifted = (seed: number, rows: number, columns: number, by: number): Columns => {
  const random = new Random(seed);
  const values = () => Array.from({ length: rows }, () => random.normal() + by);
  return Object.fromEntries(Array.from({ length: columns }, (_, i) => [`x${i}`, values()]));
};

test.each([
  ['all rows of a small table', 300, 3, 'exact'],
  ['some rows of a large one', 2100, 3, 'sampled'],
  ['those left where others chose the columns', 300, 40, 'sampled'],
])('the classifier is judged on %s', async (_, rows, columns, coverage) => {
  const scenario = { train: shifted(1, rows, columns, 0), test: shifted(2, rows, columns, 2) };
  const findings = (await runRule(multivariate, scenario, engine)).flatMap((outcome) => outcome.findings);
  expect(findings.map((finding) => finding.coverage)).toEqual([coverage]);
});
