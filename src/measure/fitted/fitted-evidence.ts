import type { Fitted } from './fitted-set.ts';

/** What columns of one verdict have in common, as evidence: the worst of the believed reading and the best of the one ruled out. */
export interface FittedEvidence {
  readonly method: string;
  readonly methods: number;
  readonly columns: number;
  readonly bothResidual: number;
  readonly fitResidual: number;
  readonly heldOutResidual: number | null;
  readonly tolerance: number;
  /** Fewest decimal places of a column; null where all have full precision. */
  readonly decimals: number | null;
  readonly log10Chance: number;
}

export function fittedEvidence(all: readonly Fitted[], logChance: number): FittedEvidence {
  const counts = new Map<string, number>();
  for (const { method } of all) counts.set(method, (counts.get(method) ?? 0) + 1);
  const [[method] = ['']] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const apart = all.every(({ on }) => on === 'apart');
  const fit = all.every(({ on }) => on === 'fit');
  const most = (values: readonly number[]) => Math.max(...values);
  const least = (values: readonly number[]) => Math.min(...values);
  const heldOut = all.flatMap(({ heldOutResidual }) => heldOutResidual ?? []);
  const decimals = all.flatMap((one) => one.decimals ?? []);
  return {
    method,
    methods: counts.size,
    columns: all.length,
    bothResidual: (fit ? least : most)(all.map(({ bothResidual }) => bothResidual)),
    fitResidual: (fit || apart ? most : least)(all.map(({ fitResidual }) => fitResidual)),
    heldOutResidual: heldOut.length ? (apart ? most : least)(heldOut) : null,
    tolerance: most(all.map(({ tolerance }) => tolerance)),
    decimals: decimals.length ? least(decimals) : null,
    log10Chance: logChance / Math.LN10,
  };
}

/** Why columns that look transformed cannot be told to have been so on one set or the other, with what would be enough. */
export function undecidedReason(all: readonly Fitted[], fit: string, heldOut: string): string {
  const decimals = fittedEvidence(all, 0).decimals;
  const told = all.filter(({ on }) => on === 'both' || on === 'apart');
  // Columns that can be told, but too few or too coarse for chance to be ruled out: each decimal divides it by ten at least.
  const more = told.length && decimals !== null ? decimals + 1 : 0;
  const needed = Math.max(more, ...all.map(({ decimalsNeeded }) => decimalsNeeded ?? 0));
  const looks = `${all.length} ${all.length === 1 ? 'column looks' : 'columns look'} transformed`;
  if (decimals !== null && needed > decimals)
    return `${looks}, but at ${decimals} ${decimals === 1 ? 'decimal' : 'decimals'} ${fit} alone and ${fit} with ${heldOut} cannot be told apart; ${needed} would be enough`;
  if (told.length === all.length)
    return `${looks} by ${heldOut} too, but chance may have done it; ${enough(all.length)} such columns would be enough`;
  return `${looks}, but alike over ${fit} alone and over ${fit} with ${heldOut}; ${enough(all.length)} such columns would be enough`;
}

/** Columns of which at least one would differ, with a probability of 0.99, where one in two does. */
const enough = (columns: number): number => Math.max(7, 2 * columns);
