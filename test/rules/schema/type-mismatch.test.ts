import rule from '../../../rules/schema/type-mismatch.ts';
import { typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const days = typed('DATE', ['2024-01-01', '2024-01-02', null]);
const midnights = typed('TIMESTAMP', ['2024-01-01 00:00:00', '2024-01-02 00:00:00', null]);
const moments = typed('TIMESTAMP', ['2024-01-01 10:00:00', '2024-01-02 00:00:00', null]);

const tens = (different: number) => Array.from({ length: 30 }, (_, i) => i % different);
const described = { kind: 'foreign', position: { path: 'croissant.json', line: 3, column: 9 } } as const;

ruleTester(rule, {
  clean: [
    {
      name: 'kinds of numbers and times, and columns without values',
      train: { a: [1, 2, 3], d: days, e: ['x', 'y', 'z'] },
      test: { a: [1.5, 2, null], d: moments, e: typed('BIGINT', [null, null, null]) },
      evidence: { comparedColumns: 3 },
    },
    {
      name: 'declared types that the values keep',
      train: {
        i: typed('DOUBLE', [1, 2, null]),
        n: [1, 2, 3],
        b: [0, 1, null],
        s: ['x', 'y', 'z'],
        d: midnights,
        t: days,
        r: [true, false, null],
      },
      features: {
        i: { type: 'integer' },
        n: { type: 'number' },
        b: { type: 'boolean' },
        s: { type: 'string' },
        d: { type: 'date' },
        t: { type: 'timestamp' },
        r: { type: 'boolean' },
      },
      evidence: { declaredTypes: 7 },
    },
    { name: 'serving against train is told by skew/type', train: { a: [1, 2] }, serving: { a: ['x', 'y'] } },
  ],
  findings: [
    {
      name: 'times that a description speaks of may be spelled in a way of their own, numbers not',
      train: { t: [2019, 2020, 2021], n: ['x', 'y', 'z'] },
      features: { t: { type: 'timestamp', origin: described }, n: { type: 'number', origin: described } },
      expect: [
        { messageId: 'declared', severity: 'warn', columns: ['t'], evidence: { declaredAt: 'croissant.json:3:9' } },
        { messageId: 'declared', severity: 'error', columns: ['n'] },
      ],
    },
    {
      name: 'other types than declared',
      train: { i: ['x', 'y', 'z'], n: [true, false, null], z: [1, 2, 3], t: [1, 2, 3] },
      features: { i: { type: 'integer' }, n: { type: 'number' }, z: { type: 'string' }, t: { type: 'timestamp' } },
      expect: [
        { messageId: 'declared', severity: 'error', columns: ['i'], evidence: { declared: 'integer' } },
        { messageId: 'declared', severity: 'error', columns: ['n'] },
        { messageId: 'declared', severity: 'warn', columns: ['z'] },
        { messageId: 'declared', severity: 'error', columns: ['t'] },
      ],
    },
    {
      name: 'values that the declared type does not allow',
      train: { i: [1, 2.5, 3], b: [0, 1, 2], d: moments },
      features: { i: { type: 'integer' }, b: { type: 'boolean' }, d: { type: 'date' } },
      expect: [
        { messageId: 'values', severity: 'error', columns: ['i'], evidence: { rows: 1 } },
        { messageId: 'values', columns: ['b'], evidence: { rows: 1 } },
        { messageId: 'values', columns: ['d'], evidence: { rows: 1 } },
      ],
    },
    {
      name: 'cylinders of cars, of which one in train is rotary',
      train: { cylinders: Array.from({ length: 70 }, (_, i) => (i === 9 ? 'rotary' : String(4 + 2 * (i % 3)))) },
      test: { cylinders: Array.from({ length: 23 }, (_, i) => 4 + 2 * (i % 3)) },
      expect: [{ messageId: 'spelled', severity: 'warn', role: 'test', columns: ['cylinders'] }],
    },
    {
      name: 'numbers, and words where held-out rows have none',
      train: { income: Array.from({ length: 200 }, (_, i) => i) },
      test: { income: Array.from({ length: 60 }, (_, i) => (i % 10 ? String(i) : 'high')) },
      expect: [{ messageId: 'spelled', severity: 'error', role: 'test', columns: ['income'] }],
    },
    {
      name: 'other types than train',
      train: { a: tens(1), b: tens(2), c: tens(3), f: tens(2).map((one) => one === 1) },
      test: {
        a: tens(3).map((one) => `level ${one}`),
        b: tens(3).map(String),
        c: tens(3).map((one) => (one < 2 ? String(one) : 'many')),
        f: tens(2),
      },
      expect: [
        { messageId: 'differs', severity: 'error', role: 'test', columns: ['a'] },
        { messageId: 'spelled', severity: 'warn', columns: ['b'], evidence: { readableShare: 1 } },
        { messageId: 'spelled', severity: 'error', columns: ['c'] },
        { messageId: 'spelled', severity: 'warn', columns: ['f'] },
      ],
    },
  ],
});
