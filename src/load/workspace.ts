import type { RepositoryFacts } from '../dvc/facts/repository-facts.ts';
import type { Engine, Opened } from '../engine/engine.ts';
import type { Table } from '../engine/table.ts';
import type { UserError } from '../errors.ts';
import type { Feature } from '../features/feature.ts';
import type { Suppression } from '../judge/suppression.ts';
import type { FeatureLog } from './feature-log.ts';
import type { FeatureStore } from './feature-store.ts';
import type { OpenedSource } from './sources.ts';

export type Task = 'binary' | 'multiclass' | 'regression';
export type SplitStrategy = 'random' | 'temporal' | 'group';

export interface Target {
  readonly name: string;
  readonly task: Task;
  /** The declared positive class, as written. */
  readonly positive?: string | number | boolean;
  readonly taskInferred: boolean;
}

/** A span of time; `micros` is its length in microseconds. */
export interface Horizon {
  readonly text: string;
  readonly micros: number;
}

/** What is recorded of a data set's version and what is on disk. */
export interface DatasetVersion {
  readonly system: 'dvc';
  /** The file that records it, relative to the working directory: a `dvc.lock` or a `.dvc` file. */
  readonly recordedIn: string;
  readonly recorded: string;
  readonly actual: string | null;
  readonly state: 'match' | 'mismatch' | 'unchecked';
  readonly hash: 'md5' | 'md5-dos2unix' | 'other';
  readonly reason?: string;
  /** For directories whose recorded manifest is at hand: members that differ. */
  readonly differences?: { readonly added: number; readonly removed: number; readonly changed: number };
}

export interface NamedVersion {
  readonly name: string;
  readonly version: DatasetVersion;
}

/** What versions the files of a data set that lies in a DVC repository. */
export interface Versioning {
  readonly by: 'dvc' | 'git' | 'nothing';
  readonly files: number;
  /** Files that neither DVC nor Git has. */
  readonly unversioned: number;
}

export interface Dataset {
  readonly table: Table;
  /** As the user named it. */
  readonly location: string;
  readonly format: string;
  /** Files read, absolute. */
  readonly files: readonly string[];
  readonly version: DatasetVersion | null;
  /** Absent outside a DVC repository. */
  readonly versioning?: Versioning;
  /** Where the data set is a feature log: `table` then has the columns that training data have. */
  readonly log?: FeatureLog;
  /** What a data set was cut from by the split column, that column included. */
  readonly cutFrom?: Pick<Opened, 'relation' | 'columns' | 'rowNumber'>;
}

/** Something nobody declared: printed with its reason, never used to gate. */
export interface Inference {
  readonly fact: 'task' | 'row-id' | 'time' | 'target' | 'role' | 'stage';
  readonly value: string;
  readonly reason: string;
}

/** Everything the checks look at. Names in `time`, `entity` and `id` are column names, present in at least one table. */
export interface Workspace {
  readonly engine: Engine;
  readonly datasets: readonly Dataset[];
  readonly target?: Target;
  readonly time?: string;
  readonly entity: readonly string[];
  readonly id: readonly string[];
  readonly inferredIds: readonly string[];
  readonly splitColumn?: string;
  readonly strategy?: SplitStrategy;
  readonly horizon?: Horizon;
  /** Declared policy: pre-processing was fitted on train alone. */
  readonly preprocessing?: { readonly fitOn: 'train' };
  readonly features: ReadonlyMap<string, Feature>;
  /** The sources of features, by the features' names. */
  readonly sources?: ReadonlyMap<string, OpenedSource>;
  readonly featureStore?: FeatureStore;
  /** What the configuration names and could not be read, though all else was. */
  readonly problems?: readonly UserError[];
  readonly inferences: readonly Inference[];
  /** The DVC repository that the data lie in, or that is looked at alone. */
  readonly repository?: RepositoryFacts;
  /** How `ignore` and baseline entries fared, where that is looked at. */
  readonly suppressions?: readonly Suppression[];
}
