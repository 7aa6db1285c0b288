import rule from '../../../rules/quality/duplicate-columns.ts';
import { draw, pick, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 200;
const numbers = draw(1, ROWS, (random) => (random.uniform() < 0.1 ? null : random.integer(50)));
const words = draw(2, ROWS, (random) => pick(random, ['a', 'b', 'c']));
const rare = draw(3, ROWS, (_, row) => (row < 5 ? 1 : 0));

ruleTester(rule, {
  clean: [
    {
      name: 'alike but for one row, by chance, constant, empty',
      train: {
        a: numbers,
        b: numbers.map((value, row) => (row === 100 ? -1 : value)),
        c: rare,
        d: rare,
        e: draw(1, ROWS, () => 1),
        f: draw(1, ROWS, () => 1),
        g: draw(1, ROWS, () => null),
        h: draw(1, ROWS, () => null),
        i: draw(4, ROWS, (_, row) => 9007199254740992n + BigInt(row * 10)),
        j: draw(4, ROWS, (_, row) => 9007199254740993n + BigInt(row * 10)),
      },
      evidence: { columns: 10 },
    },
  ],
  findings: [
    {
      name: 'copies of numbers and texts',
      train: {
        a: numbers,
        b: words,
        c: numbers,
        d: words,
        e: typed('DOUBLE', numbers),
        x: draw(5, ROWS, (random) => random.normal()),
      },
      expect: [
        { messageId: 'equal', severity: 'warn', role: 'train', evidence: { rows: ROWS, columnsAlike: 3 } },
        { messageId: 'equal', evidence: { columnsAlike: 3 } },
        { messageId: 'equal', columns: ['b', 'd'], evidence: { columnsAlike: 2 } },
      ],
    },
    {
      name: 'more rows than a sample holds: alike in all, and alike in nearly all',
      train: {
        a: draw(6, 25_000, (random) => random.integer(9)),
        b: draw(6, 25_000, (random) => random.integer(9)),
        c: draw(7, 25_000, (random) => random.integer(9)),
        d: draw(7, 25_000, (random, row) => random.integer(9) + Number(row === 12_345)),
      },
      expect: [{ messageId: 'equal', columns: ['a', 'b'], evidence: { rows: 25_000 } }],
    },
  ],
  skipped: [{ name: 'one column', train: { a: numbers }, because: 'needs two feature columns' }],
  underpowered: [{ name: 'few rows', train: { a: [1, 2], b: [1, 2] }, because: '2 rows; 30 would be enough' }],
});
