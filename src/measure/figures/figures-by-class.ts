import type { Figure, Roc } from '../../check/figure.ts';
import { type Column, isTemporal } from '../../engine/column.ts';
import type { FrameColumn } from '../../engine/frame.ts';
import type { Value } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Target } from '../../load/workspace.ts';
import { rocCurve } from '../../stats/roc.ts';
import { levelCounts } from '../columns/level-counts.ts';
import { quantileOf, sortedValues } from '../columns/sorted-values.ts';
import { labelledFrame } from '../labels/labelled-frame.ts';
import type { Labels } from '../labels/labels.ts';
import { predictorOf } from '../strength/predictor.ts';
import { histogram } from './histogram.ts';
import { levels } from './levels.ts';

const MOST_POINTS = 60;

/** How a column is distributed where the target has one value and where it has another, and of two classes its ROC curve. */
export async function figuresByClass(table: Table, column: Column, target: Target): Promise<readonly Figure[]> {
  const { frame, labels } = await labelledFrame(table, target);
  const values = labels && predictorOf(frame, column)?.values;
  if (!values) return [];
  const halves = halvesOf(labels, target);
  const coverage = frame.sampled ? 'sampled' : 'exact';
  const [a, b] = [0, 1].map((wanted) => ({ ...halves.names[wanted]!, values: chosen(values, halves.of, wanted) }));
  const figure =
    values instanceof Float64Array
      ? histogram(column.name, isTemporal(column) ? 'time' : 'number', [withSorted(a!), withSorted(b!)], coverage)
      : levels(column.name, [withCounts(a!), withCounts(b!)], coverage);
  const curve = values instanceof Float64Array && halves.areClasses && rocCurve(values, halves.of, MOST_POINTS);
  const roc: Roc | false | undefined = curve && { kind: 'roc', column: column.name, ...curve, coverage };
  return [...(figure ? [figure] : []), ...(roc ? [roc] : [])];
}

interface Half {
  readonly name: string;
  readonly value?: string | number;
}

/** 1 for rows of the class in question, or above the target's median; 0 for others, −1 without a target. */
interface Halves {
  readonly of: ArrayLike<number>;
  readonly names: readonly [zero: Half, one: Half];
  readonly areClasses: boolean;
}

function halvesOf(labels: Labels, target: Target): Halves {
  if (labels.kind === 'numbers') {
    const middle = quantileOf(sortedValues(labels.values), 0.5);
    const of = Array.from(labels.values, (value) => (Number.isNaN(value) ? -1 : Number(value > middle)));
    return { of, names: [{ name: 'lower half of the target' }, { name: 'upper half' }], areClasses: false };
  }
  const { classes, codes } = labels;
  const two = classes.length === 2;
  const named = target.positive === undefined ? -1 : classes.findIndex((one) => isWritten(one, target.positive!));
  const positive = named >= 0 ? named : two ? 1 : 0;
  const of = Array.from(codes, (code) => (code < 0 ? -1 : Number(code === positive)));
  const told = (code: number) => ({ value: classes[code] as string | number });
  const one = named >= 0 ? 'positive class' : two ? 'rarer class' : 'commonest class';
  const zero = two ? (named >= 0 ? 'negative class' : 'commoner class') : 'other classes';
  return {
    of,
    names: [
      { name: zero, ...(two && told(1 - positive)) },
      { name: one, ...told(positive) },
    ],
    areClasses: two,
  };
}

/** Truth values stand in frames as 0 and 1. */
const isWritten = (one: Value, positive: string | number | boolean): boolean =>
  String(one) === String(positive) || (typeof positive === 'boolean' && one === Number(positive));

function chosen(values: FrameColumn, halves: ArrayLike<number>, wanted: number): FrameColumn {
  if (values instanceof Float64Array) return values.filter((value, row) => halves[row] === wanted && Number.isFinite(value));
  return values.filter((value, row) => halves[row] === wanted && value !== null);
}

const withSorted = ({ values, ...half }: Half & { readonly values: FrameColumn }) => ({
  ...half,
  sorted: (values as Float64Array).toSorted(),
});

const withCounts = ({ values, ...half }: Half & { readonly values: FrameColumn }) => ({
  ...half,
  counts: levelCounts(values as readonly string[]),
});
