import rule from '../../../rules/overlap/duplicate-rows.ts';
import { Random } from '../../../src/stats/random.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const measured = (rows: number, seed: number) => {
  const random = new Random(seed);
  const numbers = () => Array.from({ length: rows }, () => random.normal());
  return {
    x: numbers(),
    n: Array.from({ length: rows }, () => random.integer(50)),
    y: Array.from({ length: rows }, () => random.integer(2)),
  };
};
const append = (a: Columns, b: Columns, rows: number): Columns =>
  Object.fromEntries(
    Object.entries(a).map(([name, values]) => [name, [...(values as number[]), ...(b[name] as number[]).slice(0, rows)]]),
  );
const coarse = (rows: number, seed: number, levels: number) => {
  const random = new Random(seed);
  return {
    a: Array.from({ length: rows }, () => random.integer(levels)),
    b: Array.from({ length: rows }, () => random.integer(levels)),
  };
};
const counted = (first: number, rows: number) => Array.from({ length: rows }, (_, i) => first + i);
const coded = (first: number, rows: number) => counted(first, rows).map((i) => `c${i}`);

const negative = (columns: Columns, type: 'INTEGER' | 'BIGINT'): Columns => ({
  ...columns,
  n: { type, values: (columns.n as number[]).map((n) => -1 - n) },
});

const train = measured(400, 1);

ruleTester(rule, {
  clean: [
    { name: 'rows drawn apart', train, test: measured(100, 2), target: 'y', evidence: { rows: 0, heldOutRows: 100 } },
    { name: 'equal but for nulls', train: { a: [1, 2, 3], b: ['u', 'v', 'w'] }, test: { a: [1, 2], b: [null, null] } },
  ],
  findings: [
    {
      name: 'a tenth of the test rows copied from train',
      train,
      test: append(measured(90, 3), train, 10),
      target: 'y',
      expect: [
        {
          messageId: 'copied',
          severity: 'error',
          role: 'test',
          evidence: { rows: 10, distinctRows: 10, identical: 10, confirmed: 10 },
        },
      ],
    },
    {
      name: 'copies in integers of another width, negative ones too',
      train: negative(train, 'INTEGER'),
      test: negative(append(measured(90, 3), train, 10), 'BIGINT'),
      expect: [{ messageId: 'copied', severity: 'error', evidence: { rows: 10, identical: 10, confirmed: 10 } }],
    },
    {
      name: 'copies are found whatever their label, and nulls equal nulls',
      train: { a: [null, 2, ...counted(3, 50)], b: ['p', null, ...coded(3, 50)], y: [0, 0, ...counted(3, 50).map(() => 1)] },
      test: { a: [null, 2, 3, 90], b: ['p', null, 'c3', 't'], y: [0, 1, 1, 0] },
      target: 'y',
      expect: [
        { messageId: 'copied', severity: 'error', evidence: { rows: 3, identical: 2, conflicting: 1 } },
        { messageId: 'conflicting', severity: 'warn' },
      ],
    },
    {
      name: 'whole numbers in train and floats in test',
      train: { a: counted(1, 50), b: coded(1, 50) },
      test: { a: { type: 'DOUBLE', values: [1, 2, 3] }, b: coded(1, 3) },
      expect: [{ messageId: 'copied' }],
    },
    {
      name: 'an id tells copies apart only for the eye',
      train: { ...train, id: Array.from({ length: 400 }, (_, i) => i) },
      test: { ...append(measured(90, 3), train, 10), id: Array.from({ length: 100 }, (_, i) => 1000 + i) },
      target: 'y',
      id: ['id'],
      expect: [{ messageId: 'copied', evidence: { rows: 10 } }],
    },
    {
      name: 'data that repeats itself',
      train: coarse(400, 4, 20),
      test: coarse(100, 5, 20),
      expect: [{ messageId: 'natural', severity: 'warn' }],
    },
    {
      name: 'events that only their time tells apart',
      train: { ...coarse(400, 4, 20), t: counted(0, 400), y: counted(0, 400).map((i) => i % 2) },
      test: { ...coarse(100, 5, 20), t: counted(400, 100), y: counted(0, 100).map((i) => i % 2) },
      time: 't',
      target: 'y',
      expect: [
        { messageId: 'natural', severity: 'info', evidence: { sameTime: 0 } },
        { messageId: 'conflicting', severity: 'info' },
      ],
    },
    {
      name: 'one common row that grows commoner is no copying',
      train: { a: [...counted(1, 380), ...Array(20).fill(0)] },
      test: { a: [...counted(1000, 80), ...Array(20).fill(0)] },
      expect: [{ messageId: 'natural', severity: 'warn', evidence: { rows: 20, distinctRows: 1 } }],
    },
    {
      name: 'measured targets differ by nature',
      train: { ...coarse(400, 4, 20), y: measured(400, 11).x },
      test: { ...coarse(100, 5, 20), y: measured(100, 12).x },
      target: 'y',
      task: 'regression',
      expect: [{ messageId: 'natural', severity: 'warn' }],
    },
    {
      name: 'few-valued data',
      train: coarse(400, 6, 3),
      test: coarse(100, 7, 3),
      expect: [{ messageId: 'natural', severity: 'info' }],
    },
    {
      name: 'copies of train and validation rows are told once',
      train: measured(200, 8),
      validation: measured(200, 9),
      test: append(measured(50, 10), measured(200, 9), 5),
      expect: [{ messageId: 'copied', role: 'test', evidence: { rows: 5, fitRows: 400 } }],
    },
  ],
  skipped: [
    { name: 'no held-out data', train, because: 'needs validation or test data' },
    { name: 'no column in common', train: { a: [1, 2] }, test: { b: [1, 2] }, because: 'needs feature columns' },
  ],
});
