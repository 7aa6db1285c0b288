import type { SplitPlan } from '../split/split-plan.ts';
import type { Side } from './plan-drops.ts';

export interface FixRequest {
  /** Which side loses the rows that both have. */
  readonly drop: Side;
  /** A list of the rows to drop, in Parquet or CSV. */
  readonly rows?: string;
  /** A folder for copies without these rows. */
  readonly clean?: string;
  /** Instead of dropping rows: all of them in one Parquet file, split anew. */
  readonly resplit?: { readonly plan: SplitPlan; readonly output: string; readonly column: string };
  /** Columns that copies leave out. */
  readonly without?: readonly string[];
  readonly cwd: string;
  readonly force?: boolean;
  readonly signal?: AbortSignal;
}
