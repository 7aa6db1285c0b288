import rule from '../../../rules/schema/unexpected-column.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { a: [1, 2], credit_amount: [3, 4] };

ruleTester(rule, {
  clean: [
    { name: 'the same columns', train, test: train, evidence: { columns: 2 } },
    { name: 'what was declared', train, test: { ...train, extra: [1, 2], when: [3, 4] }, features: { extra: {} }, time: 'when' },
  ],
  findings: [
    {
      name: 'a new column in test and in serving',
      train,
      test: { ...train, extra: [1, 2] },
      serving: { ...train, request: [1, 2] },
      expect: [
        { messageId: 'unexpected', severity: 'warn', role: 'test', columns: ['extra'] },
        { messageId: 'unexpected', severity: 'info', role: 'serving', columns: ['request'] },
      ],
    },
    {
      name: 'an old column under a new name',
      train,
      test: { a: [1, 2], creditAmount: [3, 4] },
      expect: [{ messageId: 'renamed', severity: 'warn', columns: ['creditAmount'] }],
    },
  ],
  skipped: [
    { name: 'train only', train, because: 'needs validation or test or serving data' },
    { name: 'no train', test: train, because: 'needs train data' },
  ],
});
