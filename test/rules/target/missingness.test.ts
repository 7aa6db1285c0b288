import rule from '../../../rules/target/missingness.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 600;
const start = new Random(1);
const y = Array.from({ length: ROWS }, () => (start.uniform() < 0.3 ? 1 : 0));
/** A number that is there with the probability that its row's label gives. */
const filled = (seed: number, probability: (label: number) => number) => {
  const random = new Random(seed);
  return y.map((label) => (random.uniform() < probability(label) ? random.normal() : null));
};
const honest = { a: filled(2, () => 0.9), b: filled(3, (label) => (label ? 0.6 : 0.8)), c: filled(4, () => 1) };
const facts = { target: 'y' } as const;

ruleTester(rule, {
  clean: [
    { name: 'empty by chance, or somewhat more often for one class', train: { ...honest, y }, ...facts },
    { name: 'no empty cells', train: { c: honest.c, y }, ...facts },
    {
      name: 'declared as known before',
      train: { ...honest, exit: filled(5, (label) => label), y },
      ...facts,
      features: { exit: { available: 'before' } },
    },
    {
      name: 'in train only',
      train: { ...honest, exit: filled(5, (label) => label), y },
      test: { ...honest, exit: filled(6, () => 0.3), y },
      ...facts,
    },
  ],
  findings: [
    {
      name: 'filled for those who left only',
      train: { ...honest, exit: filled(5, (label) => label), y },
      test: { ...honest, exit: filled(7, (label) => label), y },
      ...facts,
      expect: [{ messageId: 'tells', severity: 'error', columns: ['exit'], evidence: { auc: 1 } }],
    },
    {
      name: 'two columns that are empty in the same rows are one finding',
      train: { ...honest, exit: filled(5, (label) => label), survey: filled(5, (label) => label), y },
      ...facts,
      expect: [{ messageId: 'tells', columns: ['exit', 'survey'] }],
    },
    {
      name: 'filled for a part of those who left, and for nobody else',
      train: { ...honest, exit: filled(8, (label) => label * 0.6), y },
      ...facts,
      expect: [{ messageId: 'pure', severity: 'warn', columns: ['exit'], evidence: { purity: 1 } }],
    },
    {
      name: 'a pattern of two columns, neither of which tells alone',
      train: (() => {
        const random = new Random(9);
        const first = y.map(() => random.integer(2));
        return {
          p: first.map((one) => (one ? 1.5 : null)),
          q: first.map((one, i) => (one === y[i]! ? 2.5 : null)),
          c: honest.c,
          y,
        };
      })(),
      ...facts,
      expect: [{ messageId: 'pattern', columns: ['p', 'q'] }],
    },
  ],
  skipped: [{ name: 'one class', train: { ...honest, y: y.map(() => 1) }, ...facts, because: 'two classes' }],
  underpowered: [{ name: 'few rows', train: { a: [1, null, 2], y: [0, 1, 0] }, ...facts, because: '3 rows' }],
});
