import rule from '../../../rules/time/future-feature.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const days = (...all: (number | null)[]) =>
  ({ type: 'DATE', values: all.map((day) => (day === null ? null : `2025-01-${String(day).padStart(2, '0')}`)) }) as const;
const facts = { time: 't', features: { balance: { knownAt: 'updated' } } } as const;

ruleTester(rule, {
  clean: [
    {
      name: 'known before or at the prediction',
      train: { t: days(5, 6, 7), updated: days(4, 6, 1), balance: [1, 2, 3] },
      ...facts,
      evidence: { rows: 0 },
    },
    { name: 'a null value comes from nowhere', train: { t: days(5, 6), updated: days(9, 6), balance: [null, 2] }, ...facts },
    { name: 'an unknown time convicts nobody', train: { t: days(5, null), updated: days(null, 9), balance: [1, 2] }, ...facts },
    {
      name: 'known at some hour of the day of the prediction',
      train: {
        t: days(5, 6),
        updated: { type: 'TIMESTAMP', values: ['2025-01-05 14:30:00', '2025-01-06 23:59:59'] },
        balance: [1, 2],
      },
      ...facts,
    },
    {
      name: 'times of prediction that are all midnights',
      train: {
        t: { type: 'TIMESTAMP', values: ['2025-01-05 00:00:00', '2025-01-06 00:00:00'] },
        updated: ['2025-01-05 14:30:00', '2025-01-06 23:59:59'],
        balance: [1, 2],
      },
      ...facts,
    },
    {
      name: 'within the tolerance',
      train: {
        t: { type: 'TIMESTAMP', values: ['2025-01-01 10:00:00'] },
        updated: { type: 'TIMESTAMP', values: ['2025-01-01 10:00:05'] },
        balance: [1],
      },
      options: { toleranceSeconds: 10 },
      ...facts,
    },
  ],
  findings: [
    {
      name: 'two of four values from the future',
      train: { t: days(5, 6, 7, 8), updated: days(4, 9, 1, 10), balance: [1, 2, 3, 4] },
      ...facts,
      expect: [
        {
          messageId: 'future',
          severity: 'error',
          columns: ['balance'],
          evidence: { rows: 2, of: 4, largestLeadSeconds: 3 * 86_400 },
        },
      ],
    },
    {
      name: 'in each table that has it, dates spelled as text',
      train: { t: ['2025-01-05', '2025-01-06'], updated: days(9, 1), balance: [1, 2] },
      test: { t: ['2025-01-05', '2025-01-06'], updated: days(9, 7), balance: ['a', 'b'] },
      ...facts,
      expect: [
        { messageId: 'future', role: 'train', evidence: { rows: 1 } },
        { messageId: 'future', role: 'test', evidence: { rows: 2 } },
      ],
    },
  ],
  skipped: [
    { name: 'no such feature', train: { t: days(5), balance: [1] }, ...facts, because: 'known_at' },
    {
      name: 'no declared features',
      train: { t: days(5), updated: days(5), balance: [1] },
      time: 't',
      because: 'needs `features`',
    },
    {
      name: 'times that are none',
      train: { t: days(5, 6), updated: [1, 2], balance: [1, 2] },
      ...facts,
      because: 'needs times in updated',
    },
  ],
});
