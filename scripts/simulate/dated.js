// Rows with a date, and rates that change over time. An age is 0 for the newest day and 1 for the oldest.

const DAYS = 1000;
const START = Date.parse('2022-01-01');
const DAY = 86_400_000;

/** When the data was taken. */
export const TAKEN = new Date(START + DAYS * DAY);

/** Ages of rows, the same number a day or ever more of them. */
export function drawAges(random, rows) {
  const growth = [1, 1, 1.5, 2][random.integer(4)];
  return Array.from({ length: rows }, () => Math.floor(DAYS * random.uniform() ** growth) / DAYS);
}

export const datesOf = (ages) => ({
  type: 'DATE',
  values: ages.map((age) => new Date(START + Math.round((1 - age) * DAYS - 1) * DAY).toISOString().slice(0, 10)),
});

const between = (random, low, high) => low + (high - low) * random.uniform();

/** How a rate may change without anything being unfinished: factors of a level by age, by what they do. */
export const CHANGES = {
  'steady rates': () => () => 1,
  'rates that drift all the time': (random) => {
    const end = Math.exp(between(random, -1.5, 1.5));
    return (age) => end + (1 - end) * age;
  },
  'rates that changed for good': (random) => {
    const [at, to] = [between(random, 0.005, 0.5), between(random, 0.1, 0.9)];
    return (age) => (age < at ? to : 1);
  },
  'changes that took their time and are over': (random) => {
    const [at, to] = [between(random, 0.05, 0.4), between(random, 0.1, 0.9)];
    const width = between(random, 0.05, 0.15) * at;
    return (age) => to + (1 - to) / (1 + Math.exp((at - age) / width));
  },
  'seasons and weeks': (random) => {
    const [times, phase, depth] = [2.5 + random.integer(40) / 4, random.uniform(), between(random, 0.3, 0.95)];
    const weekend = between(random, 0.1, 1);
    return (age) =>
      (1 + depth * Math.cos(2 * Math.PI * (age * times + phase))) * (Math.round(age * DAYS) % 7 < 2 ? weekend : 1) * 0.5;
  },
  'rates that wander': (random) => {
    const [keeps, size] = [between(random, 0.9, 1), between(random, 0.02, 0.1)];
    let level = 0;
    const path = Array.from({ length: DAYS }, () => {
      level = keeps * level + size * random.normal();
      return Math.exp(level);
    });
    return (age) => path[Math.min(DAYS - 1, Math.round(age * DAYS))];
  },
  'rates that rose and reached their height': (random) => {
    const at = between(random, 0.2, 0.9);
    return (age) => Math.max(0.05, Math.min(1, (1 - age) / (1 - at)));
  },
};

/** What part of its end a value has reached at an age, by how it comes; `delay` is the mean of that in ages. */
export const DELAYS = {
  'comes by and by': (delay) => (age) => 1 - Math.exp(-age / delay),
  'comes within a time': (delay) => (age) => Math.min(1, age / (2 * delay)),
  'comes all at once': (delay) => (age) => (age < delay ? 0 : 1),
};

export function poisson(mean, random) {
  let [count, left] = [0, random.uniform()];
  for (const least = Math.exp(-mean); left > least && count < 1000; count++) left *= random.uniform();
  return count;
}

/** Rows in two tables, the newest or some held out. */
export function splitRows(ages, held, how, random) {
  const sorted = [...ages].sort((a, b) => a - b);
  const limit = sorted[Math.floor(held * ages.length)];
  const isHeld = ages.map((age) => (how === 'in time' ? age < limit : random.uniform() < held));
  return [isHeld.map((one) => !one), isHeld];
}

/** A table of the rows that are kept. */
export const keep = (columns, kept) =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => {
      const chosen = (values) => values.filter((_, row) => kept[row]);
      return [name, Array.isArray(column) ? chosen(column) : { ...column, values: chosen(column.values) }];
    }),
  );
