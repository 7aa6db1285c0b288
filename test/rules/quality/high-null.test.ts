import rule from '../../../rules/quality/high-null.ts';
import { draw } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const holed = (seed: number, rows: number, share: number) =>
  draw(seed, rows, (random) => (random.uniform() < share ? null : random.integer(9)));
const texts = (seed: number, rows: number, share: number) =>
  draw(seed, rows, (random) => (random.uniform() < share ? null : 'x'));

ruleTester(rule, {
  clean: [
    {
      name: 'less than half is missing, or all is',
      train: { a: holed(1, 400, 0.4), b: texts(2, 400, 0), none: draw(1, 400, () => null) },
      evidence: { columns: 3, rows: 400 },
    },
    { name: 'mostly missing in test only', train: { a: holed(1, 400, 0) }, test: { a: holed(2, 400, 0.99) } },
  ],
  findings: [
    {
      name: 'mostly and nearly always',
      train: { a: holed(1, 1000, 0.8), b: texts(2, 1000, 0.98), c: holed(3, 1000, 0.1) },
      expect: [
        { messageId: 'mostly', severity: 'info', role: 'train', columns: ['a'] },
        { messageId: 'mostly', severity: 'warn', columns: ['b'], evidence: { rows: 1000 } },
      ],
    },
    {
      name: 'more rows than a sample holds',
      train: { a: holed(1, 25_000, 0.6), b: holed(2, 25_000, 0.4) },
      expect: [{ messageId: 'mostly', columns: ['a'], evidence: { rows: 25_000 } }],
    },
    {
      name: 'stricter limits',
      train: { a: holed(1, 1000, 0.3) },
      options: { info: 0.1, warn: 0.2 },
      expect: [{ messageId: 'mostly', severity: 'warn' }],
    },
  ],
  underpowered: [{ name: 'few rows', train: { a: [null, 1] }, because: '2 rows; 100 would be enough' }],
});
