import { columnsOf, rounded } from './tables.js';

const NEIGHBOURS = 5;

const OVER_SAMPLERS = {
  SMOTE: (rows, count, random) => mixed(rows, rows, count, random),
  'border only': (rows, count, random) =>
    mixed([...rows].sort((a, b) => a[0] - b[0]).slice(0, Math.ceil(rows.length / 3)), rows, count, random),
  copies: (rows, count, random) => Array.from({ length: count }, () => rows[random.integer(rows.length)]),
};

/** Rows on the way from one of `from` to one of its nearest among `rows`. */
function mixed(from, rows, count, random) {
  const near = from.map((one) => nearest(rows, one));
  return Array.from({ length: count }, () => {
    const a = random.integer(from.length);
    const b = near[a][random.integer(near[a].length)];
    const u = random.uniform();
    return from[a].map((value, c) => value + u * (b[c] - value));
  });
}

function nearest(rows, one) {
  const distance = (row) => row.reduce((sum, value, c) => sum + (value - one[c]) ** 2, 0);
  return rows
    .filter((row) => row !== one)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, NEIGHBOURS);
}

/** Two classes, which overlap; `rare` of the rows are of the second. */
function classes({ rows, rare }, random) {
  const cloud = (size, centre) =>
    Array.from({ length: size }, () => {
      const spread = Math.exp(random.normal() / 2);
      return Array.from({ length: 6 }, () => 10 * (centre + spread * random.normal()));
    });
  return [cloud(Math.round(rows * (1 - rare)), 0), cloud(Math.round(rows * rare), 1)];
}

function shared(rows, random) {
  const mixedUp = random.shuffle([...rows]);
  const held = Math.round(rows.length / 4);
  return [mixedUp.slice(held), mixedUp.slice(0, held)];
}

function tables([train, test], decimals) {
  const table = ([common, rare]) => {
    const rows = [...common, ...rare];
    const values = Object.fromEntries(rows[0].map((_, c) => [`x${c}`, rows.map((row) => row[c])]));
    return { ...rounded(values, decimals), y: rows.map((_, i) => Number(i >= common.length)) };
  };
  return { train: columnsOf(table(train)), test: columnsOf(table(test)), target: 'y', task: 'binary' };
}

function split(common, rare, decimals, random) {
  const [a, b] = [shared(common, random), shared(rare, random)];
  return tables(
    [
      [a[0], b[0]],
      [a[1], b[1]],
    ],
    decimals,
  );
}

/** Made as large as the common class. */
const balanced = (common, rare, method, random) => [
  ...rare,
  ...OVER_SAMPLERS[method](rare, Math.max(0, common.length - rare.length), random),
];

export default {
  rule: 'preprocessing/resampled-before-split',
  about:
    'Of two classes in six columns the rare one was made as large as the other before a quarter of the rows was held out: by mixtures of near rows, by mixtures of its rows nearest to the border, or by copies. Then numbers were rounded; the standard deviation of a column is about 15.',
  grid: { method: Object.keys(OVER_SAMPLERS), rows: [400, 1000], rare: [0.1], decimals: ['all', 2, 1, 0] },
  table: { down: ['method', 'rows'], across: ['decimals'] },
  plant: (setting, random) => {
    const [common, rare] = classes(setting, random);
    return split(common, balanced(common, rare, setting.method, random), setting.decimals, random);
  },
  honest: {
    'over-sampled in train alone': (setting, random) => {
      const [[a, b], [c, d]] = classes(setting, random).map((rows) => shared(rows, random));
      return tables(
        [
          [a, balanced(a, c, setting.method, random)],
          [b, d],
        ],
        setting.decimals,
      );
    },
    'never over-sampled': (setting, random) => split(...classes(setting, random), setting.decimals, random),
    'one class along a curve': (setting, random) => {
      const [common] = classes(setting, random);
      const speeds = Array.from({ length: 6 }, () => 1 + random.uniform());
      const curve = Array.from({ length: 200 }, (_, i) => speeds.map((speed) => 20 * Math.sin((speed * i) / 40 + speed)));
      return split(common, curve, setting.decimals, random);
    },
    'a rare class of whole numbers': (setting, random) => {
      const [common, rare] = classes(setting, random);
      return split(
        common,
        rare.map((row) => row.map(Math.round)),
        setting.decimals,
        random,
      );
    },
    'one class on a line or a plane': (setting, random) => {
      const [common, rare] = classes(setting, random);
      const axes = Array.from({ length: 1 + random.integer(2) }, () => rare[0].map(() => 20 * random.normal()));
      const flat = rare.map(() => {
        const places = axes.map(() => random.normal());
        return rare[0].map((_, c) => axes.reduce((sum, axis, i) => sum + axis[c] * places[i], 0));
      });
      return split(common, flat, setting.decimals, random);
    },
    'a slow series with its gaps filled': (setting, random) => {
      const [common, rare] = classes(setting, random);
      const parts = [2, 5, 6, 10, 12, 60][random.integer(6)];
      const filled = rare.slice(1).flatMap((row, i) => {
        return Array.from({ length: Math.min(parts, 12) }, (_, j) =>
          row.map((value, c) => rare[i][c] + ((value - rare[i][c]) * j) / parts),
        );
      });
      return split(common, filled.slice(0, common.length), setting.decimals, random);
    },
    'one class of few common cases': (setting, random) => {
      const [common, rare] = classes(setting, random);
      const size = [rare.length, 2 * rare.length, common.length][random.integer(3)];
      const usual = rare.slice(0, Math.ceil(rare.length / (1 + random.integer(3))));
      const own = Array.from({ length: size }, (_, i) =>
        random.uniform() < 0.7 || i >= rare.length ? usual[Math.floor(usual.length * random.uniform() ** 3)] : rare[i],
      );
      return split(common, own, setting.decimals, random);
    },
    'both classes repeat': (setting, random) => {
      const repeated = classes(setting, random).map((rows) => [...rows, ...OVER_SAMPLERS.copies(rows, rows.length, random)]);
      return split(...repeated, setting.decimals, random);
    },
  },
};
