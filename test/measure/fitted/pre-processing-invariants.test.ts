import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import imputer from '../../../rules/preprocessing/imputer-fit-on-all.ts';
import projection from '../../../rules/preprocessing/projection-fit-on-all.ts';
import ranks from '../../../rules/preprocessing/ranks-over-all.ts';
import scaler from '../../../rules/preprocessing/scaler-fit-on-all.ts';
import type { AnyRule } from '../../../src/check/rule.ts';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { Random } from '../../../src/stats/random.ts';
import { type Columns, valuesOf } from '../../../src/testing/memory-table.ts';
import { runRule } from '../../../src/testing/run-rule.ts';
import {
  asColumns,
  drawnParts,
  fillGaps,
  mean,
  minMax,
  type Numbers,
  robust,
  standard,
  type Transformer,
  together,
  transform,
  withGaps,
} from '../../support/pre-process.ts';

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

const rules: readonly AnyRule[] = [scaler, imputer, ranks, projection];

/** What every rule says of a split, without figures. */
async function verdicts(train: Columns, test: Columns): Promise<string[]> {
  const all: string[] = [];
  for (const rule of rules) {
    const outcomes = await runRule(rule, { train, test, target: 'y' }, engine);
    for (const { status, reason, findings } of outcomes) {
      all.push(`${rule.id} ${status} ${status === 'clean' ? reason : ''}`);
      for (const { messageId, columns } of findings) all.push(`${rule.id} ${messageId} ${[...columns].sort()}`);
    }
  }
  return all;
}

const percentRank: Transformer = (values) => (value) => values.filter((other) => other <= value).length / values.length;
const labels = (seed: number, rows: number): number[] => {
  const random = new Random(seed);
  return Array.from({ length: rows }, () => random.integer(3));
};

/** A split in which each column was transformed in some way, over both tables or over train alone. */
const split = fc
  .record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    rows: fc.integer({ min: 60, max: 200 }),
    heldOut: fc.integer({ min: 30, max: 90 }),
    methods: fc.array(fc.constantFrom('none', 'standard', 'robust', 'min-max', 'mean', 'rank'), { minLength: 3, maxLength: 3 }),
    fittedOn: fc.constantFrom('both', 'train'),
  })
  .map(({ seed, rows, heldOut, methods, fittedOn }) => {
    const parts = drawnParts(seed, [rows, heldOut], 3);
    const [train, test] = methods.includes('mean') ? parts.map((part, i) => withGaps(part, 0.1, seed + i)) : parts;
    const apply = (part: Numbers): Numbers => {
      const over = fittedOn === 'both' ? together(train!, test!) : train!;
      const one = (name: string, method: string): Numbers => {
        const [own, all] = [{ [name]: part[name]! }, { [name]: over[name]! }];
        const transformer = { standard, robust, 'min-max': minMax, rank: percentRank }[method];
        return transformer ? transform(own, all, transformer) : method === 'mean' ? fillGaps(own, all, mean) : own;
      };
      return Object.assign({}, ...methods.map((method, i) => one(`x${i}`, method)));
    };
    return {
      train: { ...asColumns(apply(train!)), y: labels(seed, rows) },
      test: { ...asColumns(apply(test!)), y: labels(seed + 1, heldOut) },
    };
  });

const RUNS = { numRuns: 12 };
const reordered = (columns: Columns, seed: number): Columns => {
  const random = new Random(seed);
  const rows = valuesOf(Object.values(columns)[0]!).length;
  const order = random.shuffle(Array.from({ length: rows }, (_, i) => i));
  const entries = Object.entries(columns).map(
    ([name, column]) => [name, { type: 'DOUBLE' as const, values: order.map((row) => valuesOf(column)[row]!) }] as const,
  );
  return Object.fromEntries(random.shuffle(entries));
};
const relabelled = (columns: Columns): Columns => ({
  ...columns,
  y: valuesOf(columns.y!).map((label) => 10 + 7 * Number(label) ** 3),
});
const repeated = (columns: Columns): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      { type: 'DOUBLE' as const, values: [...valuesOf(column), ...valuesOf(column)] },
    ]),
  );

describe('verdicts do not depend on', () => {
  test('the order of rows and of columns', () =>
    fc.assert(
      fc.asyncProperty(split, fc.integer(), async ({ train, test }, seed) => {
        expect(await verdicts(reordered(train, seed), reordered(test, seed + 1))).toEqual(await verdicts(train, test));
      }),
      RUNS,
    ));

  test('how classes are numbered, as long as their order stays', () =>
    fc.assert(
      fc.asyncProperty(split, async ({ train, test }) => {
        expect(await verdicts(relabelled(train), relabelled(test))).toEqual(await verdicts(train, test));
      }),
      RUNS,
    ));
});

test('rows that all occur twice, in both tables, keep what means and quantiles show', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), async (seed, honest) => {
      const [train, other] = drawnParts(seed, [150, 60], 3);
      const over = honest ? train : together(train, other);
      const [a, b] = [train, other].map((part) => ({
        ...asColumns(transform(part, over, standard)),
        y: labels(seed, part.x0!.length),
      }));
      const [outcome] = await runRule(scaler, { train: repeated(a!), test: repeated(b!) }, engine);
      expect(outcome!.status).toBe(honest ? 'clean' : 'findings');
    }),
    RUNS,
  ));
