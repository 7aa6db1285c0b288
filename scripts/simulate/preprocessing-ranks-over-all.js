import { normalQuantile } from '../../dist/src/stats/normal.js';
import { alikeByNature, cut, drawTable, placesIn, quantiles, rounded, split, together, transform } from './tables.js';

const RANKS = {
  'rank / n': (values) => {
    const places = placesIn(values);
    return (value) => (places(value).below + 1 + places(value).upTo) / 2 / values.length;
  },
  'normal scores': (values) => {
    const places = placesIn(values);
    return (value) => {
      const { below, upTo, n } = places(value);
      const rank = Math.min(n, Math.max(1, (below + 1 + upTo) / 2));
      return normalQuantile((rank - 3 / 8) / (n + 1 / 4));
    };
  },
  '1000 quantiles': (values) => {
    const kept = Math.min(1000, values.length);
    const knots = quantiles(
      values,
      Array.from({ length: kept }, (_, i) => i / (kept - 1)),
    );
    const places = placesIn(knots);
    return (value) => {
      const { below, upTo } = places(value);
      if (below === 0) return 0;
      if (upTo === kept) return 1;
      if (upTo > below) return (below + upTo - 1) / 2 / (kept - 1);
      return (below - 1 + (value - knots[below - 1]) / (knots[below] - knots[below - 1])) / (kept - 1);
    };
  },
};

function ranked({ method, ranked: count, rows, held, decimals }, random, over) {
  const [train, test, dropped] = draw(random, rows, held);
  const fittedOn = over(train, test, dropped);
  const parts = [train, test].map((part) => {
    const scores = rounded(transform(part, fittedOn, RANKS[method]), decimals);
    return Object.fromEntries(Object.keys(part).map((name) => [name, Number(name.slice(1)) < count ? scores[name] : part[name]]));
  });
  return split(...parts);
}

/** Train, test, and rows that nobody keeps; the first column holds whole numbers, with ties. */
function draw(random, rows, held) {
  const table = (size) => {
    const drawn = drawTable(random, size, 4);
    return { ...drawn, x0: drawn.x0.map(Math.round) };
  };
  const [train, test] = cut(table(rows), held);
  return [train, test, table(Math.round(rows / 10))];
}

export default {
  rule: 'preprocessing/ranks-over-all',
  about:
    'One (of whole numbers, with ties) or all of four columns were replaced by scores of their ranks among train and held-out rows together. 1000 quantiles is how scikit-learn transforms: with fewer rows every one is kept, with more, values between them are interpolated.',
  grid: {
    method: ['rank / n', '1000 quantiles', 'normal scores'],
    ranked: [1, 4],
    rows: [100, 400, 2000],
    held: [0.1, 0.25],
    decimals: ['all', 4, 3, 2],
  },
  table: { down: ['method', 'ranked', 'rows', 'held'], across: ['decimals'] },
  plant: (setting, random) => ranked(setting, random, together),
  honest: {
    'ranked among train': (setting, random) => ranked(setting, random, (train) => train),
    'ranked among train before rows were dropped': (setting, random) =>
      ranked(setting, random, (train, _, dropped) => together(train, dropped)),
    'never ranked': ({ rows, held, decimals }, random) =>
      split(
        ...draw(random, rows, held)
          .slice(0, 2)
          .map((part) => rounded(part, decimals)),
      ),
    'alike by nature': ({ rows, held }, random) => split(...cut(alikeByNature(random, rows), held)),
  },
};
