import rule from '../../../rules/overlap/shared-ids.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const range = (first: number, rows: number) => Array.from({ length: rows }, (_, i) => first + i);
const uuid = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, 'a')}`;
const people = (first: number, rows: number) => ({ id: range(first, rows), x: range(0, rows) });

ruleTester(rule, {
  clean: [
    { name: 'other ids', train: people(0, 100), test: people(100, 50), id: ['id'], evidence: { heldOutRows: 50, rows: 0 } },
    { name: 'nulls and empty texts are no ids', train: { id: ['', null, 'a'] }, test: { id: ['', null, 'b'] }, id: ['id'] },
    {
      name: 'ids that letter case tells apart',
      train: { id: range(0, 400).map((i) => `${i % 2 ? 'k' : 'K'}${i >> 1}`) },
      test: { id: ['kA', 'kB', 'K900'] },
      id: ['id'],
    },
    {
      name: 'a pair of columns is the id: each of them repeats',
      train: { order: range(0, 100).map((i) => i >> 2), line: range(0, 100).map((i) => i % 4) },
      test: { order: [25, 25, 26], line: [0, 1, 0] },
      id: ['order', 'line'],
    },
    { name: 'neighbours beyond 2^53', train: { id: [2n ** 60n, 2n ** 60n + 2n] }, test: { id: [2n ** 60n + 1n] }, id: ['id'] },
    {
      name: 'long digit strings',
      train: { id: ['12345678901234567890'] },
      test: { id: ['12345678901234567891', '1'] },
      id: ['id'],
    },
    { name: 'no rows', train: { id: [1, 2] }, test: { id: { type: 'BIGINT', values: [] } }, id: ['id'] },
  ],
  findings: [
    {
      name: 'some ids again',
      train: people(0, 100),
      test: { id: [...range(95, 5), 95, ...range(1000, 44)], x: range(0, 50) },
      id: ['id'],
      expect: [
        { messageId: 'shared', severity: 'error', columns: ['id'], role: 'test', evidence: { rows: 6, ids: 5, heldOutRows: 50 } },
      ],
    },
    {
      name: 'a pair of columns is the id',
      train: { order: range(0, 100).map((i) => i >> 2), line: range(0, 100).map((i) => i % 4) },
      test: { order: [3, 25, 26], line: [2, 1, 0] },
      id: ['order', 'line'],
      expect: [{ messageId: 'shared', columns: ['order', 'line'], evidence: { rows: 1 } }],
    },
    {
      name: 'two ids, either of which identifies',
      train: { a: range(0, 100), b: range(500, 100) },
      test: { a: range(100, 10), b: range(590, 10) },
      id: ['a', 'b'],
      expect: [{ messageId: 'shared', columns: ['b'], evidence: { rows: 10 } }],
    },
    {
      name: 'leading zeros',
      train: { id: range(0, 100).map(String) },
      test: { id: range(90, 30).map((i) => String(i).padStart(5, '0')) },
      id: ['id'],
      expect: [{ messageId: 'rewritten', severity: 'error', columns: ['id'], evidence: { rows: 0, rewrittenRows: 10 } }],
    },
    {
      name: 'letter case among many rows',
      train: { id: range(0, 25_000).map((i) => `key-${i}`) },
      test: { id: range(24_990, 22_000).map((i) => `KEY-${i}`) },
      id: ['id'],
      expect: [{ messageId: 'rewritten', evidence: { rewrittenRows: 10 } }],
    },
    {
      name: 'numbers in one table, texts in the other',
      train: { id: range(0, 100) },
      test: { id: range(90, 30).map((i) => String(i).padStart(5, '0')) },
      id: ['id'],
      expect: [{ messageId: 'rewritten', severity: 'error', evidence: { rewrittenRows: 10 } }],
    },
    {
      name: 'whole floats in one table, texts in the other',
      train: { id: { type: 'DOUBLE', values: [...range(0, 100), null] } },
      test: { id: ['7', '007', '7.5', '1000'] },
      id: ['id'],
      expect: [{ messageId: 'rewritten', evidence: { rewrittenRows: 2 } }],
    },
    {
      name: 'UUIDs with and without dashes',
      train: { id: range(0, 50).map(uuid) },
      test: { id: range(45, 10).map((i) => `{${uuid(i).toUpperCase()}}`) },
      id: ['id'],
      expect: [{ messageId: 'rewritten', evidence: { rewrittenRows: 5 } }],
    },
    {
      name: 'mail addresses with tags and capitals',
      train: { id: range(0, 50).map((i) => `user${i}@example.org`) },
      test: { id: ['User7+news@Example.org', 'user8@example.org ', 'user99@example.org'] },
      id: ['id'],
      expect: [{ messageId: 'rewritten', evidence: { rewrittenRows: 2 } }],
    },
    {
      name: 'row numbers that start anew',
      train: { id: range(0, 100), x: range(0, 100) },
      test: { id: range(0, 40), x: range(0, 40) },
      id: ['id'],
      expect: [{ messageId: 'restarted', severity: 'warn', columns: ['id'] }],
    },
    {
      name: 'the id of a validation row',
      train: people(0, 100),
      validation: people(100, 50),
      test: { id: [120, 900, 901], x: [1, 2, 3] },
      id: ['id'],
      expect: [{ messageId: 'shared', role: 'test', evidence: { rows: 1 } }],
    },
  ],
  skipped: [
    { name: 'no id', train: { a: [1] }, test: { a: [1] }, because: 'needs `id`' },
    {
      name: 'a number and a date',
      train: { a: [1.5] },
      test: { a: { type: 'DATE', values: ['2024-01-01'] } },
      id: ['a'],
      because: 'of one type',
    },
  ],
});
