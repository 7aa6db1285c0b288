import type { EncodingFamily, Totals } from './encoding-families.ts';
import { type CodedLevels, type EncodingFit, fitEncoding } from './fit-encoding.ts';

/** Rows that an encoder may have been fitted on. */
export interface FittingSet<Name extends string> {
  readonly name: Name;
  readonly levels: CodedLevels;
  readonly totals: Totals;
}

/** Which rows an encoder was fitted on, as its codes tell. */
export interface FittedOn<Name extends string> {
  readonly family: EncodingFamily;
  /** Undefined where the codes fit several sets alike. */
  readonly set: Name | undefined;
  readonly parameters: readonly number[];
  /** Share of the rows whose codes follow from the set; of the sets, the best where none is named. */
  readonly explained: number;
  /** Levels in which the sets differ, and those of them that only the named set explains, or only others. */
  readonly contested: number;
  readonly decisive: number;
  readonly against: number;
  /** Of the median contested level, how far its code lies from what the set gives, and the nearest other set. */
  readonly residual: number;
  readonly rivalResidual: number;
  /** Median distance of what two sets give for a contested level. */
  readonly difference: number;
}

/** Share of the rows, and of the levels, that a formula must explain. */
const EXPLAINED = { rows: 0.8, levels: 0.6 };
/** Codes from elsewhere would match by chance with a probability of 2^−20 each at most, which is enough for two levels and each free parameter. */
const MAX_BITS = 20;
const LEVELS = 2;
/** Below this many bits a level, codes are too coarse for a match to mean anything. */
const LEAST_BITS = 4;
const RIVAL = 0.1;
const PAIRS = 200;
const COPY = 1e-3;
/** Share of all variation that a level of one target may have, by rounding. */
const ONE_TARGET = 1e-12;

/**
 * Finds the formula that gives the codes and the rows it was fitted on. Each set is tried with its own best parameters; a set is named
 * when it explains contested levels that no other does, by far more than chance could.
 */
export function fittedOn<Name extends string>(
  families: readonly EncodingFamily[],
  sets: readonly FittingSet<Name>[],
  contested: ArrayLike<number | boolean>,
  tolerance: number,
): FittedOn<Name> | undefined {
  for (const family of families) {
    const tried = sets.map((set) => ({ set, fit: fitEncoding(family, set.levels, set.totals, tolerance) }));
    const explaining = tried.filter(({ set, fit }) => {
      if (fit.explained < EXPLAINED.rows || matchedLevels(set, fit) < EXPLAINED.levels) return false;
      return bitsOf(family, set, fit, tolerance, () => true).total >= (LEVELS + family.parameters) * MAX_BITS;
    });
    const decided = explaining.length ? decide(family, tried, explaining, contested, tolerance) : undefined;
    if (decided) return decided;
  }
  return undefined;
}

function matchedLevels<Name extends string>({ levels }: FittingSet<Name>, { multiples, predicted }: EncodingFit): number {
  const tried = predicted.filter((value, i) => levels.rows[i]! > 0 && !Number.isNaN(value)).length;
  return multiples.filter((k) => k > 0).length / Math.max(1, tried);
}

interface Tried<Name extends string> {
  readonly set: FittingSet<Name>;
  readonly fit: EncodingFit;
}

function decide<Name extends string>(
  family: EncodingFamily,
  tried: readonly Tried<Name>[],
  explaining: readonly Tried<Name>[],
  contested: ArrayLike<number | boolean>,
  tolerance: number,
): FittedOn<Name> | undefined {
  const counted = [...Array(contested.length).keys()].filter((i) => contested[i]);
  const scored = tried.map((one) => {
    const others = tried.filter((other) => other !== one);
    const isOnly = (i: number) => Boolean(contested[i]) && others.every(({ fit }) => fit.multiples[i] === 0);
    return { ...one, ...bitsOf(family, one.set, one.fit, tolerance, isOnly) };
  });
  const able = scored.filter(({ set }) => explaining.some((one) => one.set === set));
  const best = able.reduce((a, b) => (b.total > a.total ? b : a));
  const rivals = scored.filter(({ set }) => set !== best.set);
  const rivalBits = Math.max(0, ...rivals.map(({ total }) => total));
  const isNamed = best.levels >= LEVELS && best.total >= LEVELS * MAX_BITS && rivalBits <= RIVAL * best.total;
  const residualOf = ({ fit, set }: Tried<Name>) =>
    median(counted.map((i) => Math.abs(fit.predicted[i]! - set.levels.codes[i]!)).filter(Number.isFinite));
  const rivalsOf = rivals.map(residualOf).filter(Number.isFinite);
  const distances = rivals.map(({ fit }) =>
    median(counted.map((i) => Math.abs(fit.predicted[i]! - best.fit.predicted[i]!)).filter(Number.isFinite)),
  );
  const difference = Math.min(...distances.filter(Number.isFinite));
  // Where every set gives the same, the column is the target or a constant, not an encoding of it.
  if (!isNamed && difference <= COPY * tolerance) return undefined;
  return {
    family,
    set: isNamed ? best.set.name : undefined,
    parameters: best.fit.parameters,
    explained: best.fit.explained,
    contested: counted.length,
    decisive: best.levels,
    against: Math.max(0, ...rivals.map(({ levels }) => levels)),
    residual: residualOf(best),
    rivalResidual: Math.min(...rivalsOf),
    difference,
  };
}

/** How unlikely it is, in bits, that codes from elsewhere would match the levels of which `counts` holds. */
function bitsOf<Name extends string>(
  family: EncodingFamily,
  { levels, totals }: FittingSet<Name>,
  fit: EncodingFit,
  tolerance: number,
  counts: (level: number) => boolean,
): { readonly total: number; readonly levels: number } {
  const most = bitsOfMatch(levels, fit, tolerance);
  let total = 0;
  let count = 0;
  for (let i = 0; i < levels.rows.length; i++) {
    const k = fit.multiples[i]!;
    if (k === 0 || !counts(i)) continue;
    // A level whose rows have one target, which is the code too but for its unit, may as well have its target from the code.
    const isOne = family.uses !== 'rows' && levels.within[i]! <= ONE_TARGET * totals.squares;
    if (isOne && (family.rescaled || Math.abs(levels.sums[i]! / levels.rows[i]! - levels.codes[i]!) <= tolerance)) continue;
    const ofRows = levels.merged && family.rowsOf !== undefined;
    if (k > 1 && !ofRows) continue;
    // Codes that say how many rows a level has, where these may be several levels, are right when they divide the rows.
    const bits = ofRows && k > 1 ? Math.min(most, Math.log2(levels.rows[i]! / k)) : most;
    total += bits;
    if (bits > 0) count++;
  }
  return { total, levels: count };
}

/** −log₂ of the chance that what a formula gives for one level lies within the tolerance of another level's code. */
function bitsOfMatch({ codes, rows }: CodedLevels, { predicted }: EncodingFit, tolerance: number): number {
  const present = [...codes.keys()].filter((i) => rows[i]! > 0 && Number.isFinite(codes[i]!) && Number.isFinite(predicted[i]!));
  const step = Math.max(1, Math.floor(present.length / PAIRS));
  const chosen = present.filter((_, j) => j % step === 0);
  let [pairs, matches, low, high] = [0, 0, Infinity, -Infinity];
  for (const i of chosen) {
    low = Math.min(low, codes[i]!);
    high = Math.max(high, codes[i]!);
    for (const j of chosen) {
      if (codes[i] === codes[j]) continue;
      pairs++;
      if (Math.abs(predicted[i]! - codes[j]!) <= tolerance) matches++;
    }
  }
  const chance = Math.max((matches + 1) / (pairs + 1), (2 * tolerance) / (high - low), 2 ** -MAX_BITS);
  const bits = -Math.log2(matches ? chance : Math.max((2 * tolerance) / (high - low), 2 ** -MAX_BITS));
  return bits >= LEAST_BITS ? bits : 0;
}

function median(values: number[]): number {
  if (!values.length) return Number.NaN;
  const sorted = values.sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
