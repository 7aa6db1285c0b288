import { type CodedLevel, type EncodingFamily, solveLinear, type Totals } from './encoding-families.ts';
import { Random } from './random.ts';

/** Levels of a category side by side: what each is replaced by, and the sums over its rows. */
export interface CodedLevels {
  readonly codes: Float64Array;
  readonly rows: Float64Array;
  readonly sums: Float64Array;
  readonly within: Float64Array;
  /** Whether levels that share a code were counted as one. */
  readonly merged: boolean;
}

export interface EncodingFit {
  readonly parameters: readonly number[];
  readonly predicted: Float64Array;
  /** 1 for levels whose code the formula gives, k for k levels of equal sums counted as one, 0 for others and for levels without rows or code. */
  readonly multiples: Uint32Array;
  /** Share of the rows (of levels with a code) that stand in matched levels. */
  readonly explained: number;
}

/** Parameters are sought on the largest levels. */
const LARGEST = 150;
const TRIES = 80;
/** A try made on a few levels is a little off on the others when codes are rounded. */
const SLACK = 8;
const REFINEMENTS = 4;
/** Levels of so few rows may be many of one kind. */
const FEW_ROWS = 30;

/** The parameters of a formula under which most levels get the codes they have, within the tolerance. */
export function fitEncoding(family: EncodingFamily, levels: CodedLevels, totals: Totals, tolerance: number): EncodingFit {
  const usable = [...levels.rows.keys()].filter((i) => levels.rows[i]! > 0 && Number.isFinite(levels.codes[i]!));
  const largest = usable.sort((a, b) => levels.rows[b]! - levels.rows[a]! || a - b).slice(0, LARGEST);
  const at = (i: number): CodedLevel => ({
    code: levels.codes[i]!,
    rows: levels.rows[i]!,
    sum: levels.sums[i]!,
    within: levels.within[i]!,
  });
  const pool = largest.map(at);
  const close = (parameters: readonly number[], within: number) =>
    pool.filter((level) => Math.abs(family.predict(parameters, level, totals) - level.code) <= within);
  let best: readonly number[] | undefined;
  let most = 0;
  for (const parameters of candidates(family, pool, totals)) {
    const count = close(parameters, SLACK * tolerance).length;
    if (count > most) [best, most] = [parameters, count];
  }
  if (!best) return unexplained(levels);
  for (let round = 0; round < REFINEMENTS && family.parameters > 0; round++) {
    const refined = refine(family, best, close(best, SLACK * tolerance), totals);
    if (refined && close(refined, tolerance).length >= close(best, tolerance).length) best = refined;
  }
  return evaluate(family, best, levels, totals, tolerance, usable, at);
}

function evaluate(
  family: EncodingFamily,
  parameters: readonly number[],
  levels: CodedLevels,
  totals: Totals,
  tolerance: number,
  usable: readonly number[],
  at: (i: number) => CodedLevel,
): EncodingFit {
  const predicted = new Float64Array(levels.rows.length).fill(Number.NaN);
  const multiples = new Uint32Array(levels.rows.length);
  let rows = 0;
  let matched = 0;
  for (const i of usable) {
    const level = at(i);
    rows += level.rows;
    predicted[i] = family.predict(parameters, level, totals);
    const isClose = (one: number) => Math.abs(one - level.code) <= tolerance;
    multiples[i] = isClose(predicted[i]!) ? 1 : levels.merged ? multipleOf(family, parameters, level, totals, isClose) : 0;
    if (multiples[i]! > 1) predicted[i] = family.predict(parameters, divided(level, multiples[i]!), totals);
    if (multiples[i]) matched += level.rows;
  }
  return { parameters, predicted, multiples, explained: rows ? matched / rows : 0 };
}

const unexplained = ({ rows }: CodedLevels): EncodingFit => ({
  parameters: [],
  predicted: new Float64Array(rows.length).fill(Number.NaN),
  multiples: new Uint32Array(rows.length),
  explained: 0,
});

const divided = ({ code, rows, sum, within }: CodedLevel, k: number): CodedLevel => ({
  ...{ code, rows: rows / k, sum: sum / k },
  within: within / k,
});

/** How many levels of equal sums were counted as this one, or 0 where no number would do. */
function multipleOf(
  family: EncodingFamily,
  parameters: readonly number[],
  level: CodedLevel,
  totals: Totals,
  isClose: (code: number) => boolean,
): number {
  const single = family.rowsOf ? [Math.round(family.rowsOf(level.code, totals))] : fewRows(level);
  for (const rows of single) {
    const k = level.rows / rows;
    if (rows >= 1 && Number.isInteger(k) && k > 1 && isClose(family.predict(parameters, divided(level, k), totals))) return k;
  }
  return 0;
}

function fewRows({ rows, sum }: CodedLevel): number[] {
  const whole = Number.isInteger(sum);
  return Array.from({ length: FEW_ROWS }, (_, i) => i + 1).filter((n) => rows % n === 0 && whole && (sum * n) % rows === 0);
}

function* candidates(family: EncodingFamily, pool: readonly CodedLevel[], totals: Totals): Generator<readonly number[]> {
  yield* family.guesses(totals);
  if (!family.solve || pool.length < family.parameters) return;
  const random = new Random(1);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    // Large levels first: they are seldom several of one code, and smoothing and rounding leave them their digits.
    const reach = Math.min(pool.length, family.parameters + 2 + Math.ceil((attempt / TRIES) * pool.length));
    yield* family.solve(
      [...random.sample(reach, family.parameters)].map((i) => pool[i]!),
      totals,
    );
  }
}

/** One Gauss–Newton step towards the parameters of least squares. */
function refine(
  family: EncodingFamily,
  parameters: readonly number[],
  levels: readonly CodedLevel[],
  totals: Totals,
): readonly number[] | undefined {
  if (levels.length <= parameters.length) return undefined;
  const normal = parameters.map(() => parameters.map(() => 0));
  const right = parameters.map(() => 0);
  const steps = parameters.map((value) => Math.max(Math.abs(value), 1e-3) * 1e-6);
  for (const level of levels) {
    const here = family.predict(parameters, level, totals);
    const slopes = steps.map((step, j) => {
      const moved = (by: number) =>
        family.predict(
          parameters.map((value, k) => (k === j ? value + by : value)),
          level,
          totals,
        );
      return ((moved(step) - moved(-step)) / (2 * step)) * (step / 1e-6);
    });
    if (!slopes.every(Number.isFinite)) continue;
    slopes.forEach((slope, j) => {
      right[j]! += slope * (level.code - here);
      slopes.forEach((other, k) => {
        normal[j]![k]! += slope * other;
      });
    });
  }
  const change = solveLinear(normal, right);
  return change && parameters.map((value, j) => value + change[j]! * (steps[j]! / 1e-6));
}
