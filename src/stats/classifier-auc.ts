import { aucFromScores } from './auc.ts';
import { type BoostedTreesOptions, fitBoostedTrees } from './boosted-trees.ts';
import { total } from './total.ts';

export interface ClassifierAuc {
  /** Pairs compared within a fold, as in `outOfFoldAuc`. */
  readonly auc: number;
  /** Share of the classifier's gain owed to each column, the mean over folds. */
  readonly importance: Float64Array;
}

/** How well boosted trees, fitted to the other folds, tell labels 1 from 0; `fold[row]` is 0…folds − 1. */
export function classifierAuc(
  columns: readonly Uint8Array[],
  labels: Uint8Array,
  fold: Uint8Array,
  options: BoostedTreesOptions = {},
): ClassifierAuc {
  const folds = 1 + fold.reduce((most, value) => Math.max(most, value), 0);
  const importance = new Float64Array(columns.length);
  let concordant = 0;
  let pairs = 0;
  for (let held = 0; held < folds; held++) {
    const others = rowsWhere(fold, (one) => one !== held);
    const own = rowsWhere(fold, (one) => one === held);
    const model = fitBoostedTrees(
      columns.map((codes) => picked(codes, others)),
      picked(labels, others),
      options,
    );
    const heldLabels = picked(labels, own);
    const positives = total(heldLabels);
    const foldPairs = positives * (heldLabels.length - positives);
    model.importance.forEach((share, column) => {
      importance[column]! += share / folds;
    });
    if (foldPairs === 0) continue;
    concordant += foldPairs * aucFromScores(model.predict(columns.map((codes) => picked(codes, own))), heldLabels);
    pairs += foldPairs;
  }
  return { auc: concordant / pairs, importance };
}

function rowsWhere(fold: Uint8Array, isWanted: (fold: number) => boolean): Uint32Array {
  return Uint32Array.from(fold.keys()).filter((row) => isWanted(fold[row]!));
}

function picked(values: Uint8Array, rows: Uint32Array): Uint8Array {
  const found = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i++) found[i] = values[rows[i]!]!;
  return found;
}
