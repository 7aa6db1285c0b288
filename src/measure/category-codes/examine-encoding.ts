import { ROW_ENCODINGS, TARGET_ENCODINGS, type Totals } from '../../stats/encoding-families.ts';
import type { CodedLevels } from '../../stats/fit-encoding.ts';
import { type FittedOn, type FittingSet, fittedOn } from '../../stats/fitted-on.ts';
import { recordedStep } from '../../stats/recorded-step.ts';
import { weightedCorrelation } from '../../stats/weighted-correlation.ts';
import type { Response } from '../labels/responses.ts';
import type { EncodedLevels, LevelTable } from './encoded-levels.ts';

/** The rows an encoder saw: the fit rows, the held-out rows, or all. */
export type EncoderRows = 'fit' | 'heldOut' | 'all';

export interface ExaminedEncoding {
  readonly fitted: FittedOn<EncoderRows>;
  /** What was averaged; undefined for counts. */
  readonly response: Response | undefined;
  /** Whose codes were looked at: of both tables alike, or of the one whose codes differ from the other's. */
  readonly codesOf: EncoderRows;
  /** How near a code must lie to what a formula gives. */
  readonly tolerance: number;
  readonly levels: number;
}

const LEAST_LEVELS = 3;
const SAME_CODE = 1e-9;
/** Share of the levels in which both tables must have one code to be read as one encoder's. */
const JOINT = 0.99;
/** Smallest correlation of codes with the target's means by code that is worth a search for the formula. */
const SCREEN = 0.4;
/** Share of all variation below which a level's own is rounding, and that of all levels too little for a category. */
const PURE = { level: 1e-12, all: 0.01 };

/** Reads from the codes of a column, by level of its key, what was encoded and on which rows; `merged`: the key is the code itself. */
export function examineEncoding(
  levels: EncodedLevels,
  index: number,
  responses: readonly Response[],
  merged: boolean,
): ExaminedEncoding[] {
  const sides = codesBySide(levels, index);
  return sides.flatMap(({ codes, codesOf }) => {
    const tolerance = toleranceOf(codes, levels);
    if (tolerance === undefined) return [];
    const examined = (fitted: FittedOn<EncoderRows>, response?: Response): ExaminedEncoding[] => [
      { fitted, response, codesOf, tolerance, levels: codes.filter(Number.isFinite).length },
    ];
    const ofTarget = (rescaled: boolean): ExaminedEncoding[] => {
      for (const [r, response] of responses.entries()) {
        // The sums are of the target less its center, and so must what is made of them be.
        const centered = response.center === 0 ? codes : codes.map((code) => code - response.center);
        const sets = setsOf(levels, centered, merged, r);
        if (!isVaried(sets) || (merged && Math.abs(followsTarget(sets.at(-1)!.levels)) < SCREEN)) continue;
        const families = TARGET_ENCODINGS.filter(
          (family) => family.rescaled === rescaled && (family.uses === 'target' || response.kind === 'class'),
        );
        const fitted = fittedOn(families, sets, contestedIn(sets), tolerance);
        if (fitted) return examined(fitted, response);
      }
      return [];
    };
    const ofRows = (): ExaminedEncoding[] => {
      const sets = setsOf(levels, codes, merged);
      const families = ROW_ENCODINGS.filter((family) => !merged || !family.rescaled);
      const fitted = fittedOn(families, sets, contestedIn(sets), tolerance);
      return fitted ? examined(fitted) : [];
    };
    // Formulas in units of their own need levels that are known, and come last: with so many free parameters they give counts as well.
    const attempts = [() => ofTarget(false), ofRows, ...(merged ? [] : [() => ofTarget(true)])];
    for (const attempt of attempts) {
      const found = attempt();
      if (found.length) return found;
    }
    return [];
  });
}

interface SideCodes {
  readonly codes: Float64Array;
  readonly codesOf: EncoderRows;
}

function codesBySide({ fit, heldOut }: EncodedLevels, index: number): SideCodes[] {
  const [inFit, inHeldOut] = [fit.codes[index]!, heldOut.codes[index]!];
  const near = (a: number, b: number) => Math.abs(a - b) <= SAME_CODE * Math.max(Math.abs(a), Math.abs(b));
  const isFunction = ({ low, high }: typeof inFit) => low.every((code, i) => Number.isNaN(code) || near(code, high[i]!));
  const both = [...inFit.low.keys()].filter((i) => !Number.isNaN(inFit.low[i]!) && !Number.isNaN(inHeldOut.low[i]!));
  const same = both.filter((i) => near(inFit.low[i]!, inHeldOut.low[i]!)).length;
  const [fitOnce, heldOutOnce] = [isFunction(inFit), isFunction(inHeldOut)];
  if (fitOnce && heldOutOnce && same >= JOINT * both.length) {
    return [{ codes: inFit.low.map((code, i) => (Number.isNaN(code) ? inHeldOut.low[i]! : code)), codesOf: 'all' }];
  }
  return [
    ...(heldOutOnce ? [{ codes: inHeldOut.low, codesOf: 'heldOut' as const }] : []),
    ...(fitOnce ? [{ codes: inFit.low, codesOf: 'fit' as const }] : []),
  ];
}

export function toleranceOf(codes: Float64Array, { fit, heldOut }: EncodedLevels): number | undefined {
  const present = codes.filter(Number.isFinite);
  if (new Set(present).size < LEAST_LEVELS) return undefined;
  const { step, decimals, precision } = recordedStep(present);
  const { mean, spread } = weightedSpread(codes, fit.rows, heldOut.rows);
  const rounding = decimals !== null || precision === 'single' ? 0.75 * step : 0;
  return Math.max(1e-6 * spread, 1e-9 * Math.abs(mean), rounding);
}

function weightedSpread(codes: Float64Array, first: Float64Array, second: Float64Array): { mean: number; spread: number } {
  let [n, mean, m2] = [0, 0, 0];
  codes.forEach((code, i) => {
    const weight = first[i]! + second[i]!;
    if (!Number.isFinite(code) || weight === 0) return;
    n += weight;
    const change = code - mean;
    mean += (change * weight) / n;
    m2 += weight * change * (code - mean);
  });
  return { mean, spread: Math.sqrt(m2 / Math.max(1, n)) };
}

/** The sums that an encoder would have had of the fit rows, the held-out rows, and all; those of response `r`, or rows alone. */
export function setsOf(levels: EncodedLevels, codes: Float64Array, merged: boolean, r?: number): FittingSet<EncoderRows>[] {
  const { totals, rows } = levels;
  const [fit, heldOut] = [sumsOf(levels.fit, r), sumsOf(levels.heldOut, r)];
  const totalOf = (side: 'fit' | 'heldOut'): Totals =>
    r === undefined ? { rows: rows[side], sum: 0, squares: 0 } : totals[side][r]!;
  const [a, b] = [totalOf('fit'), totalOf('heldOut')];
  const make = (name: EncoderRows, parts: readonly Sums[], total: Totals): FittingSet<EncoderRows> => ({
    name,
    levels: { codes, merged, ...added(parts) },
    totals: total,
  });
  return [make('fit', [fit], a), make('heldOut', [heldOut], b), make('all', [fit, heldOut], mergedTotals(a, b))];
}

interface Sums {
  readonly rows: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

function sumsOf(table: LevelTable, r: number | undefined): Sums {
  if (r !== undefined) return table.responses[r]!;
  const none = new Float64Array(table.rows.length);
  return { rows: table.rows, sums: none, squares: none };
}

function added(parts: readonly Sums[]): Pick<CodedLevels, 'rows' | 'sums' | 'within'> {
  const plus = (values: (part: Sums) => Float64Array) =>
    values(parts[0]!).map((_, i) => parts.reduce((sum, part) => sum + values(part)[i]!, 0));
  const [rows, sums, squares] = [plus((part) => part.rows), plus((part) => part.sums), plus((part) => part.squares)];
  const within = squares.map((square, i) => (rows[i] ? Math.max(0, square - sums[i]! ** 2 / rows[i]!) : 0));
  return { rows, sums, within };
}

function mergedTotals(a: Totals, b: Totals): Totals {
  const rows = a.rows + b.rows;
  const between = a.rows && b.rows ? ((a.sum / a.rows - b.sum / b.rows) ** 2 * a.rows * b.rows) / rows : 0;
  return { rows, sum: a.sum + b.sum, squares: a.squares + b.squares + between };
}

/** Levels whose sums differ between the sets. */
export function contestedIn(sets: readonly FittingSet<EncoderRows>[]): Uint8Array {
  const [fit, heldOut] = sets;
  return Uint8Array.from(fit!.levels.rows, (rows, i) => Number(rows > 0 && heldOut!.levels.rows[i]! > 0));
}

/** Where each level has nearly one value of the target, the column is the target in other words, and tells nothing of rows. */
function isVaried(sets: readonly FittingSet<EncoderRows>[]): boolean {
  const { levels, totals } = sets.at(-1)!;
  const varied = levels.within.filter((square, i) => levels.rows[i]! > 1 && square > PURE.level * totals.squares);
  return varied.length >= 2 && varied.reduce((sum, square) => sum + square, 0) > PURE.all * totals.squares;
}

function followsTarget({ codes, rows, sums }: CodedLevels): number {
  return weightedCorrelation(
    codes,
    sums.map((sum, i) => sum / rows[i]!),
    rows,
  );
}
