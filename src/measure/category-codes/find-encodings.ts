import { type Column, isNumeric } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import type { Table } from '../../engine/table.ts';
import { hasFractions } from '../columns/has-fractions.ts';
import { sortedValues } from '../columns/sorted-values.ts';
import type { Response } from '../labels/responses.ts';
import { codeKeys } from './code-keys.ts';
import { crossFitted } from './cross-fitted.ts';
import { encodedLevels } from './encoded-levels.ts';
import { type EncoderRows, type ExaminedEncoding, examineEncoding } from './examine-encoding.ts';
import { followsLevels, hasFewCodes, mayFallWithin } from './fold-codes.ts';
import { type LeaveOneOut, leaveOneOut, leavePairs, linesWithinLevels, stepOfCodes } from './leave-one-out.ts';
import { levelPairs } from './level-pairs.ts';
import { type PairedLevels, pairedCount, pairedLevels } from './paired-levels.ts';

/** A column that was made by an encoder. */
export interface Encoding {
  readonly column: Column;
  /** The category that was encoded; the column itself where the category is not among the columns. */
  readonly key: Column;
  readonly name: string;
  readonly usesTarget: boolean;
  /** Each row's own target was left out of its mean. */
  readonly leftOut: boolean;
  /** Both tables have one code for a level. */
  readonly joint: boolean;
  /** The rows it was fitted on; undefined when the codes do not tell. */
  readonly set: EncoderRows | undefined;
  readonly contested: number;
  readonly decimalsNeeded: number;
  readonly evidence: Readonly<Record<string, number | string | null>>;
}

/** Without the category, equal codes stand for a level; such columns are many, and each costs a scan where tables are large. */
const MAX_UNKEYED = 8;
/** Columns of few values are held against categories on all rows, those whose means go best with the target's. */
const MAX_FOLDED = 40;

/** Finds encodings of categories among the inputs, and the rows they were fitted on. */
export async function findEncodings(
  tables: Tables,
  inputs: readonly Column[],
  categories: readonly Column[],
  responses: readonly Response[],
): Promise<{ readonly encodings: readonly Encoding[]; readonly looked: Readonly<Record<string, number>> }> {
  const [fit, heldOut] = await Promise.all([tables.fit.frame(), tables.heldOut.frame()]);
  const sampled = fit.sampled || heldOut.sampled;
  const candidates = codeKeys(fit, heldOut, inputs, categories);
  const encodings: Encoding[] = [];
  const isFound = (column: Column) => encodings.some((one) => one.column === column);
  const byKey = new Map<Column, Column[]>();
  for (const { column, keys } of candidates) {
    for (const key of sampled ? keys.slice(0, 1) : keys) byKey.set(key, [...(byKey.get(key) ?? []), column]);
  }
  for (const [key, columns] of byKey) {
    const coded = columns.filter((column) => !isFound(column));
    const levels = coded.length ? await encodedLevels(tables, key, coded, responses) : undefined;
    coded.forEach((column, c) => {
      const [best] = levels ? examineEncoding(levels, c, responses, false).sort(bySet) : [];
      if (best) encodings.push(encodingOf(column, key, best));
    });
  }
  const unkeyed = candidates.filter(({ column, repeats }) => repeats && !isFound(column)).map(({ column }) => column);
  const worth = sampled ? unkeyed.filter((column) => isWorth(fit, column, responses)).slice(0, MAX_UNKEYED) : unkeyed;
  for (const column of worth) {
    const levels = await encodedLevels(tables, column, [column], responses);
    const [best] = levels ? examineEncoding(levels, 0, responses, true).sort(bySet) : [];
    if (best) encodings.push(encodingOf(column, column, best));
  }
  const isExplained = (column: Column) => encodings.some((one) => one.column === column && (one.set !== 'fit' || one.joint));
  const rest = inputs.filter((column) => isNumeric(column) && column.kind !== 'integer' && !isExplained(column));
  const leftOut = await findLeaveOneOut(tables, rest, categories, responses);
  const isLeftOut = (column: Column) => leftOut.some((one) => one.column === column);
  const unexplained = rest.filter((column) => !isFound(column) && !isLeftOut(column));
  const folded = await findCrossFitted(tables, unexplained, categories, responses);
  const all = [...encodings.filter(({ column }) => !isLeftOut(column)), ...leftOut, ...folded];
  return { encodings: all, looked: { keyed: byKey.size, unkeyed: worth.length, encodings: all.length } };
}

const RANK: readonly (EncoderRows | undefined)[] = ['all', 'heldOut', 'fit', undefined];
const bySet = (a: ExaminedEncoding, b: ExaminedEncoding): number => RANK.indexOf(a.fitted.set) - RANK.indexOf(b.fitted.set);

function encodingOf(column: Column, key: Column, { fitted, response, tolerance, levels, codesOf }: ExaminedEncoding): Encoding {
  const { family, parameters } = fitted;
  return {
    column,
    key,
    name: family.name,
    usesTarget: response !== undefined,
    leftOut: false,
    joint: codesOf === 'all',
    set: fitted.set,
    contested: fitted.contested,
    decimalsNeeded: decimalsFor(fitted.difference),
    evidence: {
      ...{ encoding: family.name, fittedOn: fitted.set ?? null, codesOf, levels },
      ...{ explainedShare: fitted.explained, contestedLevels: fitted.contested, decisiveLevels: fitted.decisive },
      ...{
        rivalLevels: fitted.against,
        residual: finite(fitted.residual),
        rivalResidual: finite(fitted.rivalResidual),
        tolerance,
      },
      ...(family.name === 'smoothed mean' && { smoothing: parameters[0] ?? 0 }),
    },
  };
}

/** Whether the codes in a sample go with the target on the scale that an encoding has, or could be counts. */
function isWorth(frame: Frame, column: Column, responses: readonly Response[]): boolean {
  const codes = frame.numbers(column.name)!;
  const sorted = sortedValues(codes);
  if (!hasFractions(codes) && !(sorted[0]! <= 0) && sorted.at(-1) !== Infinity) return true;
  // Of two classes each goes with the codes as the other does.
  const telling = responses.length === 2 && responses.every(({ kind }) => kind === 'class') ? responses.slice(1) : responses;
  return telling.some((response) => {
    const fitLine = line(codes, response.values(frame));
    if (!fitLine) return false;
    const { slope, z, atMean } = fitLine;
    const isMean = slope > 0.7 && Math.abs(atMean + response.center - fitLine.codeMean) < 0.25 * fitLine.spread;
    return z > 4 && (isMean || response.kind === 'class');
  });
}

function line(x: Float64Array, y: Float64Array) {
  let n = 0;
  let [mx, my] = [0, 0];
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]!) || !Number.isFinite(y[i]!)) continue;
    n++;
    const dx = x[i]! - mx;
    const dy = y[i]! - my;
    mx += dx / n;
    my += dy / n;
    xx += dx * (x[i]! - mx);
    yy += dy * (y[i]! - my);
    xy += dx * (y[i]! - my);
  }
  if (!(xx > 0 && yy > 0)) return undefined;
  const r = Math.min(1 - 1e-12, Math.abs(xy) / Math.sqrt(xx * yy));
  return { slope: xy / xx, atMean: my, codeMean: mx, spread: Math.sqrt(xx / n), z: Math.sqrt(n) * Math.atanh(r) };
}

/** A category that may decide numeric columns together with something else. */
interface Key {
  readonly key: Column;
  readonly paired: PairedLevels;
}

const keysAmong = (fit: Frame, heldOut: Frame, categories: readonly Column[]): Key[] =>
  categories.flatMap((key) => {
    if (!((pairedCount(fit, heldOut, key.name) ?? Infinity) <= fit.rows / 2)) return [];
    return [{ key, paired: pairedLevels(fit, heldOut, key.name)! }];
  });

async function findLeaveOneOut(
  tables: Tables,
  inputs: readonly Column[],
  categories: readonly Column[],
  responses: readonly Response[],
): Promise<Encoding[]> {
  const [fit, heldOut] = await Promise.all([tables.fit.frame(), tables.heldOut.frame()]);
  const targets = responses.map((response) => response.values(fit));
  const keys = keysAmong(fit, heldOut, categories).map(({ key, paired }) => ({
    ...{ key, paired },
    pairs: targets.map((target) => levelPairs(paired.fit, paired.count, target)),
  }));
  const leftOutIn = async (column: Column, codes: Float64Array): Promise<Encoding | undefined> => {
    const step = stepOfCodes(codes);
    for (const { key, paired, pairs } of keys) {
      if (key.name === column.name) continue;
      for (let r = 0; r < targets.length; r++) {
        if (leavePairs(pairs[r]!, codes, targets[r]!, step)) continue;
        const lines = linesWithinLevels(paired.fit, paired.count, codes, targets[r]!, step);
        const result = lines && (await leaveOneOut(tables, key, column, lines, responses, r));
        if (result) return leftOutEncoding(column, key, result);
      }
    }
    return undefined;
  };
  const found: Encoding[] = [];
  for (const column of inputs) {
    const codes = fit.numbers(column.name);
    const encoding = codes && (await leftOutIn(column, codes));
    if (encoding) found.push(encoding);
  }
  return found;
}

function leftOutEncoding(column: Column, key: Column, result: LeaveOneOut): Encoding {
  const { set, levels, rows, share, smoothing, slopeResidual, slopeTolerance } = result;
  return {
    ...{ column, key, name: 'mean', usesTarget: true, leftOut: true, joint: false, set, contested: levels, decimalsNeeded: 0 },
    evidence: {
      ...{ encoding: 'leave-one-out mean', fittedOn: set ?? null, levels, rows, rowsShare: share },
      ...{ smoothing, slopeResidual, slopeTolerance },
    },
  };
}

async function findCrossFitted(
  tables: Tables,
  inputs: readonly Column[],
  categories: readonly Column[],
  responses: readonly Response[],
): Promise<Encoding[]> {
  const [fit, heldOut] = await Promise.all([tables.fit.frame(), tables.heldOut.frame()]);
  const found: Encoding[] = [];
  const keys = keysAmong(fit, heldOut, categories);
  const likely: Folded[] = [];
  for (const column of inputs) {
    const codes = fit.numbers(column.name);
    if (!codes) continue;
    for (const { key, paired } of keys) {
      if (key.name === column.name || !hasFewCodes(paired, codes)) continue;
      for (const response of responses) {
        const target = response.values(fit);
        if (mayFallWithin(paired, codes, target))
          likely.push({ column, key, response, follows: followsLevels(paired, codes, target) });
      }
    }
  }
  if (likely.length > MAX_FOLDED) likely.sort((a, b) => b.follows - a.follows);
  for (const { column, key, response } of likely.slice(0, MAX_FOLDED)) {
    if (found.some((one) => one.column === column)) continue;
    const fitted = await crossFitted(tables, key, column, response);
    if (!fitted) continue;
    const { set, explained, contested, decisive, against, residual, rivalResidual } = fitted;
    found.push({
      ...{ column, key, name: 'out-of-fold mean', usesTarget: true, leftOut: false, joint: false, set, contested },
      decimalsNeeded: decimalsFor(fitted.difference),
      evidence: {
        ...{ encoding: 'out-of-fold mean', fittedOn: set ?? null, explainedShare: explained },
        ...{ contestedFolds: contested, decisiveFolds: decisive, rivalFolds: against },
        ...{ residual: finite(residual), rivalResidual: finite(rivalResidual) },
      },
    });
  }
  return found;
}

interface Folded {
  readonly column: Column;
  readonly key: Column;
  readonly response: Response;
  readonly follows: number;
}

type Tables = { readonly fit: Table; readonly heldOut: Table };

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Decimal places at which two codes so far apart differ by several steps. */
const decimalsFor = (difference: number): number => Math.max(1, Math.min(15, Math.ceil(-Math.log10(difference / 4))));
