import { alikeByNature, cut, drawTable, rounded, SCALERS, split, together, transform } from './tables.js';

/** A table with some of its columns scaled by what they are like over other rows. */
function scaled({ method, scaled: count, rows, held, decimals }, random, over) {
  const [train, test, dropped] = draw(random, rows, held);
  const fittedOn = over(train, test, dropped);
  const parts = [train, test].map((part) => {
    const apply = rounded(transform(part, fittedOn, SCALERS[method]), decimals);
    const isScaled = (name) => Number(name.slice(1)) < count;
    return Object.fromEntries(Object.keys(part).map((name) => [name, isScaled(name) ? apply[name] : part[name]]));
  });
  return split(...parts);
}

/** Train, test, and rows that nobody keeps. */
function draw(random, rows, held) {
  const [train, test] = cut(drawTable(random, rows, 6), held);
  return [train, test, drawTable(random, Math.round(rows / 10), 6)];
}

export default {
  rule: 'preprocessing/scaler-fit-on-all',
  about:
    'One or all of six columns were scaled with what they are like over train and held-out rows together. Rows are those of both tables, `held` the share of them that is held out. Min–max scaling shows only where an extreme of a column is held out.',
  grid: {
    method: ['standard', 'robust', 'min–max'],
    scaled: [1, 6],
    rows: [100, 400, 2000],
    held: [0.1, 0.25],
    decimals: ['all', 5, 4, 3, 2],
  },
  table: { down: ['method', 'scaled', 'rows', 'held'], across: ['decimals'] },
  plant: (setting, random) => scaled(setting, random, together),
  honest: {
    'scaled over train': (setting, random) => scaled(setting, random, (train) => train),
    'scaled over train before rows were dropped': (setting, random) =>
      scaled(setting, random, (train, _, dropped) => together(train, dropped)),
    'never scaled': ({ rows, held, decimals }, random) =>
      split(
        ...draw(random, rows, held)
          .slice(0, 2)
          .map((part) => rounded(part, decimals)),
      ),
    'alike by nature': ({ rows, held }, random) => split(...cut(alikeByNature(random, rows), held)),
  },
};
