import rule from '../../../rules/preprocessing/resampled-before-split.ts';
import { Random } from '../../../src/stats/random.ts';
import { typed } from '../../support/draw.ts';
import { copied, everyFourth, interpolated, labelled, type Points } from '../../support/over-sample.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const cloud = (seed: number, rows: number, columns: number, centre = 0): number[][] => {
  const random = new Random(seed);
  return Array.from({ length: rows }, () => {
    const size = Math.exp(random.normal() / 2);
    return Array.from({ length: columns }, () => centre + size * random.normal());
  });
};
const rounded = (rows: Points, places: number) => rows.map((row) => row.map((value) => Number(value.toFixed(places))));
/** Tables of the two classes, the rows of each shared out. */
const split = (common: Points, rare: Points) => {
  const [a, b] = [everyFourth(common), everyFourth(rare)];
  return { train: labelled(a.fit, b.fit), test: labelled(a.heldOut, b.heldOut), target: 'y' };
};
const shuffledRows = (rows: Points, seed = 1) => new Random(seed).shuffle([...rows]);
const overSampled = (
  rows: Points,
  count: number,
  { from = 0, to = 1, places }: { from?: number; to?: number; places?: number } = {},
) => {
  const all = [...rows, ...interpolated(rows, count, new Random(8), from, to)];
  return shuffledRows(places === undefined ? all : rounded(all, places));
};

const common = cloud(1, 400, 5);
const rare = cloud(2, 60, 5, 1);
/** Only the rows nearest to the other class get new neighbours. */
const border = [...rare].sort((a, b) => a[0]! - b[0]!).slice(0, 25);

/** Sensors that were read at irregular times and brought to regular ones by straight lines; class 1 is the noisier machine. */
const series = (seed: number, rows: number, step: number) => {
  const read = cloud(seed, Math.ceil(rows / step) + 2, 5);
  return Array.from({ length: rows }, (_, i) => {
    const [k, u] = [Math.floor(i / step), i / step - Math.floor(i / step)];
    return read[k]!.map((value, c) => value + u * (read[k + 1]![c]! - value));
  });
};
/** Irregular times, with the time of each row. */
const timed = (() => {
  const random = new Random(31);
  const read = cloud(30, 40, 5);
  const times = Array.from({ length: 240 }, () => 38 * random.uniform());
  return {
    times,
    rows: times.map((t) => {
      const k = Math.floor(t);
      return read[k]!.map((value, c) => value + (t - k) * (read[k + 1]![c]! - value));
    }),
  };
})();
const withTimes = (from: Points, of: readonly number[], other: Points) => {
  const cut = (rows: Points, times: readonly number[], keep: (i: number) => boolean) => ({
    ...labelled(
      other.filter((_, i) => keep(i)),
      rows.filter((_, i) => keep(i)),
    ),
    at: typed('TIMESTAMP', [
      ...other.flatMap((_, i) => (keep(i) ? [stamp(1000 + 17 * i)] : [])),
      ...times.flatMap((t, i) => (keep(i) ? [stamp(t)] : [])),
    ]),
  });
  return {
    train: cut(from, of, (i) => i % 4 !== 0),
    test: cut(from, of, (i) => i % 4 === 0),
    target: 'y',
    time: 'at',
  };
};
const stamp = (hours: number) => new Date(Date.UTC(2026, 0, 1) + Math.round(hours * 3_600_000)).toISOString().replace('Z', '');
/** Points of a smooth curve: every one lies nearly between its neighbours. */
const curve = (rows: number, columns: number) =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (__, c) => 100 * Math.sin((i / rows) * (1 + c / 3) + c)),
  );
/** Prices, taxes and totals of one tariff: rows of the class lie on one line. */
const tariff = (seed: number, rows: number) => {
  const random = new Random(seed);
  return Array.from({ length: rows }, () => {
    const amount = 100 * random.uniform();
    return [amount, 0.19 * amount, 1.19 * amount, 3 * amount, 0.5 * amount];
  });
};
const grid = (seed: number, rows: number, levels: number, columns = 5) => {
  const random = new Random(seed);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.integer(levels)));
};
/** Tenths, quarters and halves of two of a few components: mixtures that were mixed by a plan. */
const mixtures = (seed: number, rows: number) => {
  const random = new Random(seed);
  const parts = cloud(40, 12, 5);
  return Array.from({ length: rows }, () => {
    const [a, b] = [random.integer(12), random.integer(12)];
    const u = (1 + random.integer(9)) / 10;
    return parts[a]!.map((value, c) => value + u * (parts[b]![c]! - value));
  });
};
const three = (() => {
  const classes = [cloud(50, 300, 4), overSampled(cloud(51, 50, 4, 1), 250), overSampled(cloud(52, 80, 4, -1), 220)];
  const part = (which: 'fit' | 'heldOut') => {
    const rows = classes.map((one) => everyFourth(one)[which]);
    return {
      ...labelled(rows.flat(), []),
      y: rows.flatMap((one, i) => one.map(() => `class ${'abc'[i]}`)),
    };
  };
  return { train: part('fit'), test: part('heldOut'), target: 'y', task: 'multiclass' } as const;
})();
const apart = { common: everyFourth(common), rare: everyFourth(rare) };
const fitOverSampled = labelled(apart.common.fit, overSampled(apart.rare.fit, 255));

ruleTester(rule, {
  clean: [
    { name: 'classes as they were drawn', ...split(common, rare) },
    {
      name: 'over-sampled after the split',
      train: fitOverSampled,
      test: labelled(apart.common.heldOut, apart.rare.heldOut),
      target: 'y',
      evidence: { heldOutBetween: 0, fitBetweenAcross: 0 },
    },
    {
      name: 'over-sampled after the split, beyond the border, with held-out rows that repeat fit rows',
      train: labelled(apart.common.fit, overSampled(apart.rare.fit, 255, { from: -0.5, to: 0 })),
      test: labelled(
        [...apart.common.heldOut, ...apart.common.fit.slice(0, 50)],
        [...apart.rare.heldOut, ...apart.rare.fit.slice(0, 15)],
      ),
      target: 'y',
    },
    {
      name: 'copied after the split',
      train: labelled(apart.common.fit, [...apart.rare.fit, ...copied(apart.rare.fit, 255, new Random(3))]),
      test: labelled(apart.common.heldOut, apart.rare.heldOut),
      target: 'y',
    },
    { name: 'rows that repeat by nature in both classes', ...split(grid(60, 400, 4, 3), grid(61, 60, 4, 3)) },
    {
      name: 'a class of which a few rows are common and many rare',
      ...split(common, shuffledRows([...Array.from({ length: 300 }, (_, i) => rare[Math.floor((i / 300) ** 4 * 60)]!), ...rare])),
    },
    { name: 'a class of few common cases', ...split(common, shuffledRows(copied(rare.slice(0, 20), 60, new Random(6)))) },
    {
      name: 'a large class of few different rows, a small one of many',
      ...split(copied(rare, 900, new Random(4)), cloud(5, 100, 5)),
    },
    {
      name: 'a series with straight lines between readings, rounded',
      ...split(
        rounded(cloud(66, 300, 5), 2),
        rounded(
          series(67, 300, 12).map((row) => row.map((value) => 10 * value)),
          2,
        ),
      ),
    },
    {
      name: 'a class that moves slowly, in whole numbers: rows repeat, and others nearly do',
      ...split(
        cloud(64, 300, 5).map((row) => row.map((value) => 10 * value)),
        rounded(series(65, 300, 60), 1).map((row) => row.map((value) => 10 * value)),
      ),
    },
    { name: 'whole numbers of a dense range', ...split(grid(62, 900, 150), grid(63, 200, 150)) },
    { name: 'numbers of two decimals, one class in a narrow range', ...split(rounded(common, 2), rounded(cloud(7, 200, 5), 1)) },
    { name: 'rows along a curve', ...split(rounded(cloud(8, 400, 12), 3), shuffledRows(rounded(curve(300, 12), 3))) },
    { name: 'rows on one line', ...split(common, tariff(9, 200)) },
    {
      name: 'a series with straight lines between readings',
      ...split(shuffledRows(cloud(20, 240, 5)), shuffledRows(series(21, 240, 7))),
    },
    { name: 'straight lines between readings at irregular times', ...withTimes(timed.rows, timed.times, cloud(32, 240, 5)) },
    { name: 'straight lines in both classes', ...split(shuffledRows(series(22, 240, 7.3)), shuffledRows(series(23, 120, 7.3))) },
    { name: 'mixtures by a plan in one class', ...split(common, mixtures(41, 200)) },
    {
      name: 'a dense class beside one that has a single number',
      ...withGaps(split(grid(66, 1600, 150, 4), grid(67, 1600, 150, 4))),
    },
    { name: 'a column of nothing and one of one value', ...withOdd(split(common, rare)) },
    { name: 'few rows', ...split(cloud(70, 30, 4), cloud(71, 16, 4)) },
  ],
  findings: [
    {
      name: 'SMOTE before the split',
      ...split(common, overSampled(rare, 340)),
      expect: [{ messageId: 'interpolated', severity: 'error', columns: [], evidence: { controlRows: 0 } }],
    },
    {
      name: 'SMOTE before the split, with a validation set whose pre-processing nobody declared',
      train: split(common, overSampled(rare, 340)).train,
      validation: split(common, overSampled(rare, 340)).test,
      target: 'y',
      expect: [{ messageId: 'interpolated', severity: 'warn' }],
    },
    {
      name: 'new rows of the border alone',
      ...split(common, shuffledRows([...rare, ...interpolated(border, 340, new Random(9))])),
      expect: [{ messageId: 'interpolated', severity: 'error' }],
    },
    {
      name: 'unequally many new rows, as ADASYN makes them, in place of a third of the class',
      ...split(
        common,
        shuffledRows([...rare, ...interpolated(border, 20, new Random(9)), ...interpolated(rare, 40, new Random(10))]),
      ),
      expect: [{ messageId: 'interpolated' }],
    },
    {
      name: 'scaled after over-sampling',
      ...split(
        common.map((row) => row.map((value, c) => (value - 3 * c) / 7.7)),
        overSampled(rare, 340).map((row) => row.map((value, c) => (value - 3 * c) / 7.7)),
      ),
      expect: [{ messageId: 'interpolated', severity: 'error' }],
    },
    {
      name: 'rounded to four decimals after over-sampling',
      ...split(rounded(cloud(1, 400, 8), 4), overSampled(cloud(2, 60, 8, 1), 340, { places: 4 })),
      expect: [{ messageId: 'interpolated', severity: 'error' }],
    },
    {
      name: 'so rounded that each row may lie there by chance, but not so many',
      ...split(rounded(cloud(1, 400, 8), 2), overSampled(cloud(2, 60, 8, 1), 340, { places: 2 })),
      expect: [{ messageId: 'interpolated', severity: 'warn' }],
    },
    { name: 'two classes of three', ...three, expect: [{ messageId: 'interpolated', severity: 'error' }] },
    {
      name: 'over-sampled with the held-out rows, which were then put back as they were',
      train: labelled(
        apart.common.fit,
        overSampled(rare, 340).filter((row) => !apart.rare.heldOut.includes(row)),
      ),
      test: labelled(apart.common.heldOut, apart.rare.heldOut),
      target: 'y',
      expect: [{ messageId: 'parents', severity: 'error' }],
    },
    {
      name: 'copies before the split',
      ...split(common, shuffledRows([...rare, ...copied(rare, 340, new Random(3))])),
      expect: [{ messageId: 'copied', severity: 'error' }],
    },
    {
      name: 'copies before the split of a class that stays the smaller one',
      ...split(common, shuffledRows([...rare, ...copied(rare, 90, new Random(3))])),
      expect: [{ messageId: 'copied', severity: 'warn' }],
    },
    {
      name: 'copies of rows of text',
      ...words(split(common, shuffledRows([...rare, ...copied(rare, 340, new Random(3))]))),
      expect: [{ messageId: 'copied', severity: 'error' }],
    },
  ],
  skipped: [
    { name: 'a target of numbers', ...split(common, rare), task: 'regression', because: 'needs a target of classes' },
    { name: 'nothing but the target', ...only('y', split(common, rare)), because: 'needs columns to compare rows by' },
  ],
  underpowered: [
    { name: 'a class of few rows', ...split(common, rare.slice(0, 8)), because: '6 train rows of the rarer class; 10' },
  ],
});

function withOdd<T extends { train: Record<string, number[]>; test: Record<string, number[]> }>(tables: T) {
  const odd = (columns: Record<string, number[]>) => ({
    ...columns,
    empty: { type: 'DOUBLE', values: columns.y!.map(() => null) } as const,
    one: columns.y!.map(() => 1),
    x0: {
      type: 'DOUBLE',
      values: columns.x0!.map((value, i) => (i % 50 === 0 ? Number.NaN : i % 51 === 0 ? null : value)),
    } as const,
  });
  return { ...tables, train: odd(tables.train), test: odd(tables.test) };
}

/** Class 1 has the first column alone. */
function withGaps<T extends { train: Record<string, number[]>; test: Record<string, number[]> }>(tables: T) {
  const gaps = ({ y, x0, ...columns }: Record<string, number[]>) => ({
    y: y!,
    x0: x0!,
    ...Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [
        name,
        typed(
          'DOUBLE',
          values.map((value, row) => (y![row] ? null : value)),
        ),
      ]),
    ),
  });
  return { ...tables, train: gaps(tables.train), test: gaps(tables.test) };
}

function only(name: string, { train, test, target }: ReturnType<typeof split>) {
  return { train: { [name]: train[name]! }, test: { [name]: test[name]! }, target };
}

function words({ train, test, target }: { train: Record<string, number[]>; test: Record<string, number[]>; target: string }) {
  const spelled = ({ y, ...columns }: Record<string, number[]>) => ({
    y: y!,
    ...Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, values.map((value) => `w${Math.round(1e9 * value).toString(36)}`)]),
    ),
  });
  return { train: spelled(train), test: spelled(test), target };
}
