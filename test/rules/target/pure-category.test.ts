import rule from '../../../rules/target/pure-category.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 600;
const labels = (seed: number) => {
  const random = new Random(seed);
  return Array.from({ length: ROWS }, () => (random.uniform() < 0.3 ? 'bad' : 'good'));
};
const y = labels(1);
const column = (seed: number, value: (random: Random, label: string) => string | number | null) => {
  const random = new Random(seed);
  return y.map((label) => value(random, label));
};
const colours = ['red', 'green', 'blue', 'grey'];
const honest = {
  colour: column(2, (random) => colours[random.integer(4)]!),
  size: column(3, (random, label) => random.normal() + (label === 'bad' ? 0.4 : 0)),
};
/** A value that only the bad ones have, `share` of them. */
const marked = (share: number, seed = 4) =>
  column(seed, (random, label) => (label === 'bad' && random.uniform() < share ? 'closed' : colours[random.integer(4)]!));
const facts = { target: 'y' } as const;

ruleTester(rule, {
  clean: [
    { name: 'values that go with either class', train: { ...honest, y }, ...facts },
    { name: 'a pure value that is rare', train: { ...honest, mark: marked(0.08), y }, ...facts },
    {
      name: 'declared as known before',
      train: { ...honest, mark: marked(0.5), y },
      ...facts,
      features: { mark: { available: 'before' } },
    },
    {
      name: 'pure in train only',
      train: { ...honest, mark: marked(0.4), y },
      test: { ...honest, mark: column(5, (random) => ['closed', ...colours][random.integer(5)]!), y },
      ...facts,
    },
  ],
  findings: [
    {
      name: 'a value that only one class has',
      train: { ...honest, mark: marked(0.4), y },
      test: { ...honest, mark: marked(0.4, 6), y },
      ...facts,
      expect: [{ messageId: 'pure', severity: 'warn', columns: ['mark'], evidence: { purity: 1, values: 1, heldOutPurity: 1 } }],
    },
    {
      name: 'and that serving data does not know',
      train: { ...honest, mark: marked(0.4), y },
      serving: { ...honest, mark: honest.colour },
      ...facts,
      expect: [{ messageId: 'late', severity: 'error', columns: ['mark'], evidence: { servingRows: 0 } }],
    },
    {
      name: 'a number that stands for the end',
      train: {
        ...honest,
        code: column(7, (random, label) => (label === 'bad' && random.uniform() < 0.5 ? 999 : random.integer(800))),
        y,
      },
      ...facts,
      expect: [{ messageId: 'pure', columns: ['code'] }],
    },
    {
      name: 'values in every other column',
      train: { a: marked(0.4, 8), b: marked(0.4, 9), c: marked(0.4, 10), d: marked(0.4, 11), e: honest.colour, y },
      ...facts,
      expect: [{ messageId: 'many', severity: 'info' }],
    },
  ],
  skipped: [
    { name: 'a quantity', train: { ...honest, y: y.map((_, i) => i / 7) }, target: 'y', task: 'regression', because: 'classes' },
    { name: 'one class', train: { ...honest, y: y.map(() => 'good') }, ...facts, because: 'two classes' },
  ],
  underpowered: [{ name: 'few rows', train: { c: ['a', 'b', 'c'], y: ['u', 'v', 'u'] }, ...facts, because: '3 rows' }],
});
