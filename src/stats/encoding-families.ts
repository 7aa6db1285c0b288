/** What an encoder knows of one level of a category: its rows, Σy over them and Σ(y − ȳ)² around their own mean. */
export interface LevelSums {
  readonly rows: number;
  readonly sum: number;
  readonly within: number;
}

/** The same of all rows an encoder is fitted on. */
export interface Totals {
  readonly rows: number;
  readonly sum: number;
  /** Σ(y − ȳ)² around the mean of all rows. */
  readonly squares: number;
}

export interface CodedLevel extends LevelSums {
  /** What the level is replaced by. */
  readonly code: number;
}

export type EncodingName =
  | 'mean'
  | 'smoothed mean'
  | 'rescaled mean'
  | 'weight of evidence'
  | 'rescaled weight of evidence'
  | 'count'
  | 'frequency'
  | 'rescaled count';

/** A formula for the code of a level, with free parameters. */
export interface EncodingFamily {
  readonly name: EncodingName;
  readonly parameters: number;
  /** Whether the codes may be in units of their own. */
  readonly rescaled: boolean;
  /** What the formula needs: sums of a target, sums of a 0/1 target, or rows alone. */
  readonly uses: 'target' | 'class' | 'rows';
  predict(parameters: readonly number[], level: LevelSums, totals: Totals): number;
  /** Parameters worth a try whatever the levels are. */
  guesses(totals: Totals): readonly (readonly number[])[];
  /** The rows of a level from its code, where the code says. */
  rowsOf?(code: number, totals: Totals): number;
  /** Parameters that give `parameters` (or more) levels their codes; none when no admissible ones do. */
  solve?(levels: readonly CodedLevel[], totals: Totals): readonly (readonly number[])[];
}

const mean: EncodingFamily = {
  name: 'mean',
  parameters: 0,
  rescaled: false,
  uses: 'target',
  predict: (_, { rows, sum }) => sum / rows,
  guesses: () => [[]],
};

/** (Σy + m·p)/(n + m): m rows of a prior p are added to each level (Micci-Barreca 2001; scikit-learn's `smooth=m`; Laplace). */
const additive: EncodingFamily = {
  name: 'smoothed mean',
  parameters: 2,
  rescaled: false,
  uses: 'target',
  predict: ([m = 0, p = 0], { rows, sum }) => (sum + m * p) / (rows + m),
  guesses: (totals) => [1, 2, 5, 10, 20, 50, 100, 300].map((m) => [m, totals.sum / totals.rows]),
  solve([a, b]) {
    if (!a || !b) return [];
    const m = -(a.code * a.rows - a.sum - (b.code * b.rows - b.sum)) / (a.code - b.code);
    const p = (a.code * a.rows - a.sum + m * a.code) / m;
    return m > 0 && Number.isFinite(p) ? [[m, p]] : [];
  },
};

/** λ·ȳ + (1 − λ)·p with 1/λ = 1 + w·Σ(y − ȳ)²/n², w = 1/var(y): scikit-learn's `smooth="auto"`. */
const empiricalBayes: EncodingFamily = {
  name: 'smoothed mean',
  parameters: 2,
  rescaled: false,
  uses: 'target',
  predict([w = 0, p = 0], { rows, sum, within }) {
    const shrink = (w * within) / rows ** 2;
    return (sum / rows + shrink * p) / (1 + shrink);
  },
  guesses: (totals) => [[totals.rows / totals.squares, totals.sum / totals.rows]],
  solve([a, b]) {
    if (!a || !b) return [];
    const [ra, rb] = [a.within / a.rows ** 2, b.within / b.rows ** 2];
    const [da, db] = [a.sum / a.rows - a.code, b.sum / b.rows - b.code];
    const w = (da / ra - db / rb) / (a.code - b.code);
    const p = a.code - da / (w * ra);
    return w > 0 && Number.isFinite(p) ? [[w, p]] : [];
  },
};

/** λ·ȳ + (1 − λ)·p with λ = 1/(1 + exp(−(n − k)/f)) and p the mean of all rows (Micci-Barreca 2001; category_encoders). */
const sigmoid: EncodingFamily = {
  name: 'smoothed mean',
  parameters: 2,
  rescaled: false,
  uses: 'target',
  predict([k = 0, f = 1], { rows, sum }, totals) {
    const weight = 1 / (1 + Math.exp(-(rows - k) / f));
    return weight * (sum / rows) + ((1 - weight) * totals.sum) / totals.rows;
  },
  guesses: () => [1, 5, 10, 20, 50, 100].flatMap((k) => [1, 5, 10, 20, 50].map((f) => [k, f])),
  solve([a, b], totals) {
    if (!a || !b) return [];
    const p = totals.sum / totals.rows;
    const logit = ({ code, sum, rows }: CodedLevel) => Math.log((code - p) / (sum / rows - code));
    const f = (a.rows - b.rows) / (logit(a) - logit(b));
    return f > 0 ? [[a.rows - f * logit(a), f]] : [];
  },
};

/** ȳ + B·(p − ȳ), B = k·v/(g + v) with v the level's own variance and p the mean of all rows: James and Stein (Morris 1983; category_encoders). */
const jamesStein: EncodingFamily = {
  name: 'smoothed mean',
  parameters: 2,
  rescaled: false,
  uses: 'target',
  predict([g = 1, k = 1], { rows, sum, within }, totals) {
    const own = rows > 1 ? within / (rows - 1) : 0;
    const mean = sum / rows;
    return mean + ((k * own) / (g + own)) * (totals.sum / totals.rows - mean);
  },
  guesses: (totals) => [[totals.squares / (totals.rows - 1), 1]],
  solve([a, b], totals) {
    if (!a || !b) return [];
    const p = totals.sum / totals.rows;
    const [va, vb] = [a.within / (a.rows - 1), b.within / (b.rows - 1)];
    const ratio = ({ sum, rows, code }: CodedLevel, v: number) => (v * (sum / rows - p)) / (sum / rows - code);
    const slope = (ratio(a, va) - ratio(b, vb)) / (va - vb);
    const g = ratio(a, va) / slope - va;
    return slope > 0 && g > 0 ? [[g, 1 / slope]] : [];
  },
};

/** What is commonly added to each class of a level, so that no logarithm is infinite. */
const ADDED = [0, 0.5, 1];

/** ln((n₁ + a)/(n₀ + a)) − ln c, with the sign the caller's class gives: weight of evidence, or the log-odds where c = 1. */
const evidence: EncodingFamily = {
  name: 'weight of evidence',
  parameters: 2,
  rescaled: false,
  uses: 'class',
  predict: ([a = 0, c = 1], { rows, sum }) => Math.log((sum + a) / (rows - sum + a) / c),
  guesses: (totals) =>
    ADDED.flatMap((a) =>
      [1, totals.sum / (totals.rows - totals.sum), (totals.sum + 2 * a) / (totals.rows - totals.sum + 2 * a)].map((c) => [a, c]),
    ),
  solve([first, second]) {
    if (!first || !second) return [];
    const [ea, eb] = [Math.exp(first.code), Math.exp(second.code)];
    const [sa, sb, ta, tb] = [first.sum, second.sum, first.rows - first.sum, second.rows - second.sum];
    const roots = quadraticRoots(ea - eb, ea * (ta + sb) - eb * (tb + sa), ea * ta * sb - eb * tb * sa);
    return [...ADDED, ...roots].filter((a) => a >= 0).map((a) => [a, (sa + a) / (ta + a) / ea]);
  },
};

/** u + v·ln((n₁ + a)/(n₀ + a)): the same in other units. */
const rescaledEvidence: EncodingFamily = {
  name: 'rescaled weight of evidence',
  parameters: 3,
  rescaled: true,
  uses: 'class',
  predict: ([u = 0, v = 1, a = 0], { rows, sum }) => u + v * Math.log((sum + a) / (rows - sum + a)),
  guesses: () => [],
  solve: (levels) =>
    ADDED.flatMap((a) => {
      const logOdds = ({ rows, sum }: LevelSums) => Math.log((sum + a) / (rows - sum + a));
      return line(levels, logOdds).map((fit) => [...fit, a]);
    }),
};

/** A smoothed mean that was scaled afterwards: (Σy − u·n − d)/(v·(n + m)). */
const rescaledMean: EncodingFamily = {
  name: 'rescaled mean',
  parameters: 4,
  rescaled: true,
  uses: 'target',
  predict: ([u = 0, v = 1, m = 0, d = 0], { rows, sum }) => (sum - u * rows - d) / (v * (rows + m)),
  guesses: () => [],
  solve(levels) {
    const solution = solveLinear(
      levels.map(({ code, rows }) => [rows, code * rows, code, 1]),
      levels.map(({ sum }) => sum),
    );
    if (!solution) return [];
    const [u, v, vm, d] = solution as [number, number, number, number];
    return v !== 0 && vm / v >= 0 ? [[u, v, vm / v, d]] : [];
  },
};

const count: EncodingFamily = {
  name: 'count',
  parameters: 0,
  rescaled: false,
  uses: 'rows',
  predict: (_, { rows }) => rows,
  guesses: () => [[]],
  rowsOf: (code) => code,
};

const frequency: EncodingFamily = {
  name: 'frequency',
  parameters: 0,
  rescaled: false,
  uses: 'rows',
  predict: (_, { rows }, totals) => rows / totals.rows,
  guesses: () => [[]],
  rowsOf: (code, totals) => code * totals.rows,
};

/** u + v·n: percentages and scaled counts. */
const rescaledCount: EncodingFamily = {
  name: 'rescaled count',
  parameters: 2,
  rescaled: true,
  uses: 'rows',
  predict: ([u = 0, v = 1], { rows }) => u + v * rows,
  guesses: (totals) => [[0, 100 / totals.rows]],
  solve: (levels) => line(levels, ({ rows }) => rows),
};

/** ln(n + a). */
const logCount = (added: number): EncodingFamily => ({
  name: 'count',
  parameters: 0,
  rescaled: false,
  uses: 'rows',
  predict: (_, { rows }) => Math.log(rows + added),
  guesses: () => [[]],
  rowsOf: (code) => Math.exp(code) - added,
});

const rescaledLogCount = (added: number): EncodingFamily => ({
  ...rescaledCount,
  predict: ([u = 0, v = 1], { rows }) => u + v * Math.log(rows + added),
  guesses: () => [],
  solve: (levels) => line(levels, ({ rows }) => Math.log(rows + added)),
});

/** In the order in which they are tried: the first that explains the codes is taken. */
export const TARGET_ENCODINGS: readonly EncodingFamily[] = [
  ...[mean, additive, empiricalBayes, sigmoid, jamesStein],
  ...[evidence, rescaledEvidence, rescaledMean],
];
export const ROW_ENCODINGS: readonly EncodingFamily[] = [
  ...[count, frequency, logCount(0), logCount(1)],
  ...[rescaledCount, rescaledLogCount(0), rescaledLogCount(1)],
];

function line([a, b]: readonly CodedLevel[], x: (level: CodedLevel) => number): number[][] {
  if (!a || !b || x(a) === x(b)) return [];
  const slope = (a.code - b.code) / (x(a) - x(b));
  return Number.isFinite(slope) && slope !== 0 ? [[a.code - slope * x(a), slope]] : [];
}

function quadraticRoots(a: number, b: number, c: number): number[] {
  if (a === 0) return b === 0 ? [] : [-c / b];
  const discriminant = b * b - 4 * a * c;
  if (discriminant < 0) return [];
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2;
  return q === 0 ? [0] : [q / a, c / q];
}

/** Gaussian elimination with row scaling and partial pivoting; undefined when singular. */
export function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | undefined {
  const n = matrix.length;
  const rows = matrix.map((row, i) => {
    const scale = Math.max(...row.map(Math.abs)) || 1;
    return [...row, right[i]!].map((value) => value / scale);
  });
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    if (!(Math.abs(rows[pivot]![column]!) > 1e-14)) return undefined;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let i = column + 1; i < n; i++) {
      const factor = rows[i]![column]! / rows[column]![column]!;
      for (let j = column; j <= n; j++) rows[i]![j]! -= factor * rows[column]![j]!;
    }
  }
  const solution = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const sum = rows[i]!.slice(i + 1, n).reduce((all, value, j) => all + value * solution[i + 1 + j]!, 0);
    solution[i] = (rows[i]![n]! - sum) / rows[i]![i]!;
  }
  return solution;
}
