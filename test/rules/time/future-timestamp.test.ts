import rule from '../../../rules/time/future-timestamp.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const days = (rows: number, year = 2020) =>
  Array.from({ length: rows }, (_, i) => new Date(Date.UTC(year, 0, 1 + i)).toISOString().slice(0, 10));
const date = (...values: (string | null)[]) => ({ type: 'DATE', values }) as const;
const now = new Date('2026-06-01T12:00:00Z');

ruleTester(rule, {
  clean: [
    { name: 'the past, and nulls', train: { t: date(...days(50), null) }, now, evidence: { columns: 1, rows: 0 } },
    {
      name: 'today, in another zone',
      train: { t: { type: 'TIMESTAMP', values: ['2026-06-02 01:00:00', '2026-05-01 00:00:00'] } },
      now,
    },
    { name: 'birthdays', train: { born: date(...days(9, 1960), ...Array<string>(4).fill('1970-01-01'), ...days(9, 1980)) }, now },
    {
      name: 'people of a hundred years among others',
      train: { born: date(...Array.from({ length: 100 }, (_, i) => `${1920 + i}-05-05`)) },
      now,
    },
    { name: 'years of a declared time', train: { t: Array.from({ length: 60 }, (_, i) => 1967 + i) }, time: 't', now },
    { name: 'text that is no date', train: { t: ['2099', '2100', '2101', '2102', '2103'], d: date(...days(5)) }, now },
  ],
  findings: [
    {
      name: 'mistyped years',
      train: { t: date(...days(100), '2102-01-05', '2105-03-01') },
      time: 't',
      now,
      expect: [
        {
          messageId: 'future',
          severity: 'warn',
          columns: ['t'],
          evidence: { rows: 2, of: 102, asOf: '2026-06-01', looksPlanned: false },
        },
      ],
    },
    {
      name: 'as of an earlier day, dates spelled as text',
      train: { t: days(100) },
      options: { asOf: '2019-12-25' },
      now,
      expect: [{ messageId: 'future', severity: 'info', evidence: { asOf: '2019-12-25', looksPlanned: true } }],
    },
    {
      name: 'contracts that end next year, but not as the time of prediction',
      train: { ends: date(...days(50), ...days(50, 2027)) },
      now,
      expect: [{ messageId: 'future', severity: 'info', evidence: { rows: 50 } }],
    },
    {
      name: 'years as whole numbers, one of them mistyped',
      train: { t: [...Array.from({ length: 60 }, (_, i) => 1967 + i), 2102] },
      time: 't',
      now,
      expect: [{ messageId: 'future', severity: 'warn', evidence: { rows: 1 } }],
    },
    {
      name: 'years without their century',
      train: { t: date(...days(100), '1920-01-05', '0020-02-01') },
      now,
      expect: [{ messageId: 'century', severity: 'warn', columns: ['t'], evidence: { rows: 2, of: 102 } }],
    },
    {
      name: 'the epoch for no date',
      train: {
        t: { type: 'TIMESTAMP', values: [...days(50), ...Array<string>(5).fill('1970-01-01 00:00:00'), '9999-12-31 00:00:00'] },
      },
      now,
      expect: [{ messageId: 'placeholder', severity: 'warn', evidence: { rows: 6 } }],
    },
  ],
  skipped: [
    { name: 'no dates', train: { x: [1, 2] }, now, because: 'dates or times' },
    {
      name: 'hours and minutes, which are no years',
      train: { t: Array.from({ length: 96 }, (_, i) => 100 * (((i >> 2) + 7) % 24) + 15 * (i % 4)) },
      time: 't',
      now,
      because: 'dates or times',
    },
  ],
});
