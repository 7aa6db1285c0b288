import type { Sql } from '../engine/sql.ts';

export type SplitRole = 'train' | 'validation' | 'test';

/** How rows are to be given to splits. */
export type SplitPlan = HashedPlan | TemporalPlan;

interface Common {
  /** Share of the rows that each split is to have, in order; they sum up to one. */
  readonly shares: readonly Share[];
}

export interface Share {
  readonly role: SplitRole;
  readonly share: number;
}

/** By a hash of what a row, or its group, is: a row stays where it is when others come. */
export interface HashedPlan extends Common {
  readonly strategy: 'random' | 'group';
  readonly seed: string;
}

export interface TemporalPlan extends Common {
  readonly strategy: 'temporal';
  /** Microseconds between the last row of a split and the first of the next. */
  readonly embargo: number;
  /** Moments in microseconds at which the later splits begin; chosen by the shares when absent. */
  readonly cuts?: readonly number[];
}

/** Each row's split, as SQL over the rows of a table. */
export interface Assignment {
  /** What is computed of each row beforehand: expressions with their names. */
  readonly extra: readonly Sql[];
  /** What is joined to the rows with these. */
  readonly join?: Sql;
  /** The split as text; NULL for a row that is in none. */
  readonly split: Sql;
  /** What people should know of how it was made. */
  readonly notices: readonly string[];
}
