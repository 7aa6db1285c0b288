import rule from '../../../rules/target/missingness.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 500;
const random = new Random(1);
const y = Array.from({ length: ROWS }, () => Number(random.uniform() < 0.3));
const three = y.map((label, i) => (label ? 'a' : i % 2 ? 'b' : 'c'));
const quantity = Array.from({ length: ROWS }, () => random.normal());
const filled = (seed: number, present: (random: Random, row: number) => boolean) => {
  const noise = new Random(seed);
  return { type: 'DOUBLE', values: y.map((_, row) => (present(noise, row) ? noise.normal() : null)) } as const;
};
const honest = { a: filled(2, () => true), b: filled(3, (noise) => noise.uniform() < 0.7) };
const binary = { target: 'y', task: 'binary' } as const;
const test = { a: honest.a, y };

ruleTester(rule, {
  clean: [
    { name: 'missing at random', train: { ...honest, y }, ...binary },
    {
      name: 'missing more often in one class',
      train: { ...honest, c: filled(4, (noise, row) => noise.uniform() < (y[row] ? 0.4 : 0.75)), y },
      ...binary,
    },
    { name: 'nothing is missing, or all', train: { a: honest.a, none: filled(5, () => false), y }, ...binary },
    {
      name: 'declared as known before',
      train: { ...honest, cause: filled(6, (_, row) => y[row] === 1), y },
      ...binary,
      features: { cause: { available: 'before' } },
    },
    {
      name: 'test does not bear it out',
      train: { ...honest, cause: filled(6, (_, row) => y[row] === 1), y },
      test: { ...test, cause: filled(7, (noise) => noise.uniform() < 0.3) },
      ...binary,
    },
    {
      name: 'a class of nearly all rows where it is missing',
      train: { ...honest, c: filled(8, (noise) => noise.uniform() < 0.5), y: y.map((label, i) => label * Number(i % 10 === 0)) },
      ...binary,
    },
    { name: 'a quantity, missing at random', train: { ...honest, y: quantity }, target: 'y', task: 'regression' },
  ],
  findings: [
    {
      name: 'filled exactly for one class, borne out in test',
      train: { ...honest, cause: filled(6, (_, row) => y[row] === 1), y },
      test: { ...test, cause: filled(9, (_, row) => y[row] === 1) },
      ...binary,
      expect: [{ messageId: 'tells', severity: 'error', columns: ['cause'], evidence: { auc: 1 } }],
    },
    {
      name: 'filled with text for some rows of one class only',
      train: { ...honest, note: y.map((label, i) => (label && i % 3 ? 'left' : null)), y },
      ...binary,
      expect: [{ messageId: 'pure', severity: 'warn', columns: ['note'], evidence: { purity: 1 } }],
    },
    {
      name: 'filled for many rows, all of one class',
      train: {
        ...honest,
        c: filled(10, (noise, row) => row % 9 < 4 && noise.uniform() < 0.65),
        y: y.map((_, row) => Number(row % 9 < 4)),
      },
      ...binary,
      expect: [{ messageId: 'pure', severity: 'error', columns: ['c'] }],
    },
    {
      name: 'NaN is missing too, and columns that lack the same rows are one finding',
      train: {
        ...honest,
        t1: { type: 'DOUBLE', values: y.map((label, i) => (label ? Number.NaN : i)) },
        t2: filled(11, (_, row) => y[row] === 0),
        y,
      },
      ...binary,
      expect: [{ messageId: 'tells', severity: 'error', columns: ['t1', 't2'] }],
    },
    {
      name: 'one of three classes',
      train: { ...honest, c: filled(12, (_, row) => three[row] === 'a'), y: three },
      target: 'y',
      task: 'multiclass',
      expect: [{ messageId: 'pure', columns: ['c'] }],
    },
    {
      name: 'which of two columns is empty, and neither alone',
      train: (() => {
        const first = filled(13, (noise) => noise.uniform() < 0.5);
        return { a: honest.a, first, second: filled(14, (_, row) => (first.values[row] === null) === (y[row] === 1)), y };
      })(),
      ...binary,
      expect: [{ messageId: 'pattern', severity: 'error', columns: ['first', 'second'] }],
    },
    {
      name: 'a quantity that is low where a column is missing',
      train: { ...honest, c: filled(15, (_, row) => quantity[row]! > -0.8), y: quantity },
      target: 'y',
      task: 'regression',
      expect: [{ messageId: 'tells', severity: 'warn', columns: ['c'] }],
    },
  ],
  skipped: [
    { name: 'no target', train: honest, because: 'needs `target`' },
    { name: 'one class', train: { ...honest, y: y.map(() => 1) }, ...binary, because: 'two classes' },
  ],
  underpowered: [{ name: 'a handful of rows', train: { a: [1, null, 3, 4], y: [0, 1, 0, 1] }, ...binary, because: '4 rows' }],
});
