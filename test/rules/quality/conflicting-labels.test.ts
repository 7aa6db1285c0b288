import rule from '../../../rules/quality/conflicting-labels.ts';
import { draw, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 200;
const numbers = typed(
  'DOUBLE',
  draw(1, ROWS, (random) => random.normal()),
);
const labels = draw(2, ROWS, (random) => random.integer(2)) as number[];
/** Of the first 20 rows each pair is equal, with labels 0 and 1. */
const twins = {
  x: typed(
    'DOUBLE',
    numbers.values.map((value, row) => (row < 20 ? numbers.values[row & ~1]! : value)),
  ),
  y: labels.map((label, row) => (row < 20 ? row % 2 : label)),
};
const binary = { target: 'y', task: 'binary' } as const;

ruleTester(rule, {
  clean: [
    { name: 'distinct rows', train: { x: numbers, y: labels }, ...binary, evidence: { rows: ROWS, conflicting: 0 } },
    {
      name: 'equal rows with equal labels',
      train: { ...twins, y: labels.map(() => 1) },
      ...binary,
      evidence: { conflicting: 0 },
    },
    {
      name: 'equal rows, one of them without a label',
      train: { ...twins, y: twins.y.map((y, row) => (row % 2 ? null : y)) },
      ...binary,
    },
    { name: 'equal at other times', train: { ...twins, t: draw(1, ROWS, (_, row) => row) }, time: 't', ...binary },
  ],
  findings: [
    {
      name: 'twenty rows',
      train: twins,
      ...binary,
      expect: [
        {
          messageId: 'conflicting',
          severity: 'warn',
          role: 'train',
          columns: ['y'],
          evidence: { conflicting: 20, conflictingKeys: 10 },
        },
      ],
    },
    {
      name: 'in test, texts as labels',
      train: { x: numbers, y: labels.map((y) => (y ? 'yes' : 'no')) },
      test: { x: twins.x, y: twins.y.map((y) => (y ? 'yes' : 'no')) },
      ...binary,
      expect: [{ messageId: 'conflicting', role: 'test', evidence: { conflicting: 20 } }],
    },
    {
      name: 'few-valued data',
      train: { x: draw(3, ROWS, (random) => random.integer(4)), y: labels },
      ...binary,
      expect: [{ messageId: 'conflicting', severity: 'info' }],
    },
  ],
  skipped: [
    { name: 'no target', train: { x: numbers }, because: 'needs `target`' },
    { name: 'a quantity', train: twins, target: 'y', task: 'regression', because: 'needs a target of classes' },
  ],
});
