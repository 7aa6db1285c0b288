import rule from '../../../rules/schema/missing-column.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { a: [1, 2], b: [3, 4], who: [5, 6], y: [0, 1] };

ruleTester(rule, {
  clean: [
    { name: 'all columns everywhere', train, validation: train, test: train, target: 'y', evidence: { trainColumns: 4 } },
    { name: 'serving against train is told by skew rules', train, serving: { a: [1] }, target: 'y' },
    {
      name: 'a described column that tables may lack, or that serving data lacks',
      train: { age: [1, 2], y: [0, 1] },
      serving: { y: [0, 1] },
      features: { old: { optional: true, origin: { kind: 'foreign' } }, age: { origin: { kind: 'foreign' } } },
    },
    {
      name: 'a declared feature that exists only after the outcome',
      train: { ...train, refunds: [1, 2] },
      serving: { a: [1], b: [2], who: [3] },
      target: 'y',
      features: { y: {}, a: {}, refunds: { available: 'after' } },
    },
  ],
  findings: [
    {
      name: 'an input, an entity and the target',
      train,
      test: { a: [1] },
      target: 'y',
      entity: ['who'],
      expect: [
        { messageId: 'missing', severity: 'error', role: 'test', columns: ['b'], evidence: { role: 'feature' } },
        { messageId: 'missing', severity: 'warn', columns: ['who'] },
        { messageId: 'missing', severity: 'warn', columns: ['y'] },
      ],
    },
    {
      name: 'under another name',
      train: { credit_amount: [1] },
      test: { 'Credit Amount': [1] },
      expect: [{ messageId: 'renamed', severity: 'error', columns: ['credit_amount'] }],
    },
    {
      name: 'a described column, which is an error where the description says that it must be there',
      train: { y: [0, 1] },
      features: { old: { origin: { kind: 'foreign' } }, age: { optional: false, origin: { kind: 'foreign' } } },
      expect: [
        { messageId: 'declared', severity: 'warn', columns: ['old'] },
        { messageId: 'declared', severity: 'error', columns: ['age'] },
      ],
    },
    {
      name: 'a declared feature that no table has',
      train,
      test: train,
      features: { age: { type: 'integer' }, b: {} },
      expect: [
        { messageId: 'declared', severity: 'error', role: 'train', columns: ['age'] },
        { messageId: 'declared', role: 'test', columns: ['age'] },
      ],
    },
  ],
});
