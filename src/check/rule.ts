import type { z } from 'zod';
import type { RepositoryFacts } from '../dvc/facts/repository-facts.ts';
import type { RevisionFacts } from '../dvc/facts/revision-facts.ts';
import type { StageFacts } from '../dvc/facts/stage-facts.ts';
import type { Column } from '../engine/column.ts';
import type { Sql, Value } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import type { Position } from '../errors.ts';
import type { Feature } from '../features/feature.ts';
import type { Suppression } from '../judge/suppression.ts';
import type { FeatureLog } from '../load/feature-log.ts';
import type { FeatureStore } from '../load/feature-store.ts';
import type { DatasetVersion, Horizon, NamedVersion, SplitStrategy, Target, Versioning } from '../load/workspace.ts';
import type { Figure } from './figure.ts';
import type { FeatureJoin } from './source-subjects.ts';

export type Severity = 'error' | 'warn' | 'info';
export type Confidence = 'high' | 'medium' | 'low';

/** The numbers that prove or clear; stable keys, finite numbers, never a cell's value. */
export type Evidence = Readonly<Record<string, number | string | boolean | null | readonly (number | string | null)[]>>;

/** What a rule looks at, and what its context then holds. */
export interface SubjectContexts {
  /** Each table. `peers`: the tables of other roles that can confirm or refute what was seen here. */
  readonly dataset: { readonly table: Table; readonly peers: readonly Table[] };
  /** Each fit and held-out pair. */
  readonly split: { readonly fit: Table; readonly heldOut: Table };
  readonly serving: { readonly train: Table; readonly serving: Table; readonly store?: FeatureStore; readonly log?: FeatureLog };
  /** Each feature whose source is known: the labels, which are train, validation or test data, and what it was looked up in. */
  readonly source: { readonly labels: Table; readonly source: Table; readonly join: FeatureJoin; readonly store?: FeatureStore };
  /** The declared Feast feature store, with train data where there are some. */
  readonly 'feature-store': { readonly store: FeatureStore; readonly train?: Table };
  /** The DVC repository around the data, or here. */
  readonly pipeline: { readonly repository: RepositoryFacts };
  /** Each data set with the version recorded of it; without data sets, all that the DVC repository records and has on disk. */
  readonly recorded: { readonly versions: () => Promise<readonly NamedVersion[]> };
  /** The user's own settings, looked at after all else: entries that accept findings. */
  readonly configuration: { readonly suppressions: readonly Suppression[] };
}
export type SubjectKind = keyof SubjectContexts;

/** What the user must have declared (or a fact that must hold); unmet, the outcome is `skipped: needs …`. */
export interface NeedContexts {
  readonly target: { readonly target: Target };
  readonly time: { readonly time: Column };
  readonly entity: { readonly entity: readonly Column[] };
  readonly id: { readonly id: readonly Column[] };
  readonly horizon: { readonly horizon: Horizon };
  readonly strategy: { readonly strategy: SplitStrategy };
  readonly features: { readonly features: ReadonlyMap<string, Feature> };
  readonly version: { readonly version: DatasetVersion };
  /** How a data set in a DVC repository is versioned. */
  readonly versioning: { readonly versioning: Versioning };
  /** What a feature server logged, where the data set is that. */
  readonly log: { readonly log: FeatureLog };
  /** The stages and `.dvc` files of the repository, which can be read. */
  readonly stages: { readonly stages: StageFacts };
  /** Two revisions of the repository to compare (`--rev`). */
  readonly revisions: { readonly revisions: RevisionFacts };
}
export type Need = keyof NeedContexts;

/** What a column was declared or, for `row-id`, inferred to be. */
export type ColumnRole = 'target' | 'time' | 'split' | 'entity' | 'id' | 'row-id' | 'known-at' | 'feature';

/** What every rule may ask, whatever it needs. Columns are those of all the subject's tables, of the first table's type. */
export interface CommonContext<M extends Messages, O> {
  readonly options: O;
  readonly signal: AbortSignal;
  readonly report: (finding: Report<M>) => void;
  /** Columns a model may learn from: all but target, time, ids, entities and the split column. */
  readonly inputs: readonly Column[];
  /** Columns that look like row identifiers, though nobody declared them; not among `inputs`. */
  readonly inferredIds: readonly Column[];
  /** Of a column of any table by its name, whether or not this subject's tables have it. */
  readonly columnRole: (name: string) => ColumnRole;
  /** What was declared and is present in the subject's tables, for rules that can do without. */
  readonly declared: {
    readonly target?: Target;
    readonly time?: Column;
    readonly entity: readonly Column[];
    readonly id: readonly Column[];
    readonly strategy?: SplitStrategy;
    readonly horizon?: Horizon;
    /** The user says that pre-processing was fitted on train alone: breaking that is an error. */
    readonly preprocessing?: { readonly fitOn: 'train' };
    readonly features: ReadonlyMap<string, Feature>;
  };
  /** When the run started. */
  readonly now: Date;
}

export type Messages = Readonly<Record<string, string>>;

/** `{{name}}` and `{{name|format}}` slots of a message, as a union of names. */
export type Slots<T extends string> = T extends `${string}{{${infer Slot}}}${infer Rest}`
  ? (Slot extends `${infer Name}|${string}` ? Name : Slot) | Slots<Rest>
  : never;

/** One finding of a rule: facts only, text is made when a report is written. */
export type Report<M extends Messages> = {
  [K in keyof M & string]: {
    readonly messageId: K;
    readonly columns?: readonly (Column | string)[];
    readonly evidence: Evidence;
    /** Lower or higher than the rule's default where the evidence says so. */
    readonly severity?: Severity;
    readonly confidence?: Confidence;
    /** `sampled` when a figure in `evidence` is an estimate. */
    readonly coverage?: 'exact' | 'sampled';
    /** A statement that reproduces the figures; must hold no cell value. */
    readonly sql?: Sql;
    /** Replaces the rule's `fix` for this finding. */
    readonly fix?: string;
    /** Tells apart findings of one message on the same columns. */
    readonly discriminator?: string;
    /** Where it stands, when that is in a file that people write. */
    readonly location?: Position;
    /** Cell values that illustrate the finding; leave the program only with `--show-values`. */
    readonly examples?: readonly Value[];
    /** Counts that show the finding where its evidence cannot; made by `src/measure/figures`. */
    readonly figures?: readonly Figure[];
  } & ([Slots<M[K]>] extends [never]
    ? { readonly data?: never }
    : { readonly data: Readonly<Record<Slots<M[K]>, string | number>> });
}[keyof M & string];

/** What a check says when it reported nothing. Returning nothing means clean. */
export type Result =
  | { readonly status: 'clean'; readonly reason?: string; readonly evidence?: Evidence }
  | { readonly status: 'underpowered'; readonly reason: string; readonly evidence?: Evidence }
  | { readonly status: 'skipped'; readonly reason: string; readonly evidence?: Evidence };

export const clean = (evidence: Evidence = {}, reason?: string): Result => ({
  status: 'clean',
  evidence,
  ...(reason !== undefined && { reason }),
});
/** `reason` names the number that is too small and the one that would be enough. */
export const underpowered = (reason: string, evidence: Evidence = {}): Result => ({ status: 'underpowered', reason, evidence });
export const skipped = (reason: string, evidence: Evidence = {}): Result => ({ status: 'skipped', reason, evidence });

export type Context<S extends SubjectKind, N extends Need, M extends Messages, O> = SubjectContexts[S] &
  ([N] extends [never] ? unknown : Intersect<NeedContexts[N]>) &
  CommonContext<M, O>;
type Intersect<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;

/** Kapoor & Narayanan, "Leakage and the reproducibility crisis in machine-learning-based science", Patterns 2023; null outside leakage. */
export type Taxonomy = 'L1.1' | 'L1.2' | 'L1.3' | 'L1.4' | 'L2' | 'L3.1' | 'L3.2' | 'L3.3' | null;

export interface Rule<
  Id extends string = string,
  S extends SubjectKind = SubjectKind,
  N extends Need = Need,
  M extends Messages = Messages,
  O extends z.ZodType = z.ZodType,
> {
  /** `area/problem-as-seen`; permanent. */
  readonly id: Id;
  readonly subject: S;
  /** Which roles of table a `dataset` rule looks at (all when absent), or a `split` rule holds against train (validation, test). */
  readonly roles?: readonly Table['role'][];
  /** Whether a `split` rule also looks at train and validation together against test. */
  readonly unions?: boolean;
  readonly needs: readonly N[];
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly taxonomy: Taxonomy;
  readonly since: string;
  readonly tags?: readonly string[];
  /** One sentence without full stop. */
  readonly summary: string;
  /** The consequence of ignoring it, one line. */
  readonly why: string;
  /** What to do, one command-like line. */
  readonly fix: string;
  readonly messages: M;
  /** A strict object with a default for every key. */
  readonly options: O;
  check(context: Context<S, N, M, z.infer<O>>): Promise<Result | undefined>;
}

/** Declares a rule; message ids, slots and the context are checked by the compiler. */
export function defineRule<
  const Id extends string,
  const S extends SubjectKind,
  const M extends Messages,
  O extends z.ZodType,
  const N extends Need = never,
>(rule: Rule<Id, S, N, M, O>): Rule<Id, S, N, M, O> {
  return rule;
}

/** A rule whose types are no longer known: what the engine handles. */
// biome-ignore lint/suspicious/noExplicitAny: a rule's own types are erased once it is registered
export type AnyRule = Rule<string, any, any, any, any>;
