import rule from '../../../rules/quality/spelling-variants.ts';
import { draw, pick } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 400;
const cities = (seed: number, rows = ROWS) =>
  draw(seed, rows, (random) => pick(random, ['New York', 'Paris', 'Rome'])) as string[];
const some = (values: readonly string[], every: number, value: (old: string) => string) =>
  values.map((old, row) => (row % every ? old : value(old)));

ruleTester(rule, {
  clean: [
    {
      name: 'levels apart, codes that differ in case, names, versions',
      train: {
        city: cities(1),
        code: draw(2, ROWS, (random) => pick(random, ['a', 'A', 'b', 'ab', 'AB'])),
        name: draw(3, ROWS, (random, row) => `${pick(random, ['Smith', 'SMITH'])}${row}`),
        version: draw(4, ROWS, (random) => pick(random, ['1.5', '15', '1-5', '1 5'])),
        empty: draw(5, ROWS, () => null),
      },
      evidence: { columns: 5 },
    },
  ],
  findings: [
    {
      name: 'case, spaces, separators and composed letters, in train and test, told once',
      train: {
        a: some(cities(1), 10, (city) => city.toUpperCase()),
        b: some(cities(2), 10, (city) => ` ${city}`),
        c: some(cities(3), 10, (city) => city.replace(' ', '_')),
        d: draw(4, ROWS, (random) => pick(random, ['Montréal', 'Montre\u0301al', 'Rome'])),
      },
      test: {
        a: some(cities(5, 100), 10, (city) => city.toUpperCase()),
        b: cities(6, 100),
        c: cities(7, 100),
        d: cities(8, 100),
      },
      expect: [
        { messageId: 'variants', severity: 'warn', role: 'train', columns: ['a'], evidence: { groups: 3, spellings: 6 } },
        { messageId: 'variants', columns: ['b'] },
        { messageId: 'variants', columns: ['c'], evidence: { groups: 1 } },
        { messageId: 'variants', columns: ['d'] },
      ],
    },
    {
      name: 'more rows than a sample holds, few of them',
      train: { a: some(cities(1, 25_000), 500, (city) => city.toLowerCase()) },
      expect: [{ messageId: 'variants', severity: 'info', evidence: { rows: 50 } }],
    },
  ],
  skipped: [{ name: 'no text', train: { a: [1] }, because: 'needs a text column' }],
});
