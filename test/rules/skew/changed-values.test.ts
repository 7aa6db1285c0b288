import rule from '../../../rules/skew/changed-values.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import { draw, pick, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 300;
const counted = (first = 0, rows = ROWS) => Array.from({ length: rows }, (_, i) => first + i);
const stamp = (hours: number) => new Date(Date.UTC(2024, 0, 1) + hours * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
const amounts = draw(1, ROWS, (random) => Math.round(1e5 * random.uniform()) / 1e3) as number[];
const plans = draw(2, ROWS, (random) => pick(random, ['free', 'plus', 'team'])) as string[];
const hours = draw(3, ROWS, (random) => random.integer(2000)) as number[];
const counts = draw(4, ROWS, (random) => random.integer(50)) as number[];
const base: Columns = {
  id: counted(),
  amount: amounts,
  plan: plans,
  at: typed('TIMESTAMP', hours.map(stamp)),
  count: counts,
  y: draw(5, ROWS, (random) => random.integer(2)),
};
const { y: _, ...offline } = base;
const changed = (columns: Columns): Columns => ({ ...offline, ...columns });
const one = (serving: Columns, messageId: string, column: string, evidence: Record<string, unknown> = {}) => ({
  train: base,
  serving,
  id: ['id'],
  target: 'y',
  expect: [{ messageId, severity: 'error' as const, role: 'serving', columns: [column], evidence: { rows: ROWS, ...evidence } }],
});
const visits = (values: (entity: number, day: number) => number): Columns => ({
  who: counted(0, 400).map((i) => i % 40),
  day: typed(
    'DATE',
    counted(0, 400).map((i) => stamp(24 * Math.floor(i / 40)).slice(0, 10)),
  ),
  x: draw(6, 400, (random) => random.integer(1000)),
  level: counted(0, 400).map((i) => values(i % 40, Math.floor(i / 40))),
});
/** As Feast logs what it served. */
const logged = (times: (row: number) => string): Columns => ({
  who: counted(0, 400).map((i) => i % 40),
  levels__level: counted(0, 400).map((i) => level(i % 40, Math.floor(i / 40)) * 100),
  levels__level__timestamp: typed('TIMESTAMP', counted(0, 400).map(times)),
  levels__level__status: counted(0, 400).map(() => 1),
  __log_timestamp: typed('TIMESTAMP', counted(0, 400).map(times)),
});
const midnight = (row: number) => stamp(24 * Math.floor(row / 40));
const level = (entity: number, day: number) => ((entity * 7919 + day * 104729) % 997) + 1;

ruleTester(rule, {
  clean: [
    {
      name: 'the same values in other types',
      train: base,
      serving: changed({ count: typed('DOUBLE', counts) }),
      id: ['id'],
      evidence: { matchedRows: ROWS, columns: 4 },
    },
    { name: 'noise of single precision', train: base, serving: changed({ amount: amounts.map(Math.fround) }), id: ['id'] },
    {
      name: 'fewer than 20 rows changed',
      train: base,
      serving: changed({ plan: plans.map((plan, i) => (i < 19 ? 'gold' : plan)) }),
      id: ['id'],
    },
    {
      name: 'ids that were counted anew',
      train: base,
      serving: {
        id: counted(),
        amount: draw(11, ROWS, (random) => 100 * random.uniform()),
        plan: draw(12, ROWS, (random) => pick(random, ['free', 'plus', 'team'])),
        at: typed(
          'TIMESTAMP',
          draw(13, ROWS, (random) => stamp(random.integer(2000))),
        ),
        count: draw(14, ROWS, (random) => random.integer(50)),
      },
      id: ['id'],
    },
  ],
  findings: [
    {
      name: 'a time zone',
      ...one(
        changed({
          at: typed(
            'TIMESTAMP',
            hours.map((hour) => stamp(hour + 5)),
          ),
        }),
        'zone',
        'at',
        { offsetMicros: 18e9, changed: ROWS },
      ),
    },
    {
      name: 'a time zone with summer time',
      ...one(
        changed({
          at: typed(
            'TIMESTAMP',
            hours.map((hour) => stamp(hour + (hour > 900 ? 5 : 4))),
          ),
        }),
        'zone',
        'at',
      ),
    },
    {
      name: 'days later',
      ...one(
        changed({
          at: typed(
            'TIMESTAMP',
            hours.map((hour) => stamp(hour + 48)),
          ),
        }),
        'moved',
        'at',
      ),
    },
    { name: 'one amount more', ...one(changed({ count: counts.map((count) => count + 3) }), 'moved', 'count', { offset: 3 }) },
    {
      name: 'another unit',
      ...one(changed({ amount: amounts.map((amount) => amount * 1000) }), 'scaled', 'amount', { factor: 1000 }),
    },
    {
      name: 'another unit in some rows',
      ...one(changed({ amount: amounts.map((amount, i) => (i % 4 ? amount : amount / 100)) }), 'scaled', 'amount'),
    },
    { name: 'another scale', ...one(changed({ amount: amounts.map((amount) => amount * 1.8 + 32) }), 'converted', 'amount') },
    { name: 'rounded', ...one(changed({ amount: amounts.map(Math.round) }), 'rounded', 'amount', { decimals: 0 }) },
    { name: 'a default', ...one(changed({ amount: amounts.map((amount, i) => (i % 3 ? amount : 0)) }), 'filled', 'amount') },
    {
      name: 'missing',
      ...one(changed({ count: counts.map((count, i) => (i % 3 ? count : null)) }), 'missing', 'count', { changed: 100 }),
    },
    { name: 'another spelling', ...one(changed({ plan: plans.map((plan) => ` ${plan.toUpperCase()}`) }), 'respelled', 'plan') },
    {
      name: 'other codes',
      ...one(changed({ plan: plans.map((plan) => ({ free: 'plus', plus: 'free', team: 'team' })[plan]!) }), 'remapped', 'plan'),
    },
    {
      name: 'the value of the day before, by entity and time',
      train: visits(level),
      serving: visits((entity, day) => level(entity, day - 1)),
      entity: ['who'],
      time: 'day',
      expect: [{ messageId: 'lagged', severity: 'error', columns: ['level'] }],
    },
    {
      name: 'changed in no simple way, in test',
      train: { ...base, id: counted(1000) },
      test: base,
      serving: changed({ amount: draw(7, ROWS, (random, i) => (i % 5 ? amounts[i]! : 100 * random.uniform())) }),
      id: ['id'],
      expect: [{ messageId: 'changed', severity: 'warn', columns: ['amount'], evidence: { against: 'test', changed: 60 } }],
    },
    {
      name: 'an id that nobody declared',
      train: { ...base, id: counted(1000) },
      test: base,
      serving: changed({ amount: amounts.map((amount) => amount * 1000) }),
      inferredIds: ['id'],
      expect: [{ messageId: 'scaled', severity: 'warn', columns: ['amount'], evidence: { keyInferred: true } }],
    },
    {
      name: 'more rows than are compared at first',
      train: {
        id: counted(0, 30_000),
        a: draw(8, 30_000, (random) => random.integer(1e6)),
        b: draw(9, 30_000, (random) => random.integer(1e6)),
      },
      serving: {
        id: counted(0, 30_000),
        a: draw(8, 30_000, (random) => random.integer(1e6) * 60),
        b: draw(9, 30_000, (random) => random.integer(1e6)),
      },
      id: ['id'],
      expect: [{ messageId: 'scaled', columns: ['a'], evidence: { rows: 30_000, factor: 60 } }],
    },
    {
      name: 'a feature log, matched by entity and time',
      train: visits(level),
      serving: logged(midnight),
      entity: ['who'],
      time: 'day',
      expect: [{ messageId: 'scaled', columns: ['level'], evidence: { rows: 400, factor: 100, keys: ['who', 'day'] } }],
    },
    {
      name: 'keys of other types, of two columns, and repeated',
      train: { ...base, id: counted().map((i) => (i < 10 ? '0' : `${i}`)), part: counted().map((i) => i % 7) },
      serving: { ...changed({ count: counts.map((count) => count + 3) }), part: counted().map((i) => i % 7) },
      id: ['id', 'part'],
      expect: [{ messageId: 'moved', columns: ['count'] }],
    },
  ],
  skipped: [
    { name: 'no key', train: base, serving: offline, because: 'needs `id`' },
    {
      name: 'other ids',
      train: base,
      serving: changed({ id: counted(5000) }),
      id: ['id'],
      because: 'no serving row has the key',
    },
    { name: 'no serving data', train: base, because: 'needs serving data' },
  ],
});
