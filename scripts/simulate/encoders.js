// What encoders make of the levels of a category. Rows are objects of a level and its target.
import { deviation, mean } from './tables.js';

const sum = (values) => values.reduce((all, value) => all + value, 0);
const within = (values) => values.length * deviation(values) ** 2;
const shrunk = (own, all, weight) => weight * mean(own) + (1 - weight) * mean(all);

/** Of the targets of a level, and those of all rows. */
export const ENCODERS = {
  mean: (own) => mean(own),
  'm = 10': (own, all) => (sum(own) + 10 * mean(all)) / (own.length + 10),
  'empirical Bayes': (own, all) => shrunk(own, all, 1 / (1 + (within(own) * all.length) / within(all) / own.length ** 2)),
  sigmoid: (own, all) => shrunk(own, all, 1 / (1 + Math.exp(-(own.length - 20) / 10))),
  evidence: (own, all) => {
    const odds = (values, added) => (sum(values) + added) / (values.length - sum(values) + added);
    return Math.log(odds(own, 0.5) / odds(all, 1));
  },
  count: (own) => own.length,
  frequency: (own, all) => own.length / all.length,
};

/** Learns a code for each level; levels that are new get that of all rows. */
export function learn(encoder, rows) {
  const targets = new Map();
  for (const { level, y } of rows) targets.set(level, [...(targets.get(level) ?? []), y]);
  const all = rows.map(({ y }) => y);
  const codes = new Map([...targets].map(([level, own]) => [level, encoder(own, all)]));
  const unknown = encoder === ENCODERS.count || encoder === ENCODERS.frequency ? 0 : encoder(all, all);
  return ({ level }) => codes.get(level) ?? unknown;
}

/** Codes of rows that were learned without the row itself, or without the rows of its fold. */
export function leftOut(encoder, rows, folds = rows.length) {
  if (folds < rows.length) {
    const learned = Array.from({ length: folds }, (_, fold) =>
      learn(
        encoder,
        rows.filter((_, i) => i % folds !== fold),
      ),
    );
    return rows.map((row, i) => learned[i % folds](row));
  }
  const all = mean(rows.map(({ y }) => y));
  return rows.map((row, i) => {
    const others = rows.filter((other, j) => j !== i && other.level === row.level);
    return others.length ? mean(others.map(({ y }) => y)) : all;
  });
}
