import rule from '../../../rules/skew/missing-column.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { a: [1, 2], b: [3, 4], who: [5, 6], seen: [7, 8], row: [9, 10], y: [0, 1] };
const roles = { target: 'y', entity: ['who'], time: 'seen', inferredIds: ['row'] };
const whole = { a: [1], b: [2], who: [3], seen: [4] };

ruleTester(rule, {
  clean: [
    { name: 'all but the target and a row id', train, serving: whole, ...roles, evidence: { missing: 0 } },
    {
      name: 'a column that exists only after the outcome',
      train: { ...train, after: [1, 2] },
      serving: whole,
      ...roles,
      features: { after: { available: 'after' } },
    },
  ],
  findings: [
    {
      name: 'an input',
      train,
      serving: { a: [1], who: [3], seen: [4] },
      ...roles,
      expect: [{ messageId: 'missing', severity: 'error', role: 'serving', columns: ['b'], evidence: { role: 'feature' } }],
    },
    {
      name: 'an entity and the time',
      train,
      serving: { a: [1], b: [2] },
      ...roles,
      expect: [
        { messageId: 'missing', severity: 'warn', columns: ['who'] },
        { messageId: 'missing', severity: 'warn', columns: ['seen'] },
      ],
    },
    {
      name: 'under another name',
      train: { credit_amount: [1], b: [2] },
      serving: { creditAmount: [1], b: [2] },
      expect: [{ messageId: 'renamed', severity: 'error', columns: ['credit_amount'] }],
    },
  ],
  skipped: [{ name: 'no serving data', train, because: 'needs serving data' }],
});
