import rule from '../../../rules/preprocessing/encoder-fit-on-all.ts';
import { Random } from '../../../src/stats/random.ts';
import { draw } from '../../support/draw.ts';
import {
  categorised,
  countOf,
  cut,
  encode,
  frequencyOf,
  leftOut,
  meanOf,
  smoothed,
  weightOfEvidence,
} from '../../support/encoded.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const rows = categorised(1, 1200, 25);
const quantities = categorised(2, 1200, 25, 'number');
const few = categorised(6, 1200, 4);
const many = categorised(5, 4000, 12);
const fit = [0, rows.fitRows] as const;
const all = [0, 1200] as const;
const heldOut = [rows.fitRows, 1200] as const;
const binary = { target: 'y', task: 'binary' } as const;
const regression = { target: 'y', task: 'regression' } as const;
const { category, y, fitRows } = rows;
const amount = draw(3, 1200, (random) => Math.round(random.uniform() * 10000) / 100) as number[];
const visits = draw(4, 1200, (random) => random.integer(12)) as number[];
const table = (enc: readonly (number | string | null)[], more = {}) =>
  cut({ category, enc, amount, visits, ...more, y }, fitRows);
const unkeyed = (enc: readonly number[]) => cut({ enc, amount, y }, fitRows);
/** Every tenth row of each level is held out, so that all rows have ten ninths of the train rows' counts. */
const shares = (() => {
  const drawn = categorised(10, 2000, 20, 'number');
  const order = [...drawn.y.keys()].sort((a, b) => (drawn.category[a]! < drawn.category[b]! ? -1 : 1));
  const rows = [...order.filter((_, i) => i % 10), ...order.filter((_, i) => i % 10 === 0)];
  return { category: rows.map((row) => drawn.category[row]!), y: rows.map((row) => drawn.y[row]!), fitRows: 1800 };
})();
/** What each kind of goods costs, and a few train rows in which it was cheaper. */
const goods = (() => {
  const random = new Random(11);
  const prices = Array.from({ length: 12 }, () => 5 + random.integer(40) / 2);
  const kinds = Array.from({ length: 600 }, () => random.integer(12));
  return {
    kind: kinds.map((kind) => `kind ${kind}`),
    list: kinds.map((kind) => prices[kind]!),
    paid: kinds.map((kind, row) => prices[kind]! * (row < 450 && row % 23 === 0 ? 0.5 : 1)),
  };
})();
const round = (values: readonly number[], places: number) => values.map((value) => Number(value.toFixed(places)));
const parts = (enc: readonly number[]) => {
  const { train, test } = table(enc);
  const half = fitRows / 2;
  const pick = (from: number, to?: number) =>
    Object.fromEntries(Object.entries(train).map(([name, values]) => [name, (values as number[]).slice(from, to)]));
  return { train: pick(0, half), validation: pick(half), test };
};
const perTable = (a: readonly number[], b: readonly number[]) => a.map((code, i) => (i < fitRows ? code : b[i]!));

ruleTester(rule, {
  clean: [
    {
      name: 'frequency of four levels over train, category dropped',
      ...cut({ enc: encode(few, frequencyOf, [0, few.fitRows]), amount, y: few.y }, few.fitRows),
      ...binary,
      evidence: { fittedOn: 'fit' },
    },
    { name: 'natural columns', ...table(visits), ...binary },
    { name: 'mean over train', ...table(encode(rows, meanOf, fit)), ...binary, evidence: { fittedOn: 'fit', encoding: 'mean' } },
    {
      name: 'smoothed over train, category dropped',
      ...unkeyed(encode(rows, smoothed(8), fit)),
      ...binary,
      evidence: { fittedOn: 'fit' },
    },
    { name: 'evidence over train', ...table(encode(rows, weightOfEvidence, fit)), ...binary, evidence: { fittedOn: 'fit' } },
    {
      name: 'counts over train',
      ...unkeyed(encode(rows, countOf, fit)),
      ...binary,
      evidence: { fittedOn: 'fit', encoding: 'count' },
    },
    {
      name: 'out of fold in train, from all of train in test',
      ...table(perTable(leftOut(rows, fit, 5), encode(rows, smoothed(0), fit))),
      ...binary,
      evidence: { fittedOn: 'fit', codesOf: 'heldOut' },
    },
    {
      name: 'counts over train, which has the levels of all in equal shares',
      ...cut({ category: shares.category, enc: encode(shares, countOf, [0, shares.fitRows]), y: shares.y }, shares.fitRows),
      ...regression,
      evidence: { fittedOn: 'fit', encoding: 'count' },
    },
    {
      name: 'the list price, which nearly all paid: those who did not are in train',
      ...cut({ kind: goods.kind, list: goods.list, y: goods.paid }, 450),
      ...regression,
    },
    {
      name: 'the list price in another currency',
      ...cut({ kind: goods.kind, list: goods.list.map((price) => 0.4 * price + 1), y: goods.paid }, 450),
      ...regression,
    },
    { name: 'counts of each table', ...table(perTable(encode(rows, countOf, fit), encode(rows, countOf, heldOut))), ...binary },
    { name: 'a fact about each level', ...table(category.map((level) => level.charCodeAt(6) * 1.37)), ...binary },
    {
      name: 'the target itself by level',
      ...cut({ category: y.map((one) => `k${one}`), enc: y.map((one) => one * 0.5), amount, y }, fitRows),
      ...binary,
    },
    {
      name: 'test without targets',
      ...cut({ category, enc: encode(rows, meanOf, all), y: y.map((one, i) => (i < fitRows ? one : null)) }, fitRows),
      ...binary,
    },
    {
      name: 'whole numbers beyond doubles, nulls, a constant',
      ...table(
        encode(rows, meanOf, fit).map((code, i) => (i % 7 ? code : null)),
        {
          big: visits.map((n) => BigInt(Number(n)) * 9_007_199_254_740_993n),
          same: category.map(() => 1),
          none: category.map(() => null),
        },
      ),
      ...binary,
      evidence: { fittedOn: 'fit' },
    },
  ],
  findings: [
    {
      name: 'mean over all',
      ...table(encode(rows, meanOf, all)),
      ...binary,
      expect: [
        { messageId: 'target', severity: 'error', columns: ['enc'], evidence: { encoding: 'mean', keyColumn: 'category' } },
      ],
    },
    {
      name: 'smoothed mean of a quantity over all, category dropped',
      ...cut({ enc: encode(quantities, smoothed(12), all), amount, y: quantities.y }, fitRows),
      ...regression,
      expect: [{ messageId: 'target', columns: ['enc'], evidence: { encoding: 'smoothed mean', keyColumn: null } }],
    },
    {
      name: 'evidence over all, three decimals, text classes',
      ...cut({ category, enc: round(encode(rows, weightOfEvidence, all), 3), y: y.map((one) => (one ? 'yes' : 'no')) }, fitRows),
      ...binary,
      expect: [{ messageId: 'target', evidence: { encoding: 'weight of evidence' } }],
    },
    {
      name: 'scaled after encoding',
      ...table(encode(rows, smoothed(8), all).map((code) => (code - 0.3) / 0.11)),
      ...binary,
      expect: [{ messageId: 'target', evidence: { encoding: 'rescaled mean' } }],
    },
    {
      name: 'each table by its own targets',
      ...table(perTable(encode(rows, meanOf, fit), encode(rows, meanOf, heldOut))),
      ...binary,
      expect: [{ messageId: 'heldOut', severity: 'error' }],
    },
    {
      name: 'leave-one-out over all',
      ...table(leftOut(rows, all)),
      ...binary,
      expect: [{ messageId: 'leaveOneOut', severity: 'error', evidence: { fittedOn: 'all' } }],
    },
    {
      name: 'leave-one-out over all, of a quantity, three decimals',
      ...cut({ category: quantities.category, enc: round(leftOut(quantities, all), 3), y: quantities.y }, fitRows),
      ...regression,
      expect: [{ messageId: 'leaveOneOut', severity: 'error', evidence: { fittedOn: 'all' } }],
    },
    {
      name: 'leave-one-out over train, of a quantity',
      ...cut(
        {
          category: quantities.category,
          enc: perTable(leftOut(quantities, fit), encode(quantities, meanOf, fit)),
          y: quantities.y,
        },
        fitRows,
      ),
      ...regression,
      expect: [{ messageId: 'leaveOneOut', severity: 'error', evidence: { fittedOn: 'fit' } }],
    },
    {
      name: 'out of fold over all',
      ...table(leftOut(rows, all, 5)),
      ...binary,
      expect: [{ messageId: 'target', evidence: { encoding: 'out-of-fold mean', fittedOn: 'all' } }],
    },
    {
      name: 'frequency of four levels over all, category dropped',
      ...cut({ enc: encode(few, frequencyOf, all), amount, y: few.y }, few.fitRows),
      ...binary,
      expect: [{ messageId: 'rows', severity: 'warn', columns: ['enc'], evidence: { encoding: 'frequency' } }],
    },
    {
      name: 'frequency over all, category dropped',
      ...unkeyed(round(encode(rows, frequencyOf, all), 5)),
      ...binary,
      expect: [{ messageId: 'rows', severity: 'warn', evidence: { encoding: 'frequency' } }],
    },
    {
      name: 'counts against the declared policy, no target',
      ...cut({ category, enc: encode(rows, countOf, all) }, fitRows),
      preprocessing: { fitOn: 'train' },
      expect: [{ messageId: 'rows', severity: 'error', columns: ['enc'] }],
    },
    {
      name: 'over train and validation: innocent of test',
      ...parts(encode(rows, meanOf, fit)),
      ...binary,
      expect: [{ messageId: 'target', severity: 'warn', role: 'validation' }],
    },
    {
      name: 'over train, validation and test',
      ...parts(encode(rows, meanOf, all)),
      ...binary,
      expect: [{ messageId: 'target', severity: 'error', role: 'test' }],
    },
  ],
  skipped: [{ name: 'no held-out data', train: table(visits).train, ...binary, because: 'needs validation or test data' }],
  underpowered: [
    { name: 'a handful of rows', ...cut({ a: [1, 2, 3, 4], y: [0, 1, 0, 1] }, 2), ...binary, because: '2 rows' },
    {
      name: 'too few digits',
      ...cut({ category: many.category, enc: round(encode(many, meanOf, [0, many.fitRows]), 2), y: many.y }, many.fitRows),
      ...binary,
      because: 'decimals would be enough',
    },
  ],
});
