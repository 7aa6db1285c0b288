import { columnsOf, rounded } from './tables.js';

const ENTITIES = 8;
const DAY = (2 * Math.PI) / 24;

/** How a measured series may move. */
const PATHS = [
  (random) => () => 10 * random.normal(),
  (random) => wandering(random, 0.9),
  (random) => wandering(random, 0.995),
  (random) => wandering(random, 1),
  (random) => (i) => 12 * Math.sin(i * DAY) + 2 * random.normal(),
  (random) => (i) => 0.05 * i + 5 * Math.cos((2 * Math.PI * i) / 7) + random.normal(),
  (random) => () => random.integer(60),
];

function wandering(random, keeps) {
  let level = 20 * random.normal();
  return () => {
    level = keeps * level + 3 * random.normal();
    return level;
  };
}

const path = (random, rows, shapes = PATHS) => {
  const next = shapes[random.integer(shapes.length)](random);
  return Array.from({ length: rows }, (_, i) => next(i));
};

const aggregates = {
  mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  minimum: (values) => Math.min(...values),
  maximum: (values) => Math.max(...values),
};
const aggregateOver = (values, from, to, kind) =>
  values.map((_, i) =>
    i + from < 0 || i + to >= values.length ? Number.NaN : aggregates[kind](values.slice(i + from, i + to + 1)),
  );

/** An exponentially weighted mean of the values so far, as pandas makes it with and without `adjust`. */
function weighted(values, span, adjusted) {
  const keeps = 1 - 2 / (span + 1);
  let [total, weight] = [0, 0];
  return values.map((value, i) => {
    if (adjusted || i === 0) [total, weight] = [value + keeps * total, 1 + keeps * weight];
    else total = keeps * total + (1 - keeps) * value;
    return total / weight;
  });
}

const carried = (values) => {
  let last = Number.NaN;
  return values.map((value) => {
    if (!Number.isNaN(value)) last = value;
    return last;
  });
};
const reversed = (values, change) => change([...values].reverse()).reverse();
const lag = (values, by) => values.map((_, i) => values[i - by] ?? Number.NaN);
const gapped = (values, random, mean) => values.map((value) => (random.uniform() < 1 / mean ? value : Number.NaN));

/** Columns made of one series by what leaks into them. */
const LEAKS = {
  'centred mean': (x, length) => ({ x, f: aggregateOver(x, -(length >> 1), length >> 1, 'mean') }),
  'forward mean': (x, length, random) => ahead(x, length, 'mean', random),
  'forward sum': (x, length, random) => ahead(x, length, 'sum', random),
  'forward minimum': (x, length, random) => ahead(x, length, 'minimum', random),
  'forward maximum': (x, length, random) => ahead(x, length, 'maximum', random),
  'reversed EWM': (x, length, random) => ({ x, f: reversed(x, (values) => weighted(values, length, random.adjusted)) }),
  'backward fill': (x, length, random) => {
    const known = gapped(x, random, length);
    return { x: known, f: reversed(known, carried) };
  },
};
/** Of a group's rows, one value for all. */
const WHOLE_LEAKS = Object.fromEntries(
  ['mean', 'sum', 'maximum'].map((kind) => [`${kind} of all rows`, (x) => x.map(() => aggregates[kind](x))]),
);
const ahead = (x, length, kind, random) => ({ x, f: aggregateOver(x, random.own, random.own + length - 1, kind) });

/** Columns of which none knows more than its row may, by what they look like. */
const HONEST = {
  'windows, lags and fills of the past': (rows, length, random) => {
    const [x, z] = [path(random, rows), path(random, rows)];
    const kinds = Object.keys(aggregates);
    return {
      x,
      z,
      ...Object.fromEntries(kinds.map((kind) => [`own_${kind}`, aggregateOver(x, 1 - length, 0, kind)])),
      ...Object.fromEntries(kinds.map((kind) => [`past_${kind}`, aggregateOver(z, -length, -1, kind)])),
      lag1: lag(x, 1),
      lag2: lag(x, 2),
      weighted: weighted(x, length, random.adjusted),
      so_far: aggregateOver(x, 0, 0, 'sum').map((_, i) => aggregates.sum(x.slice(0, i + 1))),
      filled: carried(gapped(z, random, length)),
    };
  },
  'instruments beside each other': (rows, length, random) => {
    const x = path(random, rows);
    const near = (noise) => x.map((value) => value + noise * random.normal());
    return {
      x,
      near: near(0.02),
      beside: near(0.1),
      far: near(0.4),
      slow: lag(near(0.1), 1),
      seldom: gapped(near(0.02), random, length),
      early: near(0.1).map((value, i) => x[i + 1] ?? value),
      smooth: weighted(near(0.1), length, random.adjusted),
    };
  },
  'steps and constant stretches': (rows, length, random) => {
    const x = path(random, rows);
    const steps = (values) => values.map((_, i) => values[i - (i % length)]);
    const known = gapped(x, random, length);
    return {
      x: steps(x),
      z: steps(path(random, rows)),
      price: carried(known),
      reported: gapped(carried(known), random, 3),
      level: x.map((value) => 10 * Math.round(value / 10)),
      gone: x.map((value, i) => (i < rows / 2 ? 0 : value)),
    };
  },
  'known beforehand': (rows, length, random) => {
    const plan = gapped(path(random, rows), random, length);
    const used = Array.from({ length: rows }, () => random.integer(9));
    const index = used.map((_, i) => i);
    const serviced = gapped(index, random, length);
    const reading = used.map((_, i) => aggregates.sum(used.slice(0, i)));
    return {
      plan,
      planned: interpolated(plan),
      index,
      due: index.map((i) => i + length / 2),
      hour: index.map((i) => Math.sin(i * DAY)),
      hour_cos: index.map((i) => Math.cos(i * DAY)),
      later: index.map((i) => Math.sin((i + length / 2) * DAY)),
      grown: index.map((i) => 100 * 1.002 ** i),
      twice: index.map((i) => 200 * 1.002 ** i),
      square: index.map((i) => i ** 2),
      serviced,
      next_service: reversed(serviced, carried),
      used,
      left: used.map((_, i) => aggregates.sum(used.slice(i))),
      opening: reading,
      closing: reading.map((value, i) => value + used[i]),
    };
  },
  'lags whose source is not in the table': (rows, length, random) => {
    const x = path(random, rows);
    return {
      lag1: lag(x, 1),
      lag2: lag(x, length),
      week: aggregateOver(x, 1 - length, 0, 'mean'),
      most: aggregateOver(x, 1 - length, 0, 'maximum'),
      weighted: weighted(x, length, random.adjusted),
    };
  },
  'trends and series that wander': (rows, _, random) => ({
    ...Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`x${i}`, path(random, rows, PATHS.slice(2, 6))])),
    count: path(random, rows, [
      () => {
        let count = 0;
        return () => (count += random.integer(3));
      },
    ]),
  }),
  'few rows': (rows, length, random) => HONEST['windows, lags and fills of the past'](Math.ceil(rows / 20), length, random),
};

function interpolated(values) {
  const known = [...values.keys()].filter((i) => !Number.isNaN(values[i]));
  return values.map((value, i) => {
    if (!Number.isNaN(value)) return value;
    const after = known.find((other) => other > i);
    const before = known.findLast((other) => other < i);
    if (after === undefined || before === undefined) return Number.NaN;
    return values[before] + ((values[after] - values[before]) * (i - before)) / (after - before);
  });
}

/** One series, or several of the same columns one after another, with a target that goes with the first column. */
function table({ rows, series, decimals }, random, make) {
  const several = series === 'one' ? 1 : ENTITIES;
  const each = Math.floor(rows / several);
  const choice = Object.assign(random, { own: random.integer(2), adjusted: random.integer(2) === 1 });
  const parts = Array.from({ length: several }, () => make(each, choice));
  const joined = Object.fromEntries(Object.keys(parts[0]).map((name) => [name, parts.flatMap((part) => part[name])]));
  const size = Object.values(joined)[0].length;
  const index = Array.from({ length: size }, (_, i) => i);
  return {
    train: {
      t: { type: 'DOUBLE', values: index.map((i) => i % (size / several)) },
      ...(several > 1 && { who: index.map((i) => `w${Math.floor(i / (size / several))}`) }),
      ...columnsOf(
        rounded({ ...joined, y: index.map((i) => 10 * random.normal() + (Object.values(joined)[0][i] || 0)) }, decimals),
      ),
    },
    target: 'y',
    task: 'regression',
    time: 't',
    entity: several > 1 ? ['who'] : [],
  };
}

/** Rows of many moments, or of many entities, with columns made of the rows of each: of their targets, or of a feature. */
function groups({ rows, series, length, decimals }, random, make) {
  const several = series === 'several';
  const parts = Array.from({ length: Math.floor(rows / length) }, () => {
    const level = 10 * random.normal();
    const values = Array.from({ length }, () => level + 10 * random.normal());
    return { values, ...make(values, random) };
  });
  const { values, ...made } = Object.fromEntries(
    Object.keys(parts[0]).map((name) => [name, parts.flatMap((part) => part[name])]),
  );
  const index = values.map((_, i) => i);
  const noise = index.map(() => random.normal());
  const group = index.map((i) => Math.floor(i / length));
  return {
    train: {
      t: { type: 'DOUBLE', values: several ? index.map((i) => i % length) : group },
      ...(several && { who: group.map((i) => `w${i}`) }),
      ...columnsOf(rounded({ ...made, x: several ? values : noise, y: several ? noise : values }, decimals)),
    },
    target: 'y',
    task: 'regression',
    time: 't',
    entity: several ? ['who'] : [],
  };
}

/** What is known of a group from its rows so far, or from elsewhere. */
const known = (values, random) => {
  const fact = 20 + 10 * random.normal();
  const rising = values.map(() => 10 * random.normal()).sort((a, b) => a - b);
  return {
    fact: values.map(() => fact),
    size: values.map(() => values.length + random.integer(3)),
    first: values.map(() => values[0]),
    budget: values.map(() => aggregates.mean(values) + random.normal()),
    usual: values.map(() => 10 * Math.round(aggregates.mean(values) / 10)),
    so_far: values.map((_, i) => aggregates.mean(values.slice(0, i + 1))),
    rising,
    at_first: values.map(() => rising[0]),
    before: values.map((_, i) => (i ? aggregates.maximum(values.slice(0, i)) : Number.NaN)),
  };
};

export default {
  rule: 'time/future-window',
  about:
    'One column of 400 or 2,000 rows was computed from another with rows that were still to come, in one series or in eight; then both were rounded. Their standard deviation is about 10. `length` is that of the window, the span of the weights, or the mean distance of the values that were filled backwards. Of all rows of a moment (of one series, the target) or of an entity (of several, a feature) it is their number; fewer than 30 of these are not judged, and three rows are needed in each.',
  grid: {
    leak: [...Object.keys(LEAKS), ...Object.keys(WHOLE_LEAKS)],
    series: ['one', 'several'],
    length: [3, 7, 21],
    rows: [400, 2000],
    decimals: ['all', 3, 1],
  },
  table: { down: ['leak', 'series', 'length'], across: ['rows', 'decimals'] },
  plant: (setting, random) =>
    WHOLE_LEAKS[setting.leak]
      ? groups(setting, random, (values) => ({ f: WHOLE_LEAKS[setting.leak](values) }))
      : table(setting, random, (rows, choice) => LEAKS[setting.leak](path(random, rows), setting.length, choice)),
  honest: {
    ...Object.fromEntries(
      Object.entries(HONEST).map(([kind, make]) => [
        kind,
        (setting, random) => table(setting, random, (rows, choice) => make(rows, setting.length, choice)),
      ]),
    ),
    'facts of entities, and what is known of them by then': (setting, random) =>
      groups({ ...setting, series: 'several' }, random, known),
  },
};
