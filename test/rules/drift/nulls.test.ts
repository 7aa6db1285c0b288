import rule from '../../../rules/drift/nulls.ts';
import { draw, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const holed = (seed: number, rows: number, share: number) =>
  draw(seed, rows, (random) => (random.uniform() < share ? null : 1 + random.integer(9)));
const named = (seed: number, rows: number, share: number) =>
  draw(seed, rows, (random) => (random.uniform() < share ? null : 'word'));
const honest = (seed: number, rows: number) => ({
  some: holed(seed, rows, 0.2),
  many: named(seed + 1, rows, 0.7),
  full: holed(seed + 2, rows, 0),
  none: typed('DOUBLE', holed(seed, rows, 1)),
});
const train = honest(1, 2000);
const test = honest(50, 500);

ruleTester(rule, {
  clean: [
    { name: 'missing alike', train, test, evidence: { columns: 4 } },
    { name: 'significant and small', train: honest(1, 9000), test: { ...honest(50, 9000), some: holed(7, 9000, 0.23) } },
    {
      name: 'a column that serving leaves empty is told as skew',
      train: { a: holed(1, 300, 0), b: holed(2, 300, 0) },
      serving: { a: typed('BIGINT', holed(1, 300, 1)), b: holed(4, 300, 0) },
    },
  ],
  findings: [
    {
      name: 'missing more often, less often, and as NaN',
      train,
      test: {
        ...test,
        some: typed(
          'DOUBLE',
          draw(8, 500, (random) => (random.uniform() < 0.4 ? Number.NaN : 1)),
        ),
        many: named(9, 500, 0.3),
      },
      expect: [
        { messageId: 'changed', severity: 'warn', role: 'test', columns: ['some'] },
        { messageId: 'changed', columns: ['many'], evidence: { heldOutRows: 500, columnsTested: 4 } },
      ],
    },
    {
      name: 'more rows than a sample holds',
      train: { a: holed(1, 25_000, 0.1), b: named(2, 25_000, 0.1) },
      serving: { a: holed(3, 400, 0.3), b: named(4, 400, 0.1) },
      expect: [{ messageId: 'changed', role: 'serving', columns: ['a'], evidence: { fitRows: 25_000 } }],
    },
  ],
  skipped: [{ name: 'no column in common', train: { a: [1] }, test: { b: [1] }, because: 'needs feature columns' }],
  underpowered: [{ name: 'few rows', train, test: honest(3, 99), because: '99 rows; 100 would be enough' }],
});
