import { alikeByNature, cut, drawTable, fillGaps, mean, median, rounded, split, together, withGaps } from './tables.js';

const FILLS = { mean, median };
const GAPS = 0.1;

function filled({ method, filled: count, rows, held, decimals }, random, over) {
  const [train, test, dropped] = draw(random, rows, held, count);
  const fittedOn = over(train, test, dropped);
  return split(...[train, test].map((part) => rounded(fillGaps(part, fittedOn, FILLS[method]), decimals)));
}

/** Train, test, and rows that nobody keeps; the first columns have gaps. */
function draw(random, rows, held, count) {
  const holed = (table) => {
    const gaps = withGaps(table, random, GAPS);
    return Object.fromEntries(Object.keys(table).map((name) => [name, Number(name.slice(1)) < count ? gaps[name] : table[name]]));
  };
  const [train, test] = cut(holed(drawTable(random, rows, 6)), held);
  return [train, test, holed(drawTable(random, Math.round(rows / 10), 6))];
}

export default {
  rule: 'preprocessing/imputer-fit-on-all',
  about:
    'A tenth of one or of all of six columns is missing and was filled with the mean or median over train and held-out rows together; then the columns were rounded. The median of an even number of values lies halfway between two, and shows where one of these is held out; other medians say little each, and several columns are needed.',
  grid: { method: ['mean', 'median'], filled: [1, 6], rows: [100, 400, 2000], held: [0.1, 0.25], decimals: ['all', 5, 4, 3, 2] },
  table: { down: ['method', 'filled', 'rows', 'held'], across: ['decimals'] },
  plant: (setting, random) => filled(setting, random, together),
  honest: {
    'filled from train': (setting, random) => filled(setting, random, (train) => train),
    'filled from train before rows were dropped': (setting, random) =>
      filled(setting, random, (train, _, dropped) => together(train, dropped)),
    'gaps left': ({ rows, held, decimals }, random) =>
      split(
        ...draw(random, rows, held, 6)
          .slice(0, 2)
          .map((part) => rounded(part, decimals)),
      ),
    'alike by nature': ({ rows, held }, random) => split(...cut(alikeByNature(random, rows), held)),
  },
};
