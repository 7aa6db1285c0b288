import rule from '../../../rules/preprocessing/projection-fit-on-all.ts';
import { Random } from '../../../src/stats/random.ts';
import { asColumns, mean, type Numbers, rounded, together } from '../../support/pre-process.ts';
import { ruleTester } from '../../support/rule-tester.ts';

/** Correlated columns. */
const raw = (seed: number, rows: number, width = 5): Numbers => {
  const random = new Random(seed);
  const hidden = Array.from({ length: rows }, () => [random.normal(), random.normal()] as const);
  return Object.fromEntries(
    Array.from({ length: width }, (_, i) => [
      `x${i}`,
      hidden.map(([a, b]) => 3 + (i + 1) * (a + 0.3 * i * b + 0.7 * random.normal())),
    ]),
  );
};

/** Eigenvectors of a symmetric matrix by Jacobi's rotations, as columns. */
function eigenvectors(matrix: number[][]): number[][] {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = a.map((_, i) => a.map((__, j) => Number(i === j)));
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p]![q]!) < 1e-300) continue;
        const theta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (const rows of [a, v]) {
          for (const row of rows) [row[p], row[q]] = [c * row[p]! - s * row[q]!, s * row[p]! + c * row[q]!];
        }
        for (let k = 0; k < n; k++) [a[p]![k], a[q]![k]] = [c * a[p]![k]! - s * a[q]![k]!, s * a[p]![k]! + c * a[q]![k]!];
      }
    }
  }
  return v;
}

/** Scores of the rows on the principal axes of others; `center` 0 leaves the means in, `white` makes deviations 1. */
function project(rows: Numbers, fittedOn: Numbers, { center = true, white = false } = {}): Numbers {
  const columns = Object.values(fittedOn);
  const means = columns.map((values) => (center ? mean(values) : 0));
  const n = columns[0]!.length;
  const products = columns.map((x, i) =>
    columns.map((y, j) => x.reduce((sum, value, row) => sum + (value - means[i]!) * (y[row]! - means[j]!), 0) / n),
  );
  const vectors = eigenvectors(products);
  const others = Object.values(rows);
  return Object.fromEntries(
    vectors.map((_, k) => {
      const variance = columns.reduce(
        (sum, __, i) => sum + vectors[i]![k]! * products[i]!.reduce((s, p, j) => s + p * vectors[j]![k]!, 0),
        0,
      );
      const scale = white ? 1 / Math.sqrt(variance) : 1;
      const score = (__: number, row: number) =>
        scale * others.reduce((sum, values, i) => sum + (values[row]! - means[i]!) * vectors[i]![k]!, 0);
      return [`pc${k}`, others[0]!.map(score)];
    }),
  );
}

const [train, validation, test] = [raw(1, 240), raw(2, 80), raw(3, 90)];
const all = together(train, test);
const parts = (fittedOn: Numbers, options = {}, digits?: number) => {
  const scores = [train, test].map((rows) => project(rows, fittedOn, options));
  const [a, b] = digits === undefined ? scores : scores.map((rows) => rounded(rows, digits));
  return {
    train: { ...asColumns(a!), ...asColumns({ x0: train.x0! }) },
    test: { ...asColumns(b!), ...asColumns({ x0: test.x0! }) },
  };
};
const names = ['pc0', 'pc1', 'pc2', 'pc3', 'pc4'];
const inThree = (fittedOn: Numbers) => ({
  train: asColumns(project(train, fittedOn)),
  validation: asColumns(project(validation, fittedOn)),
  test: asColumns(project(test, fittedOn)),
});
const shuffled = new Random(4).shuffle(Array.from({ length: 365 }, (_, day) => day));
const seasons = (days: readonly number[]): Numbers =>
  Object.fromEntries(
    [1, 2].flatMap((k) => [
      [`sin${k}`, days.map((day) => Math.sin((2 * Math.PI * k * day) / 365))],
      [`cos${k}`, days.map((day) => Math.cos((2 * Math.PI * k * day) / 365))],
    ]),
  );
const design = (rows: number, first: number): Numbers =>
  Object.fromEntries(
    [0, 1, 2].map((i) => [`factor${i}`, Array.from({ length: rows }, (_, row) => (((row + first) >> i) & 1) - 0.5)]),
  );
const unrelated = (seed: number, rows: number): Numbers => {
  const random = new Random(seed);
  return Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`z${i}`, Array.from({ length: rows }, () => random.normal())]));
};

const twoOfThem = (digits: number) => {
  const rows = Object.fromEntries(
    Object.entries(raw(9, 330, 2)).map(([name, values]) => [name, values.map((value) => 4 * value)]),
  );
  const scores = rounded(project(rows, rows), digits);
  const cut = (from: number, to: number) =>
    asColumns(Object.fromEntries(Object.entries(scores).map(([name, values]) => [name, values.slice(from, to)])));
  return { train: cut(0, 240), test: cut(240, 330) };
};

ruleTester(rule, {
  clean: [
    { name: 'columns that were never projected', train: asColumns(train), test: asColumns(test) },
    {
      name: 'unrelated columns',
      train: asColumns(unrelated(5, 300)),
      test: asColumns(unrelated(6, 100)),
      evidence: { columnsTested: 12 },
    },
    {
      name: 'unrelated columns at 1 decimal',
      train: asColumns(rounded(unrelated(7, 300), 1)),
      test: asColumns(rounded(unrelated(8, 100), 1)),
    },
    { name: 'components of train', ...parts(train), evidence: { columns: 5 } },
    { name: 'components of train, whitened', ...parts(train, { white: true }), evidence: { whitened: true } },
    { name: 'a factorial design over both', train: asColumns(design(96, 0)), test: asColumns(design(32, 96)) },
    {
      name: 'sine and cosine of the days of a whole year',
      train: asColumns(seasons(shuffled.slice(0, 275))),
      test: asColumns(seasons(shuffled.slice(275))),
    },
  ],
  findings: [
    {
      name: 'components of both',
      ...parts(all),
      expect: [
        {
          messageId: 'both',
          severity: 'warn',
          columns: names,
          evidence: { columns: 5, centred: true, whitened: false, decimals: null },
        },
      ],
    },
    {
      name: 'components of both where it was declared otherwise',
      ...parts(all),
      preprocessing: { fitOn: 'train' },
      expect: [{ messageId: 'both', severity: 'error' }],
    },
    {
      name: 'components of both, whitened',
      ...parts(all, { white: true }),
      expect: [{ messageId: 'both', columns: names, evidence: { whitened: true } }],
    },
    {
      name: 'components of both, at 3 decimals',
      ...parts(all, {}, 3),
      expect: [{ messageId: 'both', evidence: { decimals: 3 } }],
    },
    {
      name: 'truncated SVD of both',
      ...parts(all, { center: false }),
      expect: [{ messageId: 'both', columns: names, evidence: { centred: false } }],
    },
    {
      name: 'each table projected by itself',
      train: asColumns(project(train, train)),
      test: asColumns(project(test, test)),
      expect: [{ messageId: 'apart', columns: names }],
    },
    {
      name: 'projected with validation',
      ...inThree(together(train, validation)),
      expect: [{ messageId: 'both', role: 'validation' }],
    },
    {
      name: 'projected with validation and test',
      ...inThree(together(train, validation, test)),
      expect: [{ messageId: 'both', role: 'test' }],
    },
  ],
  underpowered: [
    { name: 'two components at 1 decimal', ...twoOfThem(1), because: /components of a projection, but .*would be enough/ },
  ],
  skipped: [{ name: 'one number', train: { a: [1.5] }, test: { a: [2.5] }, because: 'needs two numeric columns' }],
});
