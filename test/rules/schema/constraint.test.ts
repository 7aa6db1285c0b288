import rule from '../../../rules/schema/constraint.ts';
import { draw, pick, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const honest = (seed: number, rows: number) => ({
  size: draw(seed, rows, (random) => random.integer(1000)),
  ratio: draw(seed + 1, rows, (random) => random.uniform()),
  diff: draw(seed + 2, rows, (random) => random.normal()),
  code: draw(seed + 3, rows, (random) => `${pick(random, ['A', 'B'])}${random.integer(1e6)}-${random.integer(90)}`),
  plan: draw(seed + 4, rows, (random) => pick(random, ['free', 'plus'])),
  holes: draw(seed + 5, rows, (random) => (random.uniform() < 0.5 ? null : 1)),
});
const train = honest(1, 500);
const test = honest(50, 300);
const other = <T>(values: readonly T[], every: number, value: (old: T) => T): T[] =>
  values.map((old, row) => (row % every ? old : value(old)));
const declared = {
  age: typed('DOUBLE', [20, 30, 40, 50, Number.NaN]),
  id: [1n, 2n, 3n, 4n, 9007199254740993n],
  plan: ['free', 'plus', 'pro', 'free', null],
  zip: ['00123', '45678', '90123', '11111', '22222'],
  flag: [true, false, true, true, false],
  day: typed('DATE', ['2024-01-01', '2024-01-02', '2024-01-02', '2024-01-05', '2024-01-07']),
};

const described = { kind: 'foreign', position: { path: 'schema.pbtxt', line: 7, column: 1 } } as const;

ruleTester(rule, {
  clean: [
    { name: 'rows drawn alike', train, validation: honest(70, 300), test, evidence: { learnedColumns: 6 } },
    {
      name: 'declared and kept',
      train: declared,
      features: {
        age: { min: 0, max: 120 },
        id: { unique: true, nullable: false },
        plan: { values: ['free', 'plus', 'pro'] },
        zip: { pattern: '^[0-9]{5}$' },
        flag: { values: [true, false] },
        day: { monotonic: 'increasing' },
      },
      ordered: true,
      evidence: { declaredConstraints: 8 },
    },
    { name: 'a few rows that break what train keeps', train, test: { ...test, size: other(test.size, 150, () => -1) } },
  ],
  findings: [
    {
      name: 'declared and broken',
      train: declared,
      features: {
        age: { min: 25, max: 45, nullable: false },
        id: { max: 9007199254740991 },
        plan: { values: ['free', 'plus'], unique: true },
        zip: { pattern: '^[1-9]' },
        flag: { values: [true] },
        day: { monotonic: 'decreasing' },
      },
      ordered: true,
      expect: [
        { messageId: 'min', severity: 'error', columns: ['age'], evidence: { rows: 1, declaredMin: 25 } },
        { messageId: 'max', columns: ['age'], evidence: { rows: 1 } },
        { messageId: 'nullable', columns: ['age'], evidence: { rows: 1 } },
        { messageId: 'max', columns: ['id'], evidence: { rows: 1 } },
        { messageId: 'values', columns: ['plan'], evidence: { rows: 1 } },
        { messageId: 'unique', columns: ['plan'], evidence: { rows: 1 } },
        { messageId: 'pattern', columns: ['zip'], evidence: { rows: 1 } },
        { messageId: 'values', columns: ['flag'], evidence: { rows: 2 } },
        { messageId: 'monotonic', columns: ['day'], evidence: { rows: 3 } },
      ],
    },
    {
      name: 'numbers among the declared values',
      test: { grade: [1, 2, 3, 7], rate: [0.5, 1, 1, 2] },
      features: { grade: { values: [1, 2, 3] }, rate: { values: ['0.5', 1] } },
      expect: [
        { messageId: 'values', role: 'test', columns: ['grade'], evidence: { rows: 1 } },
        { messageId: 'values', columns: ['rate'], evidence: { rows: 1 } },
      ],
    },
    {
      name: 'a foreign description of the type does not stand in for what every row of train keeps, one of the range does',
      train,
      test: { ...test, ratio: other(test.ratio, 20, () => -1), size: other(test.size, 10, (size) => (size as number) + 0.5) },
      features: { ratio: { type: 'number', origin: described }, size: { min: 0, origin: described } },
      expect: [{ messageId: 'negative', columns: ['ratio'] }],
    },
    {
      name: 'what a foreign description says is held against the data, with its place',
      train: { size: [1, 2, 300] },
      features: { size: { max: 200, origin: described } },
      expect: [{ messageId: 'max', severity: 'error', evidence: { rows: 1, declaredAt: 'schema.pbtxt:7:1' } }],
    },
    {
      name: 'a key of the described table is a warning',
      train: { size: [1, 2, 2] },
      features: { size: { unique: true, origin: described } },
      expect: [{ messageId: 'unique', severity: 'warn', evidence: { rows: 1 } }],
    },
    {
      name: 'what every row of train keeps',
      train,
      test: {
        ...test,
        size: other(test.size, 10, (size) => (size as number) + 0.5),
        ratio: other(test.ratio, 20, () => -1),
        code: other(test.code, 10, (code) => String(code).replace('-', '/')),
      },
      expect: [
        { messageId: 'fraction', severity: 'warn', role: 'test', columns: ['size'], evidence: { rows: 30 } },
        { messageId: 'negative', columns: ['ratio'], evidence: { rows: 15 } },
        { messageId: 'shape', columns: ['code'], evidence: { rows: 30 } },
      ],
    },
    {
      name: 'more rows than a sample holds',
      train: { code: honest(1, 25_000).code },
      test: { code: other(honest(2, 25_000).code, 10, (code) => String(code).toLowerCase()) },
      expect: [{ messageId: 'shape', evidence: { rows: 2500, trainRows: 25_000 } }],
    },
  ],
});
