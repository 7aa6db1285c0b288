import rule from '../../../rules/target/encoded-in-id.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 300;
const random = new Random(1);
const y = Array.from({ length: ROWS }, () => random.integer(2));
const shuffledIds = random.shuffle(Array.from({ length: ROWS }, (_, i) => 1000 + i));
const facts = { target: 'y', id: ['id'] } as const;
const code = (i: number) => String(10_000 + ((i * 7919) % 90_000));

ruleTester(rule, {
  clean: [
    { name: 'ids in no order', train: { id: shuffledIds, y }, ...facts },
    { name: 'codes of one form', train: { id: shuffledIds.map((id) => `c-${code(id)}`), y }, ...facts },
    {
      name: 'ranges in train only',
      train: { id: y.map((label, i) => label * 20_000 + i), y },
      test: { id: shuffledIds, y },
      ...facts,
    },
    {
      name: 'a quantity that has nothing to do with the id',
      train: { id: shuffledIds, y: y.map(() => random.normal()) },
      ...facts,
      task: 'regression',
    },
  ],
  findings: [
    {
      name: 'a range of numbers for each outcome',
      train: { id: y.map((label, i) => label * 20_000 + i), y },
      ...facts,
      expect: [{ messageId: 'encoded', severity: 'error', columns: ['id'], evidence: { reading: 'number' } }],
    },
    {
      name: 'a letter that stands for the outcome',
      train: { id: y.map((label, i) => `${label ? 'L' : 'S'}${code(i)}`), y },
      ...facts,
      expect: [{ messageId: 'encoded', evidence: { reading: 'prefix' } }],
    },
    {
      name: 'a last digit that stands for the outcome',
      train: { id: y.map((label, i) => i * 10 + label), y },
      ...facts,
      expect: [{ messageId: 'encoded', evidence: { reading: 'remainder' } }],
    },
    {
      name: 'a longer form, in an id that nobody declared',
      train: { id: y.map((label, i) => (label ? `${code(i)}9` : code(i))), y },
      target: 'y',
      inferredIds: ['id'],
      expect: [{ messageId: 'encoded', severity: 'warn' }],
    },
  ],
  skipped: [{ name: 'no id', train: { x: shuffledIds, y }, target: 'y', because: 'needs `id`' }],
  underpowered: [{ name: 'few rows', train: { id: [1, 2, 3], y: [0, 1, 0] }, ...facts, because: '3 rows' }],
});
