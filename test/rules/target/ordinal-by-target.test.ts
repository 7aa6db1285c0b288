import rule from '../../../rules/target/ordinal-by-target.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const LEVELS = 40;
const rows = (seed: number, count: number, value: (random: Random, level: number) => number) => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const level = random.integer(LEVELS);
    return { level, y: value(random, level) };
  });
};
const effects = Array.from({ length: LEVELS }, (_, level) => ((level * 17) % LEVELS) / LEVELS);
const quantity = (random: Random, level: number) => effects[level]! + 2 * random.normal();
const binary = (random: Random, level: number) => Number(random.uniform() < 0.2 + 0.3 * effects[level]!);
type Rows = ReturnType<typeof rows>;

/** Codes in the order of the levels' mean target. */
function codes(over: Rows): Map<number, number> {
  const mean = (level: number) => {
    const own = over.filter((row) => row.level === level);
    return own.reduce((sum, row) => sum + row.y, 0) / own.length;
  };
  const order = Array.from({ length: LEVELS }, (_, level) => level).sort((a, b) => mean(a) - mean(b));
  return new Map(order.map((level, code) => [level, code]));
}
const table = (of: Rows, code: ReadonlyMap<number, number>, sign = 1) => ({
  code: of.map(({ level }) => sign * code.get(level)!),
  other: of.map(({ level }, row) => (level * 31 + row) % 23),
  y: of.map(({ y }) => y),
});
const [train, test] = [rows(1, 900, quantity), rows(2, 300, quantity)];
const [labelled, tested] = [rows(3, 1500, binary), rows(4, 500, binary)];
const regression = { target: 'y', task: 'regression' } as const;
const shuffled = new Map(Array.from({ length: LEVELS }, (_, level) => [level, (level * 7) % LEVELS]));

/** A panel that grows: its means by year are smooth, since whoever is in it stays. The first rows of a shuffle are the fit rows. */
const panel = (() => {
  const random = new Random(6);
  const people = Array.from({ length: 240 }, () => 10 * random.normal());
  const years = Array.from({ length: 25 }, (_, year) =>
    people.slice(0, 120 + 5 * year).map((person) => ({ level: year, y: person + 0.5 * year + 0.1 * random.normal() })),
  );
  const all = random.shuffle(years.flat());
  const cut = Math.round(0.75 * all.length);
  const part = (of: Rows) => ({ year: of.map(({ level }) => 1990 + level), y: of.map(({ y }) => y) });
  return { train: part(all.slice(0, cut)), test: part(all.slice(cut)) };
})();

ruleTester(rule, {
  clean: [
    { name: 'ordered by the fit rows alone', train: table(train, codes(train)), test: table(test, codes(train)), ...regression },
    { name: 'in no order', train: table(train, shuffled), test: table(test, shuffled), ...regression },
    {
      name: 'an order of nature, which no chance could break',
      train: { code: train.map(({ level }) => level), y: train.map(({ level, y }) => level * 10 + y) },
      test: { code: test.map(({ level }) => level), y: test.map(({ level, y }) => level * 10 + y) },
      ...regression,
    },
    { name: 'years of a panel that grows', ...panel, ...regression, evidence: { looked: 1 } },
    {
      name: 'fractions, constants and nulls',
      train: {
        x: train.map(({ y }) => y),
        k: train.map(() => 3),
        n: { type: 'BIGINT', values: train.map(() => null) },
        y: train.map(({ y }) => y),
      },
      test: { x: [0.5], k: [3], n: { type: 'BIGINT', values: [null] }, y: [1.5] },
      ...regression,
    },
  ],
  findings: [
    {
      name: 'ordered by all rows',
      train: table(train, codes([...train, ...test])),
      test: table(test, codes([...train, ...test])),
      ...regression,
      expect: [{ messageId: 'ordered', severity: 'warn', columns: ['code'] }],
    },
    {
      name: 'ordered downwards, two classes',
      train: table(labelled, codes([...labelled, ...tested]), -1),
      test: table(tested, codes([...labelled, ...tested]), -1),
      target: 'y',
      task: 'binary',
      expect: [{ messageId: 'ordered', columns: ['code'] }],
    },
  ],
  skipped: [
    { name: 'no target', train: table(train, shuffled), test: table(test, shuffled), because: 'needs `target`' },
    {
      name: 'three classes',
      train: { a: [1, 2, 3], y: ['a', 'b', 'c'] },
      test: { a: [1], y: ['a'] },
      target: 'y',
      task: 'multiclass',
      because: 'two classes',
    },
  ],
});
