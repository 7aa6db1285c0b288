import rule from '../../../rules/target/row-order.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const blocks = (...sizes: [string, number][]) => sizes.flatMap(([label, n]) => Array<string>(n).fill(label));
const mixed = (rows: number, seed: number, labels = ['a', 'b', 'c']) => {
  const random = new Random(seed);
  return Array.from({ length: rows }, () => labels[random.integer(labels.length)]!);
};
const multiclass = { target: 'y', task: 'multiclass', ordered: true } as const;
const days = (rows: number) =>
  Array.from({ length: rows }, (_, i) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10));

ruleTester(rule, {
  clean: [
    { name: 'shuffled rows', train: { y: mixed(300, 1) }, test: { y: mixed(100, 2) }, ...multiclass },
    {
      name: 'a trend in time, in the order of time',
      train: { t: { type: 'DATE', values: days(200) }, y: blocks(['a', 100], ['b', 100]) },
      ...multiclass,
      task: 'binary',
      time: 't',
      evidence: { followsTime: true },
    },
  ],
  findings: [
    {
      name: 'the head and tail of a sorted file',
      train: { y: blocks(['a', 50], ['b', 50], ['c', 10]) },
      test: { y: blocks(['c', 40]) },
      ...multiclass,
      expect: [{ messageId: 'cut', severity: 'warn', columns: ['y'], evidence: { splitsDiffer: true } }],
    },
    {
      name: 'a sorted file that was shuffled into the splits',
      train: { y: blocks(['a', 60], ['b', 60]) },
      test: { y: blocks(['a', 20], ['b', 20]) },
      ...multiclass,
      task: 'binary',
      expect: [{ messageId: 'sorted', severity: 'info' }],
    },
    {
      name: 'a sorted quantity',
      train: { y: Array.from({ length: 100 }, (_, i) => i / 3) },
      target: 'y',
      task: 'regression',
      ordered: true,
      expect: [{ messageId: 'sorted', evidence: { statistic: 'concordance' } }],
    },
    {
      name: 'sorted by the target, with a time in another order',
      train: { t: { type: 'DATE', values: mixed(120, 3, days(300)) }, y: blocks(['a', 60], ['b', 60]) },
      ...multiclass,
      task: 'binary',
      time: 't',
      expect: [{ messageId: 'sorted' }],
    },
  ],
  skipped: [{ name: 'one class', train: { y: blocks(['a', 50]) }, ...multiclass, because: 'two classes' }],
  underpowered: [{ name: 'few rows', train: { y: blocks(['a', 5], ['b', 5]) }, ...multiclass, because: '10 rows' }],
});
