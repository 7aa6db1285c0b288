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

interface Derivatives {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

function derivatives(margins: Float64Array, labels: Uint8Array): Derivatives {
  const first = new Float64Array(margins.length);
  const second = new Float64Array(margins.length);
  for (let row = 0; row < margins.length; row++) {
    const p = 1 / (1 + Math.exp(-margins[row]!));
    first[row] = labels[row]! - p;
    second[row] = p * (1 - p);
  }
  return { first, second };
}

function growTree(
  columns: readonly Uint8Array[],
  codes: readonly number[],
  { first, second }: Derivatives,
  { depth, learningRate, ridge }: Required<Omit<BoostedTreesOptions, 'trees'>>,
  importance: Float64Array,
): Tree {
  const leaves = 1 << depth;
  const tree = { column: new Int32Array(leaves).fill(-1), threshold: new Uint8Array(leaves), value: new Float64Array(leaves) };
  const node = new Uint16Array(first.length).fill(1);
  for (let level = 1; level < leaves; level *= 2) {
    const best = new Float64Array(level);
    for (let c = 0; c < columns.length; c++) {
      const cells = 2 * codes[c]!;
      const histogram = cellSums(columns[c]!, cells, { node, level, first, second });
      for (let k = 0; k < level; k++) {
        const split = bestSplit(histogram.subarray(k * cells, (k + 1) * cells), ridge);
        if (split.gain <= best[k]!) continue;
        best[k] = split.gain;
        tree.column[level + k] = c;
        tree.threshold[level + k] = split.threshold;
      }
    }
    best.forEach((gain, k) => {
      if (gain > 0) importance[tree.column[level + k]!]! += gain;
    });
    for (let row = 0; row < node.length; row++) node[row] = child(tree, node[row]!, columns, row);
  }
  const sums = new Float64Array(2 * leaves);
  for (let row = 0; row < node.length; row++) {
    sums[2 * (node[row]! - leaves)]! += first[row]!;
    sums[2 * (node[row]! - leaves) + 1]! += second[row]!;
  }
  for (let leaf = 0; leaf < leaves; leaf++) tree.value[leaf] = (learningRate * sums[2 * leaf]!) / (sums[2 * leaf + 1]! + ridge);
  return tree;
}

interface Level extends Derivatives {
  /** Of each row. */
  readonly node: Uint16Array;
  /** Its first node, and how many it has. */
  readonly level: number;
}

/** First and second derivatives summed by (node of the level, code), interleaved, so many cells a node. */
function cellSums(column: Uint8Array, cells: number, { node, level, first, second }: Level): Float64Array {
  const sums = new Float64Array(level * cells);
  for (let row = 0; row < column.length; row++) {
    const cell = (node[row]! - level) * cells + 2 * column[row]!;
    sums[cell]! += first[row]!;
    sums[cell + 1]! += second[row]!;
  }
  return sums;
}

function bestSplit(sums: Float64Array, ridge: number): { gain: number; threshold: number } {
  let g = 0;
  let h = 0;
  for (let i = 0; i < sums.length; i += 2) {
    g += sums[i]!;
    h += sums[i + 1]!;
  }
  const best = { gain: 0, threshold: 0 };
  const whole = (g * g) / (h + ridge);
  for (let code = 0, left = 0, leftH = 0; 2 * code < sums.length; code++) {
    if (sums[2 * code + 1] === 0) continue;
    left += sums[2 * code]!;
    leftH += sums[2 * code + 1]!;
    // A side with less curvature than one even row in the middle of the odds says too little.
    if (leftH < 1 || h - leftH < 1) continue;
    const gain = (left * left) / (leftH + ridge) + (g - left) ** 2 / (h - leftH + ridge) - whole;
    if (gain > best.gain) Object.assign(best, { gain, threshold: code });
  }
  return best;
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
