import type { FrameColumn } from '../../engine/frame.ts';
import type { Labels } from '../labels/labels.ts';
import type { Encoding } from './encodings.ts';
import type { Predictor } from './predictor.ts';
import { type Strength, strengthOf } from './strength.ts';

/** What an encoding of a column tells of the target. */
export interface Told {
  readonly encoding: Encoding;
  readonly predictor: Predictor;
  readonly strength: Strength;
  /** The AUC, or of a quantity Kendall's concordance. */
  readonly value: number;
}

/** A plainer encoding is named when it tells nearly as much as the best. */
const AS_GOOD = 0.005;

/** The encodings that fit and vary, in their order. */
export function tellingEncodings(predictors: readonly Predictor[], encodings: readonly Encoding[], labels: Labels): Told[] {
  return predictors.flatMap((predictor) =>
    encodings.flatMap((encoding) => {
      const encoded = encoding.of(predictor);
      const strength = encoded && varies(encoded.values) && strengthOf(encoded.values, labels);
      return strength ? [{ encoding, predictor: encoded, strength, value: toldBy(strength, labels) }] : [];
    }),
  );
}

function varies(values: FrameColumn): boolean {
  let first = values[0]!;
  for (let row = 1; row < values.length; row++) {
    const value = values[row]!;
    if (value === first || value === null || Number.isNaN(value)) continue;
    if (first !== null && !Number.isNaN(first)) return true;
    first = value;
  }
  return false;
}

export function plainestBest(told: readonly Told[]): Told | undefined {
  const most = Math.max(...told.map(({ value }) => value));
  return told.find(({ value }) => value >= most - AS_GOOD);
}

/** What a strength amounts to where the order counts: of a quantity its concordance, not how much its values explain. */
export const toldBy = (strength: Strength | undefined, { kind }: Labels): number =>
  (kind === 'numbers' ? strength?.concordance : strength?.value) ?? 0.5;
