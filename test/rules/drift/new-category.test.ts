import rule from '../../../rules/drift/new-category.ts';
import { draw, pick } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const plans = ['free', 'plus', 'team'];
const honest = (seed: number, rows: number) => ({
  plan: draw(seed, rows, (random) => pick(random, plans)),
  city: draw(seed + 1, rows, (random) => `city ${Math.floor(600 * random.uniform() ** 3)}`),
  name: draw(seed + 2, rows, (random) => `n${random.integer(1e9)}`),
  empty: draw(seed, rows, () => null),
});
const train = honest(1, 2000);
const test = honest(100, 500);
const homes = (seed: number, count: number) => ({
  who: draw(seed, count * 10, (_, row) => seed * 1000 + (row % count)),
  street: draw(seed, count * 10, (_, row) => `street ${seed * 1000 + (row % count)}`),
});
const withNew = (seed: number, rows: number, share: number) =>
  draw(seed, rows, (random) => (random.uniform() < share ? `p${random.integer(2)}` : pick(random, plans)));

ruleTester(rule, {
  clean: [
    { name: 'levels drawn alike, many of them rare', train, test, evidence: { columns: 4 } },
    { name: 'a handful of rows', train, test: { ...test, plan: test.plan.map((plan, row) => (row < 3 ? 'gold' : plan)) } },
    { name: 'each entity has a level of its own', train: homes(1, 60), test: homes(2, 20), entity: ['who'] },
  ],
  findings: [
    {
      name: 'two new levels',
      train,
      test: { ...test, plan: withNew(5, 500, 0.1) },
      expect: [
        { messageId: 'unseen', severity: 'warn', role: 'test', columns: ['plan'], evidence: { levels: 2, expectedShare: 0 } },
      ],
    },
    {
      name: 'more rows than a sample holds',
      train: { plan: draw(1, 25_000, (random) => pick(random, plans)), city: honest(1, 25_000).city },
      serving: { plan: withNew(2, 21_000, 0.05), city: honest(7, 21_000).city },
      expect: [{ messageId: 'unseen', role: 'serving', columns: ['plan'], evidence: { fitRows: 25_000, heldOutRows: 21_000 } }],
    },
    {
      name: 'entities that all have new levels in a sample and in full',
      train: { who: draw(1, 25_000, (_, row) => row % 5000), plan: draw(1, 25_000, (_, row) => plans[row % 3]!) },
      test: { who: draw(1, 1000, (_, row) => 10_000 + (row % 500)), plan: draw(1, 1000, () => 'gold') },
      entity: ['who'],
      expect: [{ messageId: 'unseen', columns: ['plan'], evidence: { share: 1, heldOutRows: 500 } }],
    },
  ],
  skipped: [{ name: 'numbers only', train: { a: [1] }, test: { a: [2] }, because: 'needs a text column' }],
  underpowered: [{ name: 'few rows', train, test: honest(3, 60), because: '60 rows; 100 would be enough' }],
});
