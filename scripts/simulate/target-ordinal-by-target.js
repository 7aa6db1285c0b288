import { alikeByNature, columnsOf, mean } from './tables.js';

/** Levels of various sizes, on whose effects the target depends: of two classes, or a quantity. */
function drawRows({ target, rows, levels, strength }, random, effectOf) {
  const effects = Array.from({ length: levels }, (_, level) => (effectOf ? effectOf(level) : strength * random.normal()));
  const draw = () =>
    Array.from({ length: rows }, () => {
      const level = Math.floor(levels * random.uniform() ** 1.5);
      const score = effects[level] + random.normal();
      return { level, y: target === 'class' ? Number(score > 0.3) : score };
    });
  return draw;
}

/** Codes in the order of the levels' means over some rows; levels that these lack come last. */
function ordered(rows, levels) {
  const targets = Array.from({ length: levels }, () => []);
  for (const { level, y } of rows) targets[level].push(y);
  const means = targets.map((own) => (own.length ? mean(own) : Number.POSITIVE_INFINITY));
  const order = [...means.keys()].sort((a, b) => means[a] - means[b]);
  const codes = new Map(order.map((level, code) => [level, code]));
  return ({ level }) => codes.get(level);
}

function parts(rows, { held }) {
  const first = Math.round(rows.length * (1 - held));
  return [rows.slice(0, first), rows.slice(first)];
}

function tables({ target }, random, sides, code, more = () => ({})) {
  const [train, test] = sides.map((rows) =>
    columnsOf({
      code: rows.map(code),
      amount: rows.map(() => Math.round(1e4 * random.uniform()) / 100),
      ...more(rows.length),
      y: rows.map(({ y }) => y),
    }),
  );
  return { train, test, target: 'y', task: target === 'class' ? 'binary' : 'regression' };
}

const own = ({ level }) => level;

export default {
  rule: 'target/ordinal-by-target',
  about:
    'The levels of a category were numbered by their mean target over train and held-out rows together. Their true means have a deviation of 0.2 or 1 of the deviation within a level: where they lie far apart in many rows, the order is that of train as well, and the codes tell nothing. Ten levels have nine steps, of which chance would not break five; means of few rows of a class are often equal.',
  grid: { target: ['class', 'quantity'], levels: [10, 40], strength: [0.2, 1], rows: [400, 2000], held: [0.1, 0.25] },
  table: { down: ['target', 'levels', 'strength'], across: ['rows', 'held'] },
  plant: (setting, random) => {
    const rows = drawRows(setting, random)();
    return tables(setting, random, parts(rows, setting), ordered(rows, setting.levels));
  },
  honest: {
    'ordered by train': (setting, random) => {
      const sides = parts(drawRows(setting, random)(), setting);
      return tables(setting, random, sides, ordered(sides[0], setting.levels));
    },
    'ordered by the rows of another year': (setting, random) => {
      const draw = drawRows(setting, random);
      return tables(setting, random, parts(draw(), setting), ordered(draw(), setting.levels));
    },
    'an order of nature': (setting, random) => {
      const slope = (2 * random.uniform() * setting.levels) / Math.sqrt(setting.rows);
      const rows = drawRows(setting, random, (level) => (slope * level) / setting.levels)();
      return tables(setting, random, parts(rows, setting), own);
    },
    'years of a growing panel': (setting, random) => {
      const { rows, levels } = setting;
      const growth = 1 + 0.1 * random.uniform();
      const sizes = Array.from({ length: levels }, (_, year) => growth ** year);
      const scale = rows / sizes.reduce((sum, size) => sum + size, 0);
      const effects = Array.from({ length: Math.ceil(scale * sizes.at(-1)) }, () => 10 * random.normal());
      const [trend, bend] = [0.2 + random.uniform(), 0.6 + random.uniform()];
      const panel = sizes.flatMap((size, year) =>
        effects
          .slice(0, Math.round(scale * size))
          .map((effect) => ({ level: year, y: effect + trend * levels * (year / levels) ** bend + 0.1 * random.normal() })),
      );
      return tables(
        { ...setting, target: 'quantity' },
        random,
        parts(random.shuffle(panel), setting),
        ({ level }) => 1990 + level,
      );
    },
    'the commonest level first': (setting, random) => {
      const rows = drawRows(setting, random)();
      const counts = new Map();
      for (const { level } of rows) counts.set(level, (counts.get(level) ?? 0) + 1);
      const order = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a));
      return tables(setting, random, parts(rows, setting), ({ level }) => order.indexOf(level));
    },
    'alike by nature': (setting, random) =>
      tables(setting, random, parts(drawRows(setting, random)(), setting), own, (rows) => alikeByNature(random, rows)),
  },
};
