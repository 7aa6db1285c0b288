import rule from '../../../rules/time/test-before-train.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const DAY = 86_400_000;
const day = (i: number) => new Date(Date.UTC(2020, 0, 1) + i * DAY).toISOString().slice(0, 10);
const days = (indices: readonly number[]) => ({ type: 'DATE' as const, values: indices.map(day) });
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const random = new Random(1);
const shuffled = random.shuffle(range(0, 500));
const now = new Date('2026-01-01');
const inBlocks = (i: number) => Math.floor(i / 10) % 4 === 0;

ruleTester(rule, {
  clean: [
    {
      name: 'later rows held out',
      train: { t: days(range(0, 400)) },
      test: { t: days(range(400, 500)) },
      time: 't',
      now,
      evidence: { early: 0, placement: 'later' },
    },
    {
      name: 'declared temporal, and so it is',
      train: { t: range(0, 400) },
      test: { t: range(400, 500) },
      time: 't',
      strategy: 'temporal',
    },
    {
      name: 'the last year is on both sides',
      train: { t: range(0, 400).map((i) => 2000 + (i >> 5)) },
      test: { t: Array(50).fill(2012) },
      time: 't',
      now,
    },
    {
      name: 'a few years mistyped into the future',
      train: { t: days(range(0, 400).map((i) => (i % 25 ? i : i + 30_000))) },
      test: { t: days([...range(400, 490), ...range(30_000, 30_010)]) },
      time: 't',
      now,
      evidence: { early: 0, futureDates: 16 },
    },
    {
      name: 'a few years mistyped into the past',
      train: { t: days(range(0, 400)) },
      test: { t: days([...range(400, 495), ...range(-40_000, -39_995)]) },
      time: 't',
      now,
      evidence: { early: 0, oddDates: 5 },
    },
    {
      name: 'one date of train is too late',
      train: { t: [...range(0, 399), 900] },
      test: { t: range(400, 500) },
      time: 't',
      strategy: 'temporal',
    },
    { name: 'times as text', train: { t: range(0, 200).map(day) }, test: { t: range(200, 250).map(day) }, time: 't', now },
    {
      name: 'seconds since 1970',
      train: { t: range(0, 200).map((i) => 1.5e9 + 3600 * i) },
      test: { t: range(200, 250).map((i) => 1.5e9 + 3600 * i) },
      time: 't',
      now,
    },
    {
      name: 'nulls are no dates',
      train: { t: days(range(0, 200)) },
      test: { t: { type: 'DATE', values: [...range(200, 250).map(day), null, null, null] } },
      time: 't',
      now,
    },
  ],
  findings: [
    {
      name: 'drawn at random, and nobody said so',
      train: { t: days(shuffled.slice(100)) },
      test: { t: days(shuffled.slice(0, 100)) },
      time: 't',
      now,
      expect: [{ messageId: 'early', severity: 'warn', columns: ['t'], evidence: { placement: 'random', heldOutRows: 100 } }],
    },
    {
      name: 'drawn at random, and declared temporal',
      train: { t: days(shuffled.slice(100)) },
      test: { t: days(shuffled.slice(0, 100)) },
      time: 't',
      now,
      strategy: 'temporal',
      expect: [{ messageId: 'early', severity: 'error' }],
    },
    {
      name: 'drawn at random, and declared so',
      train: { t: days(shuffled.slice(100)) },
      test: { t: days(shuffled.slice(0, 100)) },
      time: 't',
      now,
      strategy: 'random',
      expect: [{ messageId: 'early', severity: 'info' }],
    },
    {
      name: 'texts that spell times, drawn at random',
      train: { t: shuffled.slice(100).map((i) => `${day(i)}T10:00:00`) },
      test: { t: shuffled.slice(0, 100).map((i) => `${day(i)}T12:00:00`) },
      time: 't',
      now,
      expect: [{ messageId: 'early', severity: 'warn', evidence: { placement: 'random' } }],
    },
    {
      name: 'whole weeks held out',
      train: { t: days(range(0, 500).filter((i) => !inBlocks(i))) },
      test: { t: days(range(0, 500).filter(inBlocks)) },
      time: 't',
      now,
      expect: [{ messageId: 'early', severity: 'warn', evidence: { placement: 'blocks' } }],
    },
    {
      name: 'every fifth row held out',
      train: { t: days(range(0, 500).filter((i) => i % 5 > 0)) },
      test: { t: days(range(0, 500).filter((i) => i % 5 === 0)) },
      time: 't',
      now,
      expect: [{ messageId: 'early', evidence: { placement: 'alternating' } }],
    },
    {
      name: 'a temporal split with some earlier rows among the held-out ones',
      train: { t: days(range(0, 400)) },
      test: { t: days([...range(400, 500), 10, 20, 30, 40]) },
      time: 't',
      now,
      strategy: 'temporal',
      expect: [{ messageId: 'early', severity: 'error', evidence: { early: 4, placement: 'mixed' } }],
    },
    {
      name: 'many rows: the end is sampled, all rows are counted',
      train: { t: range(0, 30_000) },
      test: { t: [...range(30_000, 55_000), ...range(0, 100)] },
      time: 't',
      strategy: 'temporal',
      expect: [{ messageId: 'early', severity: 'error', evidence: { early: 100, heldOutRows: 25_100 } }],
    },
    {
      name: 'the past held out',
      train: { t: days(range(100, 500)) },
      test: { t: days(range(0, 100)) },
      time: 't',
      now,
      expect: [{ messageId: 'reversed', severity: 'warn', evidence: { early: 100, placement: 'earlier' } }],
    },
    {
      name: 'the last row of every customer held out',
      train: { who: range(0, 600).map((i) => i % 60), t: days(range(0, 600).map((i) => (i % 60) * 20 + Math.floor(i / 60))) },
      test: { who: range(0, 60), t: days(range(0, 60).map((i) => i * 20 + 10)) },
      time: 't',
      now,
      entity: ['who'],
      strategy: 'temporal',
      expect: [{ messageId: 'early', severity: 'warn', evidence: { rowsWithHistory: 60, earlyInHistory: 0 } }],
    },
    {
      name: 'dates of a simulation, all in the future',
      train: { t: days(shuffled.slice(100).map((i) => i + 30_000)) },
      test: { t: days(shuffled.slice(0, 100).map((i) => i + 30_000)) },
      time: 't',
      now,
      expect: [{ messageId: 'early', severity: 'warn', evidence: { futureDates: 0 } }],
    },
  ],
  skipped: [
    { name: 'no time', train: { a: [1] }, test: { a: [1] }, because: 'needs `time`' },
    { name: 'words', train: { t: ['a', 'b', 'c'] }, test: { t: ['a', 'b'] }, time: 't', because: 'needs `time` as dates' },
    {
      name: 'no times at all',
      train: { t: { type: 'DATE', values: [null] } },
      test: { t: days([1]) },
      time: 't',
      because: 'needs `time` as dates',
    },
  ],
});
