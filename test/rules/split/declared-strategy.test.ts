import rule from '../../../rules/split/declared-strategy.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const random = new Random(1);
const shuffled = random.shuffle(range(0, 500));
const drawn = { train: { t: shuffled.slice(100) }, test: { t: shuffled.slice(0, 100) } };
const cut = { train: { t: range(0, 400) }, test: { t: range(400, 500) } };
const noise = (rows: number, seed: number) => {
  const draw = new Random(seed);
  return Array.from({ length: rows }, () => draw.normal());
};

ruleTester(rule, {
  clean: [
    { name: 'temporal', ...cut, time: 't', strategy: 'temporal', evidence: { placement: 'later' } },
    { name: 'random', ...drawn, time: 't', strategy: 'random', evidence: { placement: 'random' } },
    { name: 'random, without a time', train: { x: noise(300, 2) }, test: { x: noise(100, 3) }, strategy: 'random' },
    {
      name: 'random by the remainder of an id',
      train: { id: range(0, 500).filter((i) => i % 5 > 0), x: noise(400, 4) },
      test: { id: range(0, 500).filter((i) => i % 5 === 0), x: noise(100, 5) },
      id: ['id'],
      strategy: 'random',
      evidence: { idModulus: 5 },
    },
    {
      name: 'by group',
      train: { who: range(0, 400).map((i) => i % 80) },
      test: { who: range(0, 100).map((i) => 80 + (i % 20)) },
      entity: ['who'],
      strategy: 'group',
      evidence: { rows: 0, expectedAtRandom: 1 },
    },
    {
      name: 'by group, but for one entity: another rule tells of it',
      train: { who: range(0, 400).map((i) => i % 80) },
      test: { who: [3, ...range(0, 100).map((i) => 80 + (i % 20))] },
      entity: ['who'],
      strategy: 'group',
    },
  ],
  findings: [
    {
      name: 'declared temporal, drawn at random',
      ...drawn,
      time: 't',
      strategy: 'temporal',
      expect: [{ messageId: 'notTemporal', severity: 'error', columns: ['t'], evidence: { placement: 'random' } }],
    },
    {
      name: 'declared random, cut in time',
      ...cut,
      time: 't',
      strategy: 'random',
      expect: [{ messageId: 'notRandom', severity: 'error', columns: ['t'] }],
    },
    {
      name: 'declared random, taken in blocks',
      train: { t: range(0, 500).filter((i) => Math.floor(i / 10) % 4 > 0) },
      test: { t: range(0, 500).filter((i) => Math.floor(i / 10) % 4 === 0) },
      time: 't',
      strategy: 'random',
      expect: [{ messageId: 'notRandom', severity: 'warn' }],
    },
    {
      name: 'declared by group, drawn by row',
      train: { who: shuffled.slice(100).map((i) => i % 100) },
      test: { who: shuffled.slice(0, 100).map((i) => i % 100) },
      entity: ['who'],
      strategy: 'group',
      expect: [{ messageId: 'notGroup', severity: 'error', columns: ['who'] }],
    },
    {
      name: 'declared random, sorted by the target and cut',
      train: { x: noise(200, 6), y: range(0, 200).map((i) => (i < 100 ? 'setosa' : 'versicolor')) },
      test: { x: noise(60, 7), y: range(0, 60).map(() => 'virginica') },
      target: 'y',
      task: 'multiclass',
      strategy: 'random',
      expect: [{ messageId: 'sorted', severity: 'error', columns: ['y'] }],
    },
    {
      name: 'declared random, sorted by a feature and cut',
      train: { price: range(0, 200), x: noise(200, 8) },
      test: { price: range(200, 260), x: noise(60, 9) },
      strategy: 'random',
      expect: [{ messageId: 'sorted', columns: ['price'] }],
    },
  ],
  skipped: [
    { name: 'nothing declared', ...drawn, because: 'needs `strategy`' },
    { name: 'temporal without a time', ...drawn, strategy: 'temporal', because: 'needs `time`' },
    { name: 'group without an entity', ...drawn, strategy: 'group', because: 'needs `entity`' },
  ],
});
