import rule from '../../../rules/drift/label.ts';
import { draw, pick, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const share = (seed: number, rows: number, positive: number) => draw(seed, rows, (random) => Number(random.uniform() < positive));
const binary = { target: 'y', task: 'binary' } as const;
const x = (rows: number) => draw(9, rows, (random) => random.normal());
const kinds = ['a', 'b', 'c'];

ruleTester(rule, {
  clean: [
    {
      name: 'drawn alike',
      train: { x: x(1000), y: share(1, 1000, 0.2) },
      test: { x: x(300), y: share(2, 300, 0.2) },
      ...binary,
      evidence: { classes: 2, fitRows: 1000, heldOutRows: 300 },
    },
    {
      name: 'whole numbers and floats of the same value',
      train: { x: x(200), y: share(1, 200, 0.5) },
      test: { x: x(200), y: typed('DOUBLE', share(2, 200, 0.5)) },
      ...binary,
    },
    {
      name: 'a quantity drawn alike',
      train: { x: x(500), y: draw(3, 500, (random) => random.normal()) },
      test: { x: x(300), y: draw(4, 300, (random) => random.normal()) },
      target: 'y',
      task: 'regression',
    },
    {
      name: 'labels of new groups',
      train: { who: draw(1, 400, (_, row) => row % 20), y: draw(1, 400, (_, row) => Number(row % 20 < 8)) },
      test: { who: draw(1, 160, (_, row) => 100 + (row % 8)), y: draw(1, 160, (_, row) => Number(row % 8 < 5)) },
      entity: ['who'],
      ...binary,
    },
  ],
  findings: [
    {
      name: 'another share of positives, in rows without a label too',
      train: { x: x(1000), y: share(1, 1000, 0.5) },
      test: { x: x(300), y: draw(2, 300, (random, row) => (row % 10 ? Number(random.uniform() < 0.2) : null)) },
      ...binary,
      expect: [{ messageId: 'classes', severity: 'warn', role: 'test', columns: ['y'], evidence: { heldOutRows: 270 } }],
    },
    {
      name: 'a file that was sorted by class and cut',
      train: { x: x(110), y: draw(1, 110, (_, row) => kinds[Math.floor(row / 50)]!) },
      test: { x: x(40), y: draw(1, 40, () => 'c') },
      target: 'y',
      task: 'multiclass',
      expect: [{ messageId: 'classes', evidence: { classes: 3, fitRows: 110, heldOutRows: 40 } }],
    },
    {
      name: 'a moved quantity',
      train: { x: x(500), y: draw(3, 500, (random) => random.normal()) },
      test: { x: x(300), y: draw(4, 300, (random) => random.normal() + 0.6) },
      target: 'y',
      task: 'regression',
      expect: [{ messageId: 'quantity', columns: ['y'] }],
    },
    {
      name: 'more rows than a sample holds, texts and truth values',
      train: { y: draw(5, 25_000, (random) => pick(random, kinds)) },
      validation: { y: draw(6, 25_000, (random) => pick(random, kinds, [3, 2, 1])) },
      target: 'y',
      task: 'multiclass',
      expect: [{ messageId: 'classes', role: 'validation', evidence: { fitRows: 25_000 } }],
    },
    {
      name: 'more rows than a sample holds, a quantity',
      train: { y: draw(5, 25_000, (random) => random.normal()) },
      test: { y: draw(6, 300, (random) => random.normal() - 1) },
      target: 'y',
      task: 'regression',
      expect: [{ messageId: 'quantity', evidence: { fitRows: 25_000, heldOutRows: 300 } }],
    },
  ],
  skipped: [
    { name: 'no target', train: { x: [1] }, test: { x: [1] }, because: 'needs `target`' },
    { name: 'held-out rows without target', train: { x: [1], y: [1] }, test: { x: [1] }, ...binary, because: 'needs `target`' },
  ],
  underpowered: [
    {
      name: 'few labels',
      train: { y: share(1, 200, 0.5) },
      test: { y: share(1, 20, 0.9) },
      ...binary,
      because: '20 rows with a target',
    },
    {
      name: 'no label',
      train: { y: share(1, 200, 0.5) },
      test: {
        y: typed(
          'BIGINT',
          draw(1, 200, () => null),
        ),
      },
      ...binary,
      because: '0 rows with a target',
    },
  ],
});
