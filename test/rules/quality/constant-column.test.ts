import rule from '../../../rules/quality/constant-column.ts';
import { draw, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 50;
const varied = draw(1, ROWS, (random) => random.integer(5));

ruleTester(rule, {
  clean: [
    {
      name: 'nearly constant, one value and nulls, and whole numbers beyond doubles',
      train: {
        rare: draw(1, ROWS, (_, row) => (row ? 'no' : 'yes')),
        flag: draw(2, ROWS, (random) => (random.uniform() < 0.5 ? 'yes' : null)),
        big: draw(3, ROWS, (_, row) => 9007199254740992n + BigInt(row % 2)),
      },
      evidence: { columns: 3 },
    },
    {
      name: 'constant in test only',
      train: { x: varied },
      test: { x: draw(1, ROWS, () => 1) },
    },
    {
      name: 'the target and ids',
      train: { x: varied, y: draw(1, ROWS, () => 1), id: draw(1, ROWS, () => 2) },
      target: 'y',
      id: ['id'],
    },
  ],
  findings: [
    {
      name: 'one value of each kind, and none',
      train: {
        x: varied,
        n: draw(1, ROWS, () => 0),
        t: draw(1, ROWS, () => 'abc'),
        b: draw(1, ROWS, () => true),
        d: typed(
          'DATE',
          draw(1, ROWS, () => '2024-01-01'),
        ),
        none: draw(1, ROWS, () => null),
        nan: typed(
          'DOUBLE',
          draw(1, ROWS, () => Number.NaN),
        ),
      },
      expect: [
        { messageId: 'constant', severity: 'warn', role: 'train', columns: ['n'], evidence: { rows: ROWS, missing: 0 } },
        { messageId: 'constant', columns: ['t'] },
        { messageId: 'constant', columns: ['b'] },
        { messageId: 'constant', columns: ['d'] },
        { messageId: 'empty', columns: ['none'], evidence: { missing: ROWS } },
        { messageId: 'empty', columns: ['nan'] },
      ],
    },
    {
      name: 'more rows than a sample holds',
      train: { x: draw(1, 25_000, () => 3), y: draw(1, 25_000, (_, row) => Number(row === 7)) },
      expect: [{ messageId: 'constant', columns: ['x'], evidence: { rows: 25_000 } }],
    },
  ],
  skipped: [{ name: 'no train data', test: { x: varied }, because: 'needs train data' }],
  underpowered: [{ name: 'few rows', train: { x: [1, 1] }, because: '2 rows; 30 would be enough' }],
});
