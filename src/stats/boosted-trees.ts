import { total } from './total.ts';

export interface BoostedTrees {
  /** Log-odds of a positive for every row of columns coded like those it was fitted to. */
  predict(columns: readonly Uint8Array[]): Float64Array;
  /** What each column's splits won, summing to 1 (all 0 when there was nothing to split). */
  readonly importance: Float64Array;
}

export interface BoostedTreesOptions {
  readonly trees?: number;
  readonly depth?: number;
  readonly learningRate?: number;
  /** Added to the sum of second derivatives of each leaf. */
  readonly ridge?: number;
}

interface Tree {
  /** Complete binary tree: the children of node k are 2k and 2k + 1; a column of −1 sends every row to 2k. */
  readonly column: Int32Array;
  /** Codes up to this one go to 2k. */
  readonly threshold: Uint8Array;
  readonly value: Float64Array;
}

/**
 * A small classifier: gradient boosting of shallow trees on the logistic loss with Newton leaves (Friedman 2001; Chen & Guestrin 2016),
 * on columns of codes 0…255 in a meaningful order (`quantileBins`). Deterministic. Labels are 0 and 1.
 */
export function fitBoostedTrees(
  columns: readonly Uint8Array[],
  labels: Uint8Array,
  options: BoostedTreesOptions = {},
): BoostedTrees {
  const { trees: count = 20, depth = 3, learningRate = 0.3, ridge = 1 } = options;
  const importance = new Float64Array(columns.length);
  const trees: Tree[] = [];
  const positives = total(labels);
  const start = Math.log((positives + 0.5) / (labels.length - positives + 0.5));
  const margins = new Float64Array(labels.length).fill(start);
  const codes = columns.map((column) => 1 + column.reduce((most, code) => Math.max(most, code), 0));
  for (let i = 0; i < count; i++) {
    const tree = growTree(columns, codes, derivatives(margins, labels), { depth, learningRate, ridge }, importance);
    addTree(tree, depth, columns, margins);
    trees.push(tree);
  }
  const won = total(importance);
  return {
    importance: won > 0 ? importance.map((gain) => gain / won) : importance,
    predict(others) {
      const scores = new Float64Array(others[0]?.length ?? 0).fill(start);
      for (const tree of trees) addTree(tree, depth, others, scores);
      return scores;
    },
  };
}

/** First and second derivatives of each row, interleaved. */
function derivatives(margins: Float64Array, labels: Uint8Array): Float64Array {
  const both = new Float64Array(2 * margins.length);
  for (let row = 0; row < margins.length; row++) {
    const p = 1 / (1 + Math.exp(-margins[row]!));
    both[2 * row] = labels[row]! - p;
    both[2 * row + 1] = p * (1 - p);
  }
  return both;
}

function growTree(
  columns: readonly Uint8Array[],
  codes: readonly number[],
  derivatives: Float64Array,
  { depth, learningRate, ridge }: Required<Omit<BoostedTreesOptions, 'trees'>>,
  importance: Float64Array,
): Tree {
  const leaves = 1 << depth;
  const tree = { column: new Int32Array(leaves).fill(-1), threshold: new Uint8Array(leaves), value: new Float64Array(leaves) };
  const node = new Uint16Array(derivatives.length / 2).fill(1);
  for (let level = 1; level < leaves; level *= 2) {
    const best = Array.from({ length: level }, (): Split => ({ column: -1, gain: 0, threshold: 0 }));
    for (let c = 0; c < columns.length; c++) {
      const cells = 2 * codes[c]!;
      const sums = cellSums(columns[c]!, cells, node, level, derivatives);
      for (let k = 0; k < level; k++) improve(best[k]!, c, sums, k * cells, (k + 1) * cells, ridge);
    }
    for (const [k, { column, gain, threshold }] of best.entries()) {
      if (column < 0) continue;
      tree.column[level + k] = column;
      tree.threshold[level + k] = threshold;
      importance[column]! += gain;
    }
    for (let row = 0; row < node.length; row++) node[row] = child(tree, node[row]!, columns, row);
  }
  const sums = new Float64Array(2 * leaves);
  for (let row = 0; row < node.length; row++) {
    sums[2 * (node[row]! - leaves)]! += derivatives[2 * row]!;
    sums[2 * (node[row]! - leaves) + 1]! += derivatives[2 * row + 1]!;
  }
  for (let leaf = 0; leaf < leaves; leaf++) tree.value[leaf] = (learningRate * sums[2 * leaf]!) / (sums[2 * leaf + 1]! + ridge);
  return tree;
}

const memory = new Float64Array(1 << 14);

/** Derivatives summed by (node of the level, code), interleaved, so many cells a node; only until the next call. `level` is its first node. */
function cellSums(column: Uint8Array, cells: number, node: Uint16Array, level: number, derivatives: Float64Array): Float64Array {
  const sums = level * cells <= memory.length ? memory.fill(0, 0, level * cells) : new Float64Array(level * cells);
  for (let row = 0; row < column.length; row++) {
    const cell = (node[row]! - level) * cells + 2 * column[row]!;
    sums[cell]! += derivatives[2 * row]!;
    sums[cell + 1]! += derivatives[2 * row + 1]!;
  }
  return sums;
}

interface Split {
  column: number;
  gain: number;
  threshold: number;
}

/** Makes a split of the column better than the best so far, if there is one, by the sums of its codes. */
function improve(best: Split, column: number, sums: Float64Array, from: number, to: number, ridge: number): void {
  let g = 0;
  let h = 0;
  for (let i = from; i < to; i += 2) {
    g += sums[i]!;
    h += sums[i + 1]!;
  }
  const whole = (g * g) / (h + ridge);
  for (let i = from, left = 0, leftH = 0; i < to; i += 2) {
    if (sums[i + 1] === 0) continue;
    left += sums[i]!;
    leftH += sums[i + 1]!;
    // A side with less curvature than one even row in the middle of the odds says too little.
    if (leftH < 1 || h - leftH < 1) continue;
    const gain = (left * left) / (leftH + ridge) + (g - left) ** 2 / (h - leftH + ridge) - whole;
    if (!(gain > best.gain)) continue;
    best.column = column;
    best.gain = gain;
    best.threshold = (i - from) / 2;
  }
}

function child(tree: Tree, node: number, columns: readonly Uint8Array[], row: number): number {
  const column = tree.column[node]!;
  return column >= 0 && columns[column]![row]! > tree.threshold[node]! ? 2 * node + 1 : 2 * node;
}

function addTree(tree: Tree, depth: number, columns: readonly Uint8Array[], scores: Float64Array): void {
  for (let row = 0; row < scores.length; row++) {
    let node = 1;
    for (let level = 0; level < depth; level++) node = child(tree, node, columns, row);
    scores[row]! += tree.value[node - tree.column.length]!;
  }
}
