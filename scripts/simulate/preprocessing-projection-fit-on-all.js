import { alikeByNature, cut, drawTable, mapColumns, mean, rounded, split, together } from './tables.js';

/** Rotates pairs of rows and columns until the matrix is diagonal (Jacobi); gives the eigenvectors as columns. */
function eigenvectors(matrix) {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v = a.map((_, i) => a.map((_, j) => Number(i === j)));
  for (let sweep = 0; sweep < 40; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p][q]) < 1e-300) continue;
        const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (const row of [...a, ...v]) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
        for (let k = 0; k < n; k++) [a[p][k], a[q][k]] = [c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]];
      }
    }
  }
  return v;
}

/** Scores of the rows on the principal axes of others, the largest first. */
function project(table, fittedOn) {
  const columns = Object.values(fittedOn);
  const means = columns.map(mean);
  const n = columns[0].length;
  const covariances = columns.map((x, i) =>
    columns.map((y, j) => x.reduce((sum, value, row) => sum + (value - means[i]) * (y[row] - means[j]), 0) / n),
  );
  const vectors = eigenvectors(covariances);
  const values = Object.values(table);
  const axes = vectors.map((_, k) => vectors.map((row) => row[k]));
  const size = (axis) => axis.reduce((sum, a, i) => sum + a * covariances[i].reduce((inner, c, j) => inner + c * axis[j], 0), 0);
  const sorted = axes.sort((x, y) => size(y) - size(x));
  return Object.fromEntries(
    sorted.map((axis, k) => [
      `pc${k}`,
      values[0].map((_, row) => values.reduce((sum, column, i) => sum + (column[row] - means[i]) * axis[i], 0)),
    ]),
  );
}

/** Columns of one scale that go together. */
function draw(random, rows, width) {
  const hidden = Array.from({ length: rows }, () => [random.normal(), random.normal(), random.normal()]);
  const loads = Array.from({ length: width }, () => [random.normal(), random.normal(), random.normal()]);
  return mapColumns(drawTable(random, rows, width), (values, name) => {
    const [a, b, c] = loads[Number(name.slice(1))];
    const [center, spread] = [mean(values), Math.hypot(...values.map((value) => value - mean(values))) / Math.sqrt(rows)];
    return values.map((value, row) => (value - center) / spread + a * hidden[row][0] + b * hidden[row][1] + c * hidden[row][2]);
  });
}

function projected({ components, rows, held, decimals }, random, over) {
  const [train, test] = cut(draw(random, rows, 12), held);
  const fittedOn = over(train, test, draw(random, Math.round(rows / 10) + 13, 12));
  const first = (part) => Object.fromEntries(Object.entries(project(part, fittedOn)).slice(0, components));
  return split(...[train, test].map((part) => ({ ...rounded(first(part), decimals), raw: part.x0 })));
}

export default {
  rule: 'preprocessing/projection-fit-on-all',
  about:
    'The first principal components of twelve columns, fitted on train and held-out rows together, took the place of the columns. Components have deviations of about 1 to 4.',
  grid: { components: [2, 5, 10], rows: [100, 400, 2000], held: [0.1, 0.25], decimals: ['all', 4, 3, 2, 1] },
  table: { down: ['components', 'rows', 'held'], across: ['decimals'] },
  plant: (setting, random) => projected(setting, random, together),
  honest: {
    'projected on axes of train': (setting, random) => projected(setting, random, (train) => train),
    'projected on axes of train before rows were dropped': (setting, random) =>
      projected(setting, random, (train, _, dropped) => together(train, dropped)),
    'unrelated columns': ({ rows, held, decimals }, random) => {
      const table = Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [`x${i}`, Array.from({ length: rows }, () => random.normal())]),
      );
      return split(...cut(rounded(table, decimals), held));
    },
    'alike by nature': ({ rows, held }, random) => split(...cut(alikeByNature(random, rows), held)),
  },
};
