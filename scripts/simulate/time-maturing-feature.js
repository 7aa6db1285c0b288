import { CHANGES, DELAYS, datesOf, drawAges, keep, poisson, splitRows, TAKEN } from './dated.js';

/** How a column shows a rate between 0 and 1. */
const COLUMNS = {
  'a column that is filled': (rate, random) => (random.uniform() < rate ? random.normal() : null),
  'a flag': (rate, random) => Number(random.uniform() < rate),
  'a count': (rate, random) => poisson(5 * rate, random),
  'an amount': (rate, random) => (random.uniform() < rate ? Math.round(100 * Math.exp(random.normal())) : 0),
  'a size': (rate, random) => rate * Math.exp(3 + 0.5 * random.normal()),
};
const MATURING = Object.keys(COLUMNS).slice(0, 4);

function tables({ rows, split }, random, columnsOf) {
  const ages = drawAges(random, rows);
  const columns = { t: datesOf(ages), noise: ages.map(() => random.normal()), ...columnsOf(ages) };
  const [train, test] = splitRows(ages, 0.2, split, random).map((kept) => keep(columns, kept));
  return { train, test, time: 't', now: TAKEN, ...(columns.who && { entity: ['who'] }) };
}

const typed = (values) => (values.some((value) => value === null) ? { type: 'DOUBLE', values } : values);

/** A column of each kind, whose rate is a level times what changes. */
const changing = (change) => (setting, random) =>
  tables(setting, random, (ages) => {
    const factor = change(random);
    const level = 0.2 + 0.7 * random.uniform();
    const rates = ages.map((age) => Math.min(1, level * factor(age)));
    return Object.fromEntries(Object.values(COLUMNS).map((draw, i) => [`x${i}`, typed(rates.map((rate) => draw(rate, random)))]));
  });

/** Orders of customers, and what each row knew of the customer's past. */
function customers({ rows, split }, random) {
  const count = Math.round(rows / 8);
  const orders = Array.from({ length: count }, (_, who) => {
    const first = random.uniform() ** (1 + random.integer(3));
    const each = 1 + random.integer(15);
    return Array.from({ length: each }, () => first * random.uniform())
      .sort((a, b) => b - a)
      .map((age, k) => ({ who, age, k, first }));
  }).flat();
  const columns = {
    t: datesOf(orders.map(({ age }) => age)),
    who: orders.map(({ who }) => `c${who}`),
    orders_before: orders.map(({ k }) => k),
    tenure: orders.map(({ age, first }) => Math.round(1000 * (first - age))),
    last_gap: { type: 'DOUBLE', values: orders.map(({ k, age }) => (k ? Math.round(100 * age) : null)) },
  };
  const [train, test] = splitRows(
    orders.map(({ age }) => age),
    0.2,
    split,
    random,
  ).map((kept) => keep(columns, kept));
  return { train, test, time: 't', now: TAKEN, entity: ['who'] };
}

export default {
  rule: 'time/maturing-feature',
  about:
    'One of two columns got its values after the time of its row; the newest rows have not got theirs. `delay` is the mean of that time as a part of all the time that the rows cover, `share` how many rows ever get a value (of a count, how large it gets). A fifth of the rows was held out, the newest or any.',
  grid: {
    column: MATURING,
    value: Object.keys(DELAYS),
    delay: [0.02, 0.1],
    share: [0.2, 0.8],
    rows: [1000, 4000],
    split: ['in time', 'at random'],
  },
  table: { down: ['column', 'value', 'delay'], across: ['rows', 'share'] },
  plant: (setting, random) =>
    tables(setting, random, (ages) => {
      const matured = DELAYS[setting.value](setting.delay);
      return { x: typed(ages.map((age) => COLUMNS[setting.column](setting.share * matured(age), random))) };
    }),
  honest: {
    ...Object.fromEntries(Object.entries(CHANGES).map(([kind, change]) => [kind, changing(change)])),
    'customers who come late': customers,
    'what is older by nature': (setting, random) =>
      tables(setting, random, (ages) => {
        const worn = 0.05 + 0.6 * random.uniform();
        return {
          number: ages.map((age, i) => i + Math.round(10_000 * (1 - age))),
          tenure: ages.map((age) => Math.round(1000 * age)),
          capped: ages.map((age) => Math.max(0, Math.round(1000 * (worn - age)))),
          price: ages.map((age) => Math.round(100 * (1 + 0.5 * age) * Math.exp(0.3 * random.normal()))),
          age: ages.map((age) => Math.max(0, Math.round(30 + 10 * random.normal() + 20 * age))),
          stock: ages.map((age) => Math.round(500 * ((age * 37) % 1))),
        };
      }),
  },
};
