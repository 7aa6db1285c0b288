import rule from '../../../rules/drift/categorical.ts';
import { draw, pick } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const plans = ['free', 'plus', 'pro', 'team'];
const honest = (seed: number, rows: number) => ({
  plan: draw(seed, rows, (random) => pick(random, plans, [5, 3, 1, 1])),
  active: draw(seed + 1, rows, (random) => random.uniform() < 0.7),
  city: draw(seed + 2, rows, (random) => `city ${Math.floor(400 * random.uniform() ** 3)}`),
  name: draw(seed + 3, rows, (random) => `n${random.integer(1e9)}`),
  holes: draw(seed + 4, rows, (random) => (random.uniform() < 0.5 ? null : pick(random, plans))),
  constant: draw(seed, rows, () => 'same'),
  empty: draw(seed, rows, () => null),
});
const train = honest(1, 2000);
const test = honest(100, 500);
const families = (seed: number, count: number) => ({
  who: draw(seed, count * 10, (_, row) => seed * 1000 + (row % count)),
  kind: draw(seed, count * 10, (_, row) => plans[((row % count) * 7919 + seed) % 4]!),
});

ruleTester(rule, {
  clean: [
    { name: 'rows drawn alike', train, test, evidence: { columns: 5 } },
    {
      name: 'new levels and missing values are told by other rules',
      train,
      test: {
        ...test,
        plan: draw(9, 500, (random) => (random.uniform() < 0.3 ? 'gold' : pick(random, plans, [5, 3, 1, 1]))),
        active: draw(10, 500, (random) => (random.uniform() < 0.5 ? null : random.uniform() < 0.7)),
      },
    },
    { name: 'the groups of a grouped split differ by chance', train: families(1, 40), test: families(2, 11), entity: ['who'] },
  ],
  findings: [
    {
      name: 'other shares of a text and of a truth value',
      train,
      test: {
        ...test,
        plan: draw(9, 500, (random) => pick(random, plans, [2, 3, 4, 1])),
        active: draw(10, 500, (random) => random.uniform() < 0.4),
      },
      expect: [
        { messageId: 'shifted', severity: 'warn', role: 'test', columns: ['plan'], evidence: { levels: 4, heldOutRows: 500 } },
        { messageId: 'shifted', columns: ['active'] },
      ],
    },
    {
      name: 'more rows than a sample holds',
      train: { plan: draw(1, 30_000, (random) => pick(random, plans)), other: draw(2, 30_000, (random) => pick(random, plans)) },
      serving: {
        plan: draw(3, 22_000, (random) => pick(random, plans, [1, 2, 3, 4])),
        other: draw(4, 22_000, (random) => pick(random, plans)),
      },
      expect: [{ messageId: 'shifted', role: 'serving', columns: ['plan'], evidence: { fitRows: 30_000, heldOutRows: 22_000 } }],
    },
  ],
  skipped: [{ name: 'numbers only', train: { a: [1] }, test: { a: [2] }, because: 'needs a text or boolean column' }],
  underpowered: [
    { name: 'few rows', train, test: honest(3, 60), because: '60 rows; 100 would be enough' },
    { name: 'names only', train: { name: train.name }, test: { name: test.name }, because: 'no column has 100 rows' },
  ],
});
