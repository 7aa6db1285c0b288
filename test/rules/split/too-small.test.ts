import rule from '../../../rules/split/too-small.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const labels = (positives: number, negatives: number) => [
  ...Array<number>(positives).fill(1),
  ...Array<number>(negatives).fill(0),
];
const quantities = (rows: number) => Array.from({ length: rows }, (_, i) => i / 7);
const train = { y: labels(50, 50) };

ruleTester(rule, {
  clean: [
    {
      name: 'a hundred rows of each class',
      train,
      test: { y: labels(100, 100) },
      target: 'y',
      evidence: { rows: 200, rarerClassRows: 100 },
    },
    {
      name: 'two hundred quantities',
      train: { y: quantities(9) },
      test: { y: quantities(200) },
      target: 'y',
      task: 'regression',
    },
    { name: 'a width that is allowed', train, test: { y: labels(20, 20) }, target: 'y', options: { halfWidth: 0.3 } },
  ],
  findings: [
    {
      name: 'forty rows',
      train,
      test: { y: [...labels(20, 20), null] },
      target: 'y',
      expect: [{ messageId: 'rows', severity: 'warn', evidence: { rows: 40 } }],
    },
    {
      name: 'ten of the rarer class',
      train,
      test: { y: labels(10, 500) },
      target: 'y',
      expect: [{ messageId: 'rareClass', evidence: { rarerClassRows: 10 } }],
    },
    {
      name: 'fifty quantities',
      train: { y: quantities(9) },
      test: { y: quantities(50) },
      target: 'y',
      task: 'regression',
      expect: [{ messageId: 'rows' }],
    },
    {
      name: 'each held-out table for itself',
      train,
      validation: { y: labels(5, 5) },
      test: { y: labels(100, 100) },
      target: 'y',
      expect: [{ messageId: 'rows', role: 'validation' }],
    },
  ],
  skipped: [
    {
      name: 'no labels',
      train,
      test: { y: { type: 'BIGINT', values: [null, null] } },
      target: 'y',
      because: 'rows with a target',
    },
  ],
});
