import { CHANGES, DELAYS, datesOf, drawAges, keep, splitRows, TAKEN } from './dated.js';

/** What a label is where its rate is `rate`. */
const LABELS = {
  'two classes': (rate, random) => Number(random.uniform() < rate),
  'a quantity': (rate, random) => (random.uniform() < rate ? Math.round(1000 * Math.exp(random.normal())) / 10 : 0),
};
const kinds = Object.keys(LABELS);

function tables({ label, rows, split }, random, rateOf) {
  const ages = drawAges(random, rows);
  const columns = {
    t: datesOf(ages),
    x: ages.map(() => random.normal()),
    y: ages.map((age) => LABELS[label](Math.min(1, rateOf(age)), random)),
  };
  const [train, test] = splitRows(ages, 0.2, split, random).map((kept) => keep(columns, kept));
  const task = label === 'two classes' ? 'binary' : 'regression';
  return { train, test, target: 'y', task, ...(task === 'binary' && { positive: 1 }), time: 't', now: TAKEN };
}

export default {
  rule: 'time/immature-labels',
  about:
    'A label becomes positive (a quantity more than nothing) after the time of its row, and is nothing until then. `delay` is the mean of that time as a part of all the time that the rows cover, `rate` how many rows ever become positive. A fifth of the rows was held out, the newest or any.',
  grid: {
    label: kinds,
    value: Object.keys(DELAYS),
    delay: [0.02, 0.1],
    rate: [0.05, 0.3, 0.7],
    rows: [1000, 5000],
    split: ['in time', 'at random'],
  },
  table: { down: ['label', 'value', 'delay'], across: ['rows', 'rate'] },
  plant: (setting, random) => {
    const matured = DELAYS[setting.value](setting.delay);
    return tables(setting, random, (age) => setting.rate * matured(age));
  },
  honest: Object.fromEntries(
    Object.entries(CHANGES).map(([kind, change]) => [
      kind,
      (setting, random) => {
        const factor = change(random);
        return tables(setting, random, (age) => setting.rate * factor(age));
      },
    ]),
  ),
};
