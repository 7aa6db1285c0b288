// Random tables and the transformers that pre-process them. A table is an object of arrays; NaN is a gap.

const SHAPES = [
  (random) => 40 + 7 * random.normal(),
  (random) => Math.exp(3 + 0.7 * random.normal()),
  (random) => random.uniform() + random.uniform(),
  (random) => -500 + 90 * random.normal(),
  (random) => random.normal() ** 2 + 0.3 * random.normal(),
  (random) => (random.uniform() < 0.4 ? -2 : 3) + random.normal(),
];

/** A table of `width` columns of various shapes that go together a little. */
export function drawTable(random, rows, width) {
  const shared = Array.from({ length: rows }, () => random.normal());
  return Object.fromEntries(
    Array.from({ length: width }, (_, i) => [
      `x${i}`,
      shared.map((common) => SHAPES[i % SHAPES.length](random) * (1 + 0.05 * common)),
    ]),
  );
}

/** The first rows and the others: `share` of the rows are held out. */
export function cut(table, share) {
  const part = (from, to) => Object.fromEntries(Object.entries(table).map(([name, values]) => [name, values.slice(from, to)]));
  const rows = Object.values(table)[0].length;
  const first = Math.round(rows * (1 - share));
  return [part(0, first), part(first, rows)];
}

export const together = (a, b) => Object.fromEntries(Object.keys(a).map((name) => [name, [...a[name], ...b[name]]]));

export const mapColumns = (table, change) =>
  Object.fromEntries(Object.entries(table).map(([name, values]) => [name, change(values, name)]));

const present = (values) => values.filter((value) => !Number.isNaN(value));

/** `learn` takes the values that are present and gives a function of one value. */
export const transform = (table, fittedOn, learn) =>
  mapColumns(table, (values, name) => {
    const apply = learn(present(fittedOn[name]));
    return values.map((value) => (Number.isNaN(value) ? value : apply(value)));
  });

export const fillGaps = (table, fittedOn, fill) =>
  mapColumns(table, (values, name) => {
    const filled = fill(present(fittedOn[name]));
    return values.map((value) => (Number.isNaN(value) ? filled : value));
  });

export const withGaps = (table, random, share) =>
  mapColumns(table, (values) => values.map((value) => (random.uniform() < share ? Number.NaN : value)));

/** `decimals` is a number, or `all`. */
export const rounded = (table, decimals) =>
  decimals === 'all' ? table : mapColumns(table, (values) => values.map((value) => Number(value.toFixed(decimals))));

/** As a rule takes it. */
export const columnsOf = (table) =>
  Object.fromEntries(
    Object.entries(table).map(([name, values]) => [
      name,
      typeof values[0] === 'string'
        ? values
        : { type: 'DOUBLE', values: values.map((value) => (Number.isNaN(value) ? null : value)) },
    ]),
  );

export const split = (train, test) => ({ train: columnsOf(train), test: columnsOf(test) });

export function mean(values) {
  const first = values.reduce((sum, value) => sum + value, 0) / values.length;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}

export function deviation(values) {
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / values.length);
}

export function quantiles(values, shares) {
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => {
    const at = share * (sorted.length - 1);
    const below = Math.floor(at);
    return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
  });
}

export const quantile = (values, share) => quantiles(values, [share])[0];
export const median = (values) => quantile(values, 0.5);

export const SCALERS = {
  standard: (values) => {
    const [center, scale] = [mean(values), deviation(values)];
    return (value) => (value - center) / scale;
  },
  robust: (values) => {
    const [center, scale] = [median(values), quantile(values, 0.75) - quantile(values, 0.25)];
    return (value) => (value - center) / scale;
  },
  'min–max': (values) => {
    const sorted = Float64Array.from(values).sort();
    const [least, most] = [sorted[0], sorted.at(-1)];
    return (value) => value * (1 / (most - least)) - least / (most - least);
  },
};

/** Of ascending values: how many lie below one, and up to it. */
export function placesIn(values) {
  const sorted = Float64Array.from(values).sort();
  const count = (isBelow) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBelow(sorted[middle])) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (value) => ({ below: count((other) => other < value), upTo: count((other) => other <= value), n: sorted.length });
}

/** Columns that resemble transformed ones by nature. */
export const alikeByNature = (random, rows) => {
  const column = (value) => Array.from({ length: rows }, () => value(random));
  return {
    normal: column(() => random.normal()),
    normal1: column(() => Math.round(10 * random.normal()) / 10),
    normal2: column(() => Math.round(100 * random.normal()) / 100),
    normal3: column(() => Math.round(1000 * random.normal()) / 1000),
    uniform: column(() => random.uniform()),
    milli: column(() => random.integer(1001) / 1000),
    percent: column(() => random.integer(101) / 100),
    share: column(() => {
      const of = 1 + random.integer(12);
      return random.integer(of + 1) / of;
    }),
    rate: column(() => {
      const of = 20 + random.integer(200);
      const chance = random.uniform();
      return Array.from({ length: of }, () => Number(random.uniform() < chance)).reduce((sum, one) => sum + one, 0) / of;
    }),
    pixel: column(() => random.integer(17) / 16),
    marks: column(() => Math.min(24, Math.max(0, Math.round(16 + 5 * random.normal()))) / 24),
    clipped: column(() => Math.min(1, Math.max(0, 0.5 + 0.3 * random.normal()))),
    sign: column(() => 2 * random.integer(2) - 1),
    coded: column(() => (random.integer(3) - 1) * Math.sqrt(1.5)),
    contrast: column(() => [-Math.SQRT1_2, -Math.SQRT1_2, Math.SQRT2][random.integer(3)]),
    weekday: column(() => Math.cos((2 * Math.PI * random.integer(7)) / 7)),
    minute: column(() => random.integer(60) / 60),
    score: column(() => (Math.round(50 + 10 * random.normal()) - 50) / 10),
    hour: column(() => Math.sin((2 * Math.PI * random.integer(24)) / 24)),
    cosine: column(() => Math.cos(Math.PI * random.uniform())),
    default: column(() => (random.uniform() < 0.2 ? 0 : random.normal())),
    usual: column(() => (random.uniform() < 0.2 ? 1.5 : 1 + random.normal())),
    counted: column(() => random.integer(30)),
    logRatio: column(() => Math.log((1 + random.integer(40)) / (1 + random.integer(40)))),
  };
};
