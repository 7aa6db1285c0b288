import rule from '../../../rules/skew/type.ts';
import { typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

ruleTester(rule, {
  clean: [
    {
      name: 'kinds of numbers, of times, and columns without values',
      train: { a: [1, 2], d: typed('DATE', ['2024-01-01', null]), e: [null, null], f: ['x', 'y'] },
      serving: { a: [1.5], d: typed('TIMESTAMP', ['2024-01-01 10:00:00']), e: [1], f: typed('BIGINT', [null]), g: [true] },
      evidence: { columns: 4 },
    },
  ],
  findings: [
    {
      name: 'words for numbers, and numbers as text',
      train: { a: [1, 2, 3, 4], b: [1, 2, 3, 4] },
      serving: { a: ['low', 'high', 'low', 'low'], b: ['1', '2', 'x', '4'] },
      expect: [
        { messageId: 'differs', severity: 'warn', role: 'serving', columns: ['a'] },
        { messageId: 'spelled', columns: ['b'], evidence: { readableShare: 0.75 } },
      ],
    },
    {
      name: 'truth values as 0 and 1, and dates as text',
      train: { a: [true, false], d: typed('DATE', ['2024-01-01', '2024-01-02']) },
      serving: { a: [1, 0], d: ['2024-03-01', '2024-03-02'] },
      expect: [
        { messageId: 'spelled', columns: ['a'], evidence: { readableShare: 1 } },
        { messageId: 'spelled', columns: ['d'], evidence: { readableShare: 1 } },
      ],
    },
    {
      name: 'numbers for truth values',
      train: { a: [true, false] },
      serving: { a: [1, 7] },
      expect: [{ messageId: 'differs', columns: ['a'] }],
    },
  ],
  skipped: [{ name: 'no serving data', train: { a: [1] }, because: 'needs serving data' }],
});
