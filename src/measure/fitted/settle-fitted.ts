import { logCoincidence } from '../../stats/coincidence.ts';
import type { Fitted } from './fitted-set.ts';

/** What all columns together say of one family of methods. */
export interface Settled {
  /** Columns fitted on both tables, or on each by itself; empty unless chance is ruled out. */
  readonly both: readonly Fitted[];
  readonly apart: readonly Fitted[];
  readonly fit: readonly Fitted[];
  /** Columns that look transformed, without a telling difference between the sets. */
  readonly undecided: readonly Fitted[];
  readonly logChance: { readonly both: number; readonly apart: number; readonly fit: number };
}

/** A column that is as likely as not to look this way by chance says nothing. */
const TELLING = Math.log(0.5);
/** Chance below which columns are said to look transformed, though it is not known on what. */
const LIKELY = Math.log(0.01);

/** Weighs what was found in some of `tested` columns against chance. */
export function settleFitted(found: readonly Fitted[], tested: number, maxLogChance: number): Settled {
  const telling = found.filter(({ logChance }) => logChance < TELLING);
  const on = (set: Fitted['on']) => telling.filter((one) => one.on === set);
  const chanceOf = (columns: readonly Fitted[]) =>
    logCoincidence(
      columns.map(({ logChance }) => logChance),
      Math.max(tested, columns.length),
    );
  const logChance = { both: chanceOf(on('both')), apart: chanceOf(on('apart')), fit: chanceOf(on('fit')) };
  const proven = (set: 'both' | 'apart' | 'fit') => (logChance[set] <= maxLogChance ? on(set) : []);
  const [both, apart, fit] = [proven('both'), proven('apart'), proven('fit')];
  const settled = [...both, ...apart, ...fit];
  const rest = telling.filter((one) => !settled.includes(one));
  return { both, apart, fit, undecided: chanceOf(rest) <= LIKELY ? rest : [], logChance };
}
