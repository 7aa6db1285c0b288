import rule from '../../../rules/quality/duplicate-rows.ts';
import { draw, pick, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 200;
const distinct = (seed: number, rows = ROWS) => ({
  x: typed(
    'DOUBLE',
    draw(seed, rows, (random) => random.normal()),
  ),
  k: draw(seed + 1, rows, (random) => pick(random, ['a', 'b', null])),
  y: draw(seed + 2, rows, (random) => random.integer(2)),
});
const train = distinct(1);
/** Every tenth row repeats the one before it. */
const again = <T>(values: readonly T[]): T[] => values.map((value, row) => (row % 10 ? value : values[row ? row - 1 : 0]!));
const repeated = { x: typed('DOUBLE', again(train.x.values)), k: again(train.k), y: again(train.y) };
const numbered = (rows = ROWS) => Array.from({ length: rows }, (_, row) => row);

ruleTester(rule, {
  clean: [
    { name: 'distinct rows', train, test: distinct(9, 80), target: 'y', evidence: { rows: ROWS, repeated: 0, columns: 2 } },
    {
      name: 'equal features and another label',
      train: { a: [1, 1, 2, 3], y: [0, 1, 0, 1] },
      target: 'y',
      evidence: { repeated: 0 },
    },
    {
      name: 'equal at other times, and of other entities',
      train: {
        ...repeated,
        t: typed(
          'TIMESTAMP',
          numbered().map((row) => `2024-01-01 00:${String(row % 60).padStart(2, '0')}:00`),
        ),
        who: numbered(),
      },
      time: 't',
      entity: ['who'],
      target: 'y',
      evidence: { columns: 4, repeated: 0 },
    },
    { name: 'serving rows', train, serving: repeated, target: 'y' },
  ],
  findings: [
    {
      name: 'a tenth of the rows, nulls equal',
      train: repeated,
      test: distinct(9, 80),
      target: 'y',
      expect: [
        { messageId: 'repeated', severity: 'warn', role: 'train', evidence: { repeated: 19, rows: ROWS, largestGroup: 2 } },
      ],
    },
    {
      name: 'an id tells copies apart only for the eye',
      train: { ...repeated, id: numbered(), row: numbered() },
      id: ['id'],
      inferredIds: ['row'],
      target: 'y',
      expect: [{ messageId: 'repeated', severity: 'warn', evidence: { repeated: 19, columns: 2 } }],
    },
    {
      name: 'columns and types that the test rows do not share',
      train: repeated,
      test: {
        x: distinct(9, 80).x,
        k: draw(1, 80, (random) => random.integer(3)),
        z: draw(2, 80, (random) => random.integer(3)),
      },
      expect: [{ messageId: 'repeated', role: 'train', evidence: { repeated: 19, columns: 3 } }],
    },
    {
      name: 'one row in many',
      train: { x: numbered(300).map((row) => (row ? row : 1)), y: numbered(300).map((row) => Math.max(1, row) % 2) },
      expect: [{ messageId: 'repeated', severity: 'info' }],
    },
    {
      name: 'few-valued data',
      train: { a: draw(1, 400, (random) => random.integer(3)), b: draw(2, 400, (random) => random.integer(3)) },
      expect: [{ messageId: 'repeated', severity: 'info', evidence: { repeated: 391 } }],
    },
    {
      name: 'the same entity at the same time',
      train: { a: [1, 1, 2, 3], who: [7, 7, 8, 9], t: [1, 1, 2, 3] },
      entity: ['who'],
      time: 't',
      expect: [{ messageId: 'repeated', severity: 'warn', evidence: { repeated: 1 } }],
    },
  ],
  skipped: [{ name: 'no feature', train: { y: [1, 2] }, target: 'y', because: 'needs feature columns' }],
});
