import rule from '../../../rules/quality/mixed-types.ts';
import { draw, pick } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 300;
const amounts = (seed: number, rows = ROWS) =>
  draw(seed, rows, (random) => String(Math.round(1e5 * random.uniform()) / 100)) as string[];
const days = draw(2, ROWS, (random) => `2024-01-${String(10 + random.integer(20))}`) as string[];
const some = (values: readonly string[], every: number, value: (old: string) => string) =>
  values.map((old, row) => (row % every ? old : value(old)));

ruleTester(rule, {
  clean: [
    {
      name: 'categories, codes, postal codes, few numbers, numbers as text',
      train: {
        plan: draw(3, ROWS, (random) => pick(random, ['free', '1', '2', '3+'])),
        ticket: draw(4, ROWS, (random) => (random.uniform() < 0.3 ? `A/${random.integer(1e5)}` : String(random.integer(1e6)))),
        zip: draw(5, ROWS, (random, row) => (row % 20 ? String(random.integer(1e5)).padStart(5, '0') : 'none')),
        house: draw(6, ROWS, (random, row) => `${random.integer(200)}${row % 5 ? '' : 'b'}`),
        plain: amounts(7),
        words: draw(8, ROWS, (random, row) =>
          row % 3 ? `w${String.fromCharCode(97 + random.integer(26), 97 + random.integer(26))}` : String(row),
        ),
        empty: draw(9, ROWS, () => null),
      },
      evidence: { columns: 7 },
    },
  ],
  findings: [
    {
      name: 'words among numbers, in train and test, told once',
      train: { a: some(amounts(1), 20, () => 'unknown') },
      test: { a: some(amounts(2, 100), 20, () => 'unknown') },
      expect: [{ messageId: 'words', severity: 'warn', role: 'train', columns: ['a'], evidence: { words: 15, numbers: 285 } }],
    },
    {
      name: 'in test only, one word',
      train: { a: amounts(1) },
      test: { a: some(amounts(2), 300, () => 'oops') },
      expect: [{ messageId: 'words', role: 'test', evidence: { words: 1 } }],
    },
    {
      name: 'words among dates',
      train: { d: some(days, 10, () => 'never') },
      expect: [{ messageId: 'words', columns: ['d'], evidence: { dates: 270 } }],
    },
    {
      name: 'decimal commas among decimal points, and dates in two orders',
      train: {
        a: some(amounts(1), 10, (old) => old.replace('.', ',')),
        d: some(days, 10, (old) => old.split('-').reverse().join('/')),
      },
      expect: [
        { messageId: 'notations', severity: 'warn', columns: ['a'] },
        { messageId: 'notations', columns: ['d'], evidence: { otherNotation: 30 } },
      ],
    },
    {
      name: 'more rows than a sample holds, one word in all',
      train: { a: draw(5, 25_000, (random, row) => (row === 777 ? 'oops' : String(random.integer(1e6)))), b: amounts(6, 25_000) },
      expect: [{ messageId: 'words', columns: ['a'], evidence: { words: 1, rows: 25_000 } }],
    },
  ],
  skipped: [{ name: 'no text', train: { a: [1] }, because: 'needs a text column' }],
  underpowered: [{ name: 'few rows', train: { a: ['1', 'x'] }, because: '2 rows; 30 would be enough' }],
});
