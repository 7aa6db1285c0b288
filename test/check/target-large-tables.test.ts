import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import derived from '../../rules/target/derived-column.ts';
import encoded from '../../rules/target/encoded-in-id.ts';
import missingness from '../../rules/target/missingness.ts';
import proxy from '../../rules/target/proxy-column.ts';
import pure from '../../rules/target/pure-category.ts';
import order from '../../rules/target/row-order.ts';
import type { Found } from '../../src/check/outcome.ts';
import type { AnyRule } from '../../src/check/rule.ts';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import { Random } from '../../src/stats/random.ts';
import { runRule, type Scenario } from '../../src/testing/run-rule.ts';

// More rows than a frame holds: what a sample chooses is proved on all rows, and the figures count them all.
const ROWS = 30_000;
const column = <T>(seed: number, value: (random: Random, row: number) => T) => {
  const random = new Random(seed);
  return Array.from({ length: ROWS }, (_, row) => value(random, row));
};
const y = column(1, (random) => Number(random.uniform() < 0.2));
/** So rare that a sample may miss it. */
const rare = column(13, (_, row) => Number(row % 500 === 7));
const honest = {
  a: column(2, (random) => random.normal()),
  b: column(3, (random) => `k${random.integer(30)}`),
  c: column(4, (random) => random.integer(900)),
};
const first = column(5, (random) => random.integer(2));
const q = column(6, (random) => random.normal());
const regression = { target: 'q', task: 'regression' } as const;
const binary = { target: 'y', task: 'binary' } as const;
const dates = (of: (random: Random, row: number) => number) => ({
  type: 'DATE' as const,
  values: column(7, (random, row) => new Date(1.5e12 + 864e5 * Math.floor(of(random, row))).toISOString().slice(0, 10)),
});

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

async function found(rule: AnyRule, scenario: Scenario): Promise<readonly Found[]> {
  const outcomes = await runRule(rule, scenario, engine);
  expect(outcomes.map(({ status, reason }) => `${status} ${reason ?? ''}`)).not.toContain(expect.stringMatching('crashed'));
  return outcomes.flatMap(({ findings }) => findings);
}

type Case = readonly [string, AnyRule, Scenario, readonly string[], string, Record<string, unknown>?];
const cases: Case[] = [
  [
    'a number',
    proxy,
    { train: { ...honest, x: column(8, (random, row) => random.normal() + 9 * y[row]!), y }, ...binary },
    ['x'],
    'proxy',
    { rows: ROWS },
  ],
  [
    'a date',
    proxy,
    { train: { ...honest, x: dates((random, row) => 300 * random.uniform() + 290 * y[row]!), y }, ...binary },
    ['x'],
    'proxy',
    { rows: ROWS },
  ],
  [
    'a category',
    proxy,
    { train: { ...honest, x: y.map((label, i) => `${label}/${i % 6}`), y }, ...binary },
    ['x'],
    'proxy',
    { rows: ROWS, levels: 12 },
  ],
  [
    'of many levels',
    proxy,
    { train: { ...honest, x: y.map((label, i) => `${label}-${i % 700}`), y }, ...binary },
    ['x'],
    'strong',
    { rows: ROWS },
  ],
  [
    'a rare class',
    proxy,
    { train: { ...honest, x: column(14, (random, row) => random.normal() + 6 * rare[row]!), y: rare }, ...binary },
    ['x'],
    'proxy',
    { rows: ROWS },
  ],
  [
    'empty for a rare class',
    missingness,
    { train: { ...honest, x: rare.map((label, i) => (label ? i : null)), y: rare }, ...binary },
    ['x'],
    'tells',
    { auc: 1, rows: ROWS },
  ],
  [
    'two columns for a rare class',
    derived,
    { train: { ...honest, first, second: first.map((one, i) => one ^ rare[i]!), y: rare }, ...binary },
    ['first', 'second'],
    'values',
    { rows: ROWS },
  ],
  [
    'ids of a rare class',
    encoded,
    { train: { ...honest, id: rare.map((label, i) => label * 1e6 + i), y: rare }, ...binary, id: ['id'] },
    ['id'],
    'id',
    { rows: ROWS },
  ],
  [
    'three classes',
    proxy,
    {
      train: { ...honest, x: y.map((label, i) => label + 2 * (i % 2)), y: y.map((label, i) => (label ? 'yes' : `no ${i % 2}`)) },
      ...binary,
      task: 'multiclass',
    },
    ['x'],
    'proxy',
    { rows: ROWS },
  ],
  [
    'a monotone copy',
    proxy,
    { train: { ...honest, x: q.map((value, i) => Math.exp(value) + i / 1e9), q }, ...regression },
    ['x'],
    'proxy',
    { rows: ROWS },
  ],
  [
    'a value',
    pure,
    {
      train: {
        ...honest,
        x: column(9, (random, row) => (y[row] && random.uniform() < 0.4 ? 'late' : `k${random.integer(4)}`)),
        y,
      },
      ...binary,
    },
    ['x'],
    'pure',
    { purity: 1 },
  ],
  [
    'a range',
    pure,
    {
      train: {
        ...honest,
        x: column(10, (random, row) => (y[row] && random.uniform() < 0.4 ? 2000 : 0) + random.uniform() * 1000),
        y,
      },
      ...binary,
    },
    ['x'],
    'pure',
    { purity: 1 },
  ],
  [
    'empty for a class',
    missingness,
    { train: { ...honest, x: y.map((label, i) => (label ? null : i)), y }, ...binary },
    ['x'],
    'tells',
    { auc: 1, rows: ROWS },
  ],
  [
    'empty for low values',
    missingness,
    { train: { ...honest, x: q.map((value, i) => (value < -1 ? null : i)), q }, ...regression },
    ['x'],
    'tells',
    { rows: ROWS },
  ],
  [
    'filled in part',
    missingness,
    { train: { ...honest, x: y.map((label, i) => (label && i % 3 ? i : null)), y }, ...binary },
    ['x'],
    'pure',
    { purity: 1, rows: ROWS },
  ],
  [
    'a pattern',
    missingness,
    {
      train: {
        ...honest,
        first: first.map((one) => one || null),
        second: first.map((one, i) => ((one === 1) === (y[i] === 1) ? 1 : null)),
        y,
      },
      ...binary,
    },
    ['first', 'second'],
    'pattern',
    { rows: ROWS },
  ],
  [
    'a formula',
    derived,
    { train: { ...honest, q: honest.a.map((value, i) => value - 2 * honest.c[i]!) }, ...regression },
    ['a', 'c'],
    'formula',
    { rows: ROWS, holds: ROWS, tolerance: 'exact' },
  ],
  [
    'a logarithm of decimals',
    derived,
    {
      train: {
        ...honest,
        x: q.map((value) => Number(Math.exp(value).toFixed(4))),
        q: q.map((value) => Number(value.toFixed(3))),
      },
      ...regression,
    },
    ['x'],
    'formula',
    { tolerance: 'rounded' },
  ],
  [
    'a whole',
    derived,
    { train: { a: honest.a, x: honest.c.map((value, i) => value + (i % 3)), q: honest.c }, ...regression, target: 'q' },
    ['x'],
    'whole',
    { wrong: 0 },
  ],
  [
    'an exclusive or',
    derived,
    { train: { ...honest, first, second: first.map((one, i) => one ^ y[i]!), y }, ...binary },
    ['first', 'second'],
    'values',
    { rows: ROWS },
  ],
  [
    'the greater number',
    derived,
    { train: { ...honest, x: honest.c.map((value, i) => value + (y[i] ? 1 + (i % 90) : -(i % 90))), y }, ...binary },
    ['c', 'x'],
    'comparison',
    { rows: ROWS },
  ],
  [
    'a bucket of the id',
    encoded,
    { train: { ...honest, id: y.map((label, i) => 5 * i + label), y }, ...binary, id: ['id'] },
    ['id'],
    'id',
    { rows: ROWS, part: 'remainder by 5' },
  ],
  [
    'a prefix of the id',
    encoded,
    { train: { ...honest, id: y.map((label, i) => `${label ? 'A' : 'B'}${i}`), y }, ...binary, id: ['id'] },
    ['id'],
    'id',
    { rows: ROWS, part: 'first character' },
  ],
  [
    'a letter of the id',
    encoded,
    {
      train: { ...honest, id: y.map((label, i) => `${label && i % 2 ? 'Z' : 'ABC'[((i * i) % 7) % 3]}${i}`), y },
      ...binary,
      id: ['id'],
    },
    ['id'],
    'pure',
    { purity: 1 },
  ],
  [
    'decimals',
    encoded,
    {
      train: {
        ...honest,
        x: column(11, (random, row) => (y[row] ? random.normal() : Math.round(random.normal() * 100) / 100)),
        y,
      },
      ...binary,
    },
    ['x'],
    'format',
    { rows: ROWS },
  ],
  [
    'the order of the rows',
    order,
    { train: { ...honest, y: y.map((_, i) => Number(i > 25_000)) }, ...binary },
    [],
    'sorted',
    { rows: ROWS },
  ],
];

describe.each(cases)('%s', (...one) => {
  const [, rule, scenario, columns, messageId, evidence = {}] = one as unknown as Case;
  test(`is found by ${rule.id}`, async () => {
    const findings = await found(rule, scenario);
    expect(findings.map((one) => one.messageId)).toEqual([messageId]);
    expect([...findings[0]!.columns].sort()).toEqual([...columns].sort());
    expect(findings[0]!.evidence).toMatchObject(evidence);
    expect(findings[0]!.coverage).toBe('exact');
  });
});

test.each([proxy, pure, missingness, derived, encoded, order].map((rule) => [rule.id, rule] as const))(
  '%s is quiet where nothing tells the target',
  async (_, rule) => {
    const holes = column(12, (random) => (random.integer(3) ? random.normal() : null));
    const ids = new Random(13).shuffle(Array.from({ length: ROWS }, (_, i) => i));
    expect(await found(rule, { train: { ...honest, holes, ids, y }, ...binary, id: ['ids'] })).toEqual([]);
    expect(await found(rule, { train: { ...honest, holes, ids, q }, ...regression, id: ['ids'] })).toEqual([]);
  },
);
