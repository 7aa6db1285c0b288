import rule from '../../../rules/split/missing-class.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const times = (n: number, ...labels: (string | number | boolean | null)[]) =>
  labels.flatMap((label) => Array<typeof label>(n).fill(label));
const multiclass = { target: 'y', task: 'multiclass' } as const;

ruleTester(rule, {
  clean: [
    {
      name: 'all classes in both',
      train: { y: times(50, 'a', 'b', 'c') },
      test: { y: times(20, 'a', 'b', 'c') },
      ...multiclass,
      evidence: { classes: 3 },
    },
    {
      name: 'whole numbers and floats of one value',
      train: { y: times(50, 0, 1) },
      test: { y: { type: 'DOUBLE', values: times(20, 0, 1) } },
      target: 'y',
    },
    { name: 'nulls are no class', train: { y: times(50, true, false, null) }, test: { y: times(20, true, false) }, target: 'y' },
  ],
  findings: [
    {
      name: 'a class that train never saw',
      train: { y: times(50, 'setosa', 'versicolor') },
      test: { y: times(25, 'versicolor', 'virginica') },
      ...multiclass,
      expect: [
        { messageId: 'unlearned', severity: 'error', evidence: { missingClasses: 1, rows: 25 } },
        { messageId: 'untested', severity: 'error', evidence: { missingClasses: 1, rows: 50 } },
      ],
    },
    {
      name: 'rare classes that a random split misses',
      train: { y: [...times(200, 'a', 'b'), 'rare'] },
      test: { y: [...times(50, 'a', 'b'), 'odd'] },
      ...multiclass,
      expect: [
        { messageId: 'unlearned', severity: 'warn', evidence: { rows: 1 } },
        { messageId: 'untested', severity: 'info', evidence: { rows: 1 } },
      ],
    },
    {
      name: 'a test set of one class',
      train: { y: times(50, 0, 1) },
      test: { y: times(40, 1) },
      target: 'y',
      expect: [{ messageId: 'single', severity: 'error', evidence: { heldOutClasses: 1, byChance: 0.5 ** 40 } }],
    },
    {
      name: 'a small test set that happens to hold one class',
      train: { y: [...times(95, 0), ...times(5, 1)] },
      test: { y: times(10, 0) },
      target: 'y',
      expect: [{ messageId: 'single', severity: 'warn' }],
    },
  ],
  skipped: [
    { name: 'a quantity', train: { y: [1.5, 2.5] }, test: { y: [3.5] }, target: 'y', task: 'regression', because: 'classes' },
    { name: 'no target', train: { y: [1, 0] }, test: { y: [1] }, because: 'needs `target`' },
    {
      name: 'a test set without labels',
      train: { y: times(5, 1, 0) },
      test: { y: { type: 'BIGINT', values: [null] } },
      target: 'y',
      because: 'rows with a target',
    },
  ],
});
