import rule from '../../../rules/target/derived-column.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 400;
const draw = (seed: number, value: (random: Random, row: number) => number) => {
  const random = new Random(seed);
  return Array.from({ length: ROWS }, (_, row) => value(random, row));
};
const a = draw(1, (random) => 1 + random.integer(500));
const b = draw(2, (random) => 1 + random.integer(300));
const noise = draw(3, (random) => random.normal());
const flags = [4, 5].map((seed) => draw(seed, (random) => random.integer(2)));
const [first, second] = flags as [number[], number[]];
const quantity = { target: 'y', task: 'regression' } as const;
const classes = { target: 'y', task: 'binary' } as const;
const by = (make: (row: number) => number) => a.map((_, row) => make(row));

ruleTester(rule, {
  clean: [
    { name: 'columns that only go with the target', train: { a, b, y: by((i) => 2 * a[i]! + 40 * noise[i]!) }, ...quantity },
    {
      name: 'declared as known before',
      train: { a, b, noise, y: by((i) => a[i]! + b[i]!) },
      ...quantity,
      features: { a: { available: 'before' }, b: { available: 'before' } },
    },
    {
      name: 'flags that have nothing to do with the class',
      train: { first, second, noise, y: draw(6, (random) => random.integer(2)) },
      ...classes,
    },
  ],
  findings: [
    {
      name: 'a sum of two columns',
      train: { a, b, noise, y: by((i) => a[i]! + b[i]!) },
      ...quantity,
      expect: [{ messageId: 'formula', severity: 'error', columns: ['a', 'b'], evidence: { share: 1 } }],
    },
    {
      name: 'the logarithm of the target',
      train: { log: by((i) => Math.log(a[i]!)), b, noise, y: a },
      ...quantity,
      expect: [{ messageId: 'formula', severity: 'error', columns: ['log'] }],
    },
    {
      name: 'a total that the target is often all of',
      train: { total: by((i) => a[i]! + (first[i] ? 0 : b[i]!)), noise, y: a },
      ...quantity,
      expect: [{ messageId: 'whole', severity: 'warn', columns: ['total'] }],
    },
    {
      name: 'a part that is often all of the target',
      train: { part: by((i) => a[i]! - (first[i] ? 0 : Math.min(a[i]!, b[i]!))), noise, y: a },
      ...quantity,
      expect: [{ messageId: 'part', severity: 'warn', columns: ['part'] }],
    },
    {
      name: 'the exclusive-or of two flags',
      train: { first, second, noise, y: by((i) => first[i]! ^ second[i]!) },
      ...classes,
      expect: [{ messageId: 'values', severity: 'error', columns: ['first', 'second'] }],
    },
    {
      name: 'which of two numbers is greater',
      train: {
        p: noise,
        q: draw(7, (random) => random.normal()),
        b,
        y: by((i) => Number(noise[i]! > draw(7, (random) => random.normal())[i]!)),
      },
      ...classes,
      expect: [{ messageId: 'comparison', severity: 'error', columns: ['p', 'q'] }],
    },
  ],
  skipped: [{ name: 'one class', train: { a, y: by(() => 1) }, ...classes, because: 'two classes' }],
  underpowered: [{ name: 'few rows', train: { a: [1, 2, 3], y: [2, 4, 6] }, ...quantity, because: '3 rows' }],
});
