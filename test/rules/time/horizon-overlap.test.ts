import rule from '../../../rules/time/horizon-overlap.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const DAY = 86_400e6;
const dates = (first: string, days: number) =>
  Array.from({ length: days }, (_, i) => new Date(Date.parse(first) + i * 86_400_000).toISOString().slice(0, 10));
const column = (first: string, days: number) => ({ type: 'DATE', values: dates(first, days) }) as const;
const facts = { time: 't', horizon: { text: '30d', micros: 30 * DAY }, strategy: 'temporal' } as const;

ruleTester(rule, {
  clean: [
    {
      name: 'an embargo of one horizon',
      train: { t: column('2025-01-01', 90) },
      test: { t: column('2025-05-01', 30) },
      ...facts,
      evidence: { rows: 0, fitRows: 90, gapDays: 31, recommendedEmbargoDays: 30 },
    },
    {
      name: 'a target known at the very start',
      train: { t: column('2025-01-01', 1) },
      test: { t: column('2025-01-31', 5) },
      ...facts,
    },
    { name: 'years, as whole numbers', train: { t: [2001, 2002, 2003] }, test: { t: [2010, 2011] }, ...facts },
    {
      name: 'no finding below minRows',
      train: { t: column('2025-01-01', 90) },
      test: { t: column('2025-04-29', 30) },
      options: { minRows: 3 },
      ...facts,
    },
  ],
  findings: [
    {
      name: 'test begins the day after train ends',
      train: { t: { type: 'TIMESTAMP', values: [...dates('2025-01-01', 90), null] } },
      test: { t: column('2025-04-01', 30) },
      ...facts,
      expect: [{ messageId: 'unknown', severity: 'error', columns: ['t'], evidence: { rows: 29, fitRows: 90, gapDays: 1 } }],
    },
    {
      name: 'one held-out date is mistyped',
      train: { t: column('2025-01-01', 90) },
      test: { t: { type: 'DATE', values: [...dates('2025-04-01', 30), '1925-04-05', '2025-01-20'] } },
      ...facts,
      expect: [{ messageId: 'unknown', severity: 'error', evidence: { rows: 29, gapDays: 1 } }],
    },
    {
      name: 'a split that was not declared temporal',
      train: { t: dates('2025-01-01', 90) },
      test: { t: dates('2025-04-01', 30) },
      ...facts,
      strategy: 'random',
      options: { lookBackDays: 60 },
      expect: [{ messageId: 'unknown', severity: 'info', evidence: { rows: 29, recommendedEmbargoDays: 60 } }],
    },
  ],
  skipped: [
    {
      name: 'no horizon',
      train: { t: column('2025-01-01', 9) },
      test: { t: column('2025-04-01', 3) },
      time: 't',
      because: 'needs `horizon`',
    },
    { name: 'words for times', train: { t: [1, 2, 3] }, test: { t: [4, 5] }, ...facts, because: 'dates' },
    {
      name: 'no held-out time',
      train: { t: column('2025-01-01', 9) },
      test: { t: { type: 'DATE', values: [null] } },
      ...facts,
      because: 'held-out rows with a time',
    },
  ],
});
