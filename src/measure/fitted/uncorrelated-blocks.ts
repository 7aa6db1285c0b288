import { type Column, isNumeric } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import type { Table } from '../../engine/table.ts';
import { disjointCliques } from '../../stats/cliques.ts';
import { addCoMoments, type CoMoments, correlation } from '../../stats/co-moments.ts';
import { collisionRate } from '../../stats/collision-rate.ts';
import { mergeMoments } from '../../stats/moments.ts';
import { type RecordedStep, recordedStep } from '../../stats/recorded-step.ts';
import { distinctUpTo } from '../../stats/sorted.ts';
import { finiteValues } from '../columns/finite-values.ts';
import { hasEnoughRows } from '../columns/least-rows.ts';
import { coMomentsOfTable } from './co-moments-of-table.ts';
import { type ExactMoments, exactMoments } from './exact-moments.ts';
import { effectiveRows, type FittedSet } from './fitted-set.ts';
import { mayBeCentred } from './may-be-centred.ts';

/** Columns that are all uncorrelated with one another, as the scores of a projection are over the rows it was fitted on. */
export interface Block {
  readonly columns: readonly Column[];
  readonly on: FittedSet;
  /** Whether means are 0 too; else cosines take the place of correlations. */
  readonly centred: boolean;
  /** Largest |r| of two of the columns, over both tables, the fit table and the held-out one. */
  readonly bothResidual: number;
  readonly fitResidual: number;
  readonly heldOutResidual: number;
  readonly tolerance: number;
  /** log of the probability that as many unrelated columns come as near. */
  readonly logChance: number;
  readonly decimals: number | null;
  readonly decimalsNeeded: number | null;
  /** All deviations are 1 over the rows it was fitted on. */
  readonly whitened: boolean;
}

/** What arithmetic leaves of a correlation and of a mean, in deviations. */
const FLOOR = { double: 1e-9, single: 1e-5 } as const;
/** Largest |r| of blocks that are looked for: exact ones, and those of iterative and randomised solvers. */
const THRESHOLDS = { centred: [0, 1e-6, 1e-3], uncentred: [0, 1e-6] } as const;
const SIGMAS = 5;
/** Times the largest |r| over the rows of one set that it must reach over the other for that to be ruled out. */
const REJECT = 10;
/** Scores of a projection hardly repeat; levels of designed experiments do. */
const MIN_DISTINCT = { values: 20, share: 0.1 } as const;
const MAX_COLUMNS = { exact: 64, sampled: 32 } as const;
/** Rounding of more than this share of a deviation leaves nothing to see. */
const COARSE = 0.3;
const LEAST = { centred: 2, uncentred: 3 } as const;
const CIRCLE_ROWS = 100;

const SETS = ['both', 'fit', 'heldOut'] as const;
type SetName = (typeof SETS)[number];

interface Candidate {
  readonly column: Column;
  readonly moments: Readonly<Record<SetName, ExactMoments>>;
  readonly recorded: RecordedStep;
  /** Rounding error of a mean of n values, in deviations: `error`/√n. */
  readonly error: number;
  /** Probability that two rows hold the same value: such rows are rounded alike. */
  readonly collisions: number;
  readonly meanTolerance: Readonly<Record<SetName, number>>;
}

export interface Blocks {
  /** Columns that could be scores of a projection. */
  readonly tested: number;
  readonly blocks: readonly Block[];
}

/** Blocks of uncorrelated numeric columns over both tables, or over the fit table alone. */
export async function uncorrelatedBlocks(fit: Table, heldOut: Table, columns: readonly Column[]): Promise<Blocks> {
  const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
  const sampled = first.sampled || second.sampled;
  const possible = columns
    .filter((column) => isNumeric(column) && column.kind !== 'integer')
    .filter(({ name }) => {
      const [a, b] = [finiteValues(first, name), finiteValues(second, name)];
      const least = Math.max(MIN_DISTINCT.values, MIN_DISTINCT.share * a.length);
      return hasEnoughRows(a, b) && a.length === first.rows && b.length === second.rows && distinctUpTo(a, least) >= least;
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const near = sampled ? await mayBeCentred(fit, heldOut, possible) : possible;
  const all = (await Promise.all(near.map((column) => candidate(fit, heldOut, column)))).flatMap((one) => one ?? []);
  const candidates = all.filter((one) => !isSinusoid(one) && !all.some((other) => other !== one && isCircle(first, one, other)));
  const centred = candidates
    .filter((one) => isCentred(one, 'both') || isCentred(one, 'fit'))
    .slice(0, sampled ? MAX_COLUMNS.sampled : MAX_COLUMNS.exact);
  const blocks = await blocksAmong(fit, heldOut, centred, true);
  if (blocks.length || sampled) return { tested: possible.length, blocks };
  const others = candidates.filter((one) => !centred.includes(one)).slice(0, MAX_COLUMNS.exact);
  return { tested: possible.length, blocks: await blocksAmong(fit, heldOut, others, false) };
}

async function candidate(fit: Table, heldOut: Table, column: Column): Promise<Candidate | undefined> {
  const [inFit, inHeldOut, first] = await Promise.all([exactMoments(fit, column), exactMoments(heldOut, column), fit.frame()]);
  const both = { ...mergeMoments(inFit, inHeldOut), zeros: 0 };
  if (!(inFit.m2 > 0 && inHeldOut.m2 > 0)) return undefined;
  const values = finiteValues(first, column.name);
  const recorded = recordedStep(values);
  const width = recorded.step / Math.sqrt(both.m2 / both.n);
  if (width > COARSE) return undefined;
  const collisions = collisionRate(values);
  const error = width / Math.sqrt(12);
  const tolerance = ({ n }: ExactMoments) => Math.max(FLOOR[recorded.precision], SIGMAS * error * Math.sqrt(collisions + 1 / n));
  const moments = { both, fit: inFit, heldOut: inHeldOut };
  return {
    column,
    moments,
    recorded,
    error,
    collisions,
    meanTolerance: { both: tolerance(both), fit: tolerance(inFit), heldOut: tolerance(inHeldOut) },
  };
}

function isCentred({ moments, meanTolerance }: Candidate, set: SetName): boolean {
  const { n, mean, m2 } = moments[set];
  return Math.abs(mean) <= meanTolerance[set] * Math.sqrt(m2 / n);
}

async function blocksAmong(fit: Table, heldOut: Table, candidates: readonly Candidate[], centred: boolean): Promise<Block[]> {
  const least = centred ? LEAST.centred : LEAST.uncentred;
  if (candidates.length < least) return [];
  const columns = candidates.map(({ column }) => column);
  const [inFit, inHeldOut] = await Promise.all([coMomentsOfTable(fit, columns), coMomentsOfTable(heldOut, columns)]);
  const sums = { both: addCoMoments(inFit, inHeldOut), fit: inFit, heldOut: inHeldOut };
  const thresholds = centred ? THRESHOLDS.centred : THRESHOLDS.uncentred;
  const found = thresholds.flatMap((threshold) =>
    (['both', 'fit'] as const).flatMap((set) => {
      const members = candidates.filter((one) => !centred || isCentred(one, set));
      const pairs = { candidates, sums, threshold, centred };
      const isNear = (a: number, b: number) => distanceOf(pairs, members[a]!, members[b]!, set) <= 1;
      return disjointCliques(members.length, isNear, least).map((clique) =>
        judge(
          pairs,
          clique.map((i) => members[i]!),
          set,
        ),
      );
    }),
  );
  const tried = Math.log(2 * thresholds.length);
  const kept: Block[] = [];
  for (const block of found.sort(byTelling)) {
    if (kept.every((other) => other.columns.every((column) => !block.columns.includes(column))))
      kept.push({ ...block, logChance: Math.min(0, block.logChance + tried) });
  }
  return kept;
}

interface Pairs {
  readonly candidates: readonly Candidate[];
  readonly sums: Readonly<Record<SetName, CoMoments>>;
  readonly threshold: number;
  readonly centred: boolean;
}

function correlationOf({ candidates, sums, centred }: Pairs, a: Candidate, b: Candidate, set: SetName): number {
  return Math.abs(correlation(sums[set], candidates.indexOf(a), candidates.indexOf(b), centred));
}

function toleranceOf({ threshold }: Pairs, a: Candidate, b: Candidate, set: SetName): number {
  const rounding = SIGMAS * Math.hypot(a.error, b.error) * Math.sqrt(Math.max(a.collisions, b.collisions) + 1 / a.moments[set].n);
  return Math.max(threshold, FLOOR[a.recorded.precision], FLOOR[b.recorded.precision], rounding);
}

const distanceOf = (pairs: Pairs, a: Candidate, b: Candidate, set: SetName): number =>
  correlationOf(pairs, a, b, set) / toleranceOf(pairs, a, b, set);

/** Over full turns, sines and cosines of an angle and of its multiples are uncorrelated, whatever was fitted; they have a variance of ½. */
function isSinusoid(one: Candidate): boolean {
  const { n, m2, min, max } = one.moments.both;
  return (
    isCentred(one, 'both') && Math.max(-min, max) <= 1 + one.recorded.step && Math.abs(m2 / n - 0.5) <= 2 * one.meanTolerance.both
  );
}

/** Whether two columns are the sine and the cosine of one angle. */
function isCircle(frame: Frame, a: Candidate, b: Candidate): boolean {
  const [x, y] = [frame.numbers(a.column.name)!, frame.numbers(b.column.name)!];
  const radius = x[0]! ** 2 + y[0]! ** 2;
  const tolerance = 1e-6 + 4 * (a.recorded.step + b.recorded.step);
  for (let row = 1; row < Math.min(CIRCLE_ROWS, frame.rows); row++) {
    if (Math.abs(x[row]! ** 2 + y[row]! ** 2 - radius) > tolerance * radius) return false;
  }
  return true;
}

function judge(pairs: Pairs, block: readonly Candidate[], set: 'both' | 'fit'): Block {
  const edges = block.flatMap((a, i) => block.slice(0, i).map((b) => [a, b] as const));
  const most = (of: (a: Candidate, b: Candidate) => number) => Math.max(...edges.map(([a, b]) => of(a, b)));
  const residual = (name: SetName) => most((a, b) => correlationOf(pairs, a, b, name));
  const isExact = (name: SetName) =>
    edges.every(([a, b]) => distanceOf(pairs, a, b, name) <= 1) && block.every((one) => !pairs.centred || isCentred(one, name));
  const residuals = { both: residual('both'), fit: residual('fit'), heldOut: residual('heldOut') };
  const tolerance = most((a, b) => toleranceOf(pairs, a, b, set));
  const isOut = residuals[set === 'both' ? 'fit' : 'both'] >= REJECT * tolerance;
  const on = isExact('fit') && isExact('heldOut') ? 'apart' : isOut ? set : 'undecided';
  const chance = (within: number, n: number) => Math.min(0, Math.log(2 * within * Math.sqrt(n / (2 * Math.PI))));
  const { n } = block[0]!.moments[set];
  const rows = effectiveRows(on, n, block[0]!.moments.heldOut.n);
  const ofPairs = edges.reduce((sum, [a, b]) => sum + chance(toleranceOf(pairs, a, b, set), rows), 0);
  const ofMeans = pairs.centred ? block.reduce((sum, { meanTolerance }) => sum + chance(meanTolerance[set], rows), 0) : 0;
  const chosen = block.reduce((sum, _, i) => sum + Math.log((pairs.candidates.length - i) / (i + 1)), 0);
  const decimals = block.flatMap(({ recorded }) => recorded.decimals ?? []);
  const perStep = Math.max(...block.map(({ error, recorded }) => error / recorded.step));
  const enough = Math.max(residuals.both, residuals.fit) / (REJECT * SIGMAS * Math.SQRT2 * perStep * Math.sqrt(1 / n));
  return {
    columns: block.map(({ column }) => column),
    on,
    centred: pairs.centred,
    bothResidual: residuals.both,
    fitResidual: residuals.fit,
    heldOutResidual: residuals.heldOut,
    tolerance,
    logChance: Math.min(0, ofPairs + ofMeans + chosen),
    decimals: decimals.length ? Math.min(...decimals) : null,
    decimalsNeeded: decimals.length && enough > 0 ? Math.ceil(-Math.log10(enough)) : null,
    whitened: block.every(({ moments }) => Math.abs(Math.sqrt(moments[set].m2 / n) - 1) <= 1e-3 + 1 / n),
  };
}

const TELLING: readonly FittedSet[] = ['both', 'apart', 'fit', 'undecided', 'neither'];
const byTelling = (a: Block, b: Block): number => TELLING.indexOf(a.on) - TELLING.indexOf(b.on) || a.logChance - b.logChance;
