import rule from '../../../rules/drift/multivariate.ts';
import { Random } from '../../../src/stats/random.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import { ruleTester } from '../../support/rule-tester.ts';

/** Two columns that go together, or against one another; alone, each looks the same. */
const joint = (seed: number, rows: number, sign: number): Columns => {
  const random = new Random(seed);
  const a = Array.from({ length: rows }, () => random.normal());
  return {
    a,
    b: a.map((value) => 0.9 * sign * value + 0.4 * random.normal()),
    level: a.map(() => ['p', 'q', null][random.integer(3)]!),
    odd: a.map(() => [Number.NaN, Infinity, 1.5, 2.5][random.integer(4)]!),
  };
};
const wide = (seed: number, rows: number, shift: number): Columns => {
  const random = new Random(seed);
  const columns = Array.from({ length: 60 }, (_, i) => [
    `x${i}`,
    Array.from({ length: rows }, () => random.normal() + (i === 33 ? shift : 0)),
  ]);
  return { ...Object.fromEntries(columns), name: Array.from({ length: rows }, (_, i) => `n${seed} ${i}`) };
};
/** Entities that differ from one another and hardly within themselves. */
const entities = (seed: number, count: number): Columns => {
  const random = new Random(seed);
  const level = Array.from({ length: count }, () => [random.normal(), random.normal()] as const);
  const who = Array.from({ length: count * 20 }, (_, row) => row % count);
  return {
    who: who.map((one) => seed * 1000 + one),
    x: who.map((one) => level[one]![0] + 0.01 * random.normal()),
    z: who.map((one) => level[one]![1] + 0.01 * random.normal()),
  };
};
const texts = (seed: number, rows: number, share: number): Columns => {
  const random = new Random(seed);
  return { kind: Array.from({ length: rows }, () => (random.uniform() < share ? 'fresh' : ['p', 'q', 'r'][random.integer(3)]!)) };
};

ruleTester(rule, {
  clean: [
    { name: 'rows drawn alike', train: joint(1, 500, 1), test: joint(2, 300, 1) },
    {
      name: 'many columns, drawn alike',
      train: wide(3, 600, 0),
      test: wide(4, 300, 0),
      evidence: { columnsTested: 60, columnsUsed: 32 },
    },
    { name: 'other entities, which would be recognised', train: entities(5, 40), test: entities(6, 15), entity: ['who'] },
  ],
  findings: [
    {
      name: 'a relation turned around, with each column as before',
      train: joint(1, 600, 1),
      test: joint(2, 400, -1),
      expect: [{ messageId: 'told', severity: 'warn', role: 'test', columns: ['a', 'b'] }],
    },
    {
      name: 'one column of many moved',
      train: wide(3, 600, 0),
      test: wide(4, 300, 1.5),
      expect: [{ messageId: 'told', columns: ['x33'] }],
    },
    {
      name: 'a level that is new in serving data',
      train: texts(7, 400, 0.02),
      serving: texts(8, 400, 0.6),
      expect: [{ messageId: 'told', role: 'serving', columns: ['kind'] }],
    },
  ],
  underpowered: [{ name: 'few rows', train: joint(1, 500, 1), test: joint(2, 80, 1), because: '80 rows; 100 would be enough' }],
  skipped: [
    {
      name: 'no columns in common',
      train: { a: Array(200).fill(1) },
      test: { b: Array(200).fill(1) },
      because: 'needs feature columns',
    },
  ],
});
