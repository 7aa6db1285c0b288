import type { DatasetRole } from '../config/config.ts';

/** A value with the reason why it is proposed. */
export interface Guess {
  readonly value: string;
  readonly reason: string;
}

/** What a first `watertight.yaml` could say. */
export interface Proposal {
  readonly datasets: Readonly<Partial<Record<DatasetRole, Guess>>>;
  /** One file with a split column, instead of a file per role. */
  readonly split?: { readonly path: Guess; readonly column: Guess };
  readonly target?: Guess;
  readonly task?: Guess;
  readonly time?: Guess;
  readonly id: readonly Guess[];
  readonly entity: readonly Guess[];
  /** Files that describe the columns. */
  readonly metadata?: readonly Guess[];
  /** All columns of the train data: what a correction can name. */
  readonly columns: readonly string[];
}
