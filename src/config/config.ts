import type { Severity } from '../check/rule.ts';
import type { ReadOptions, Format as SourceFormat } from '../engine/engine.ts';
import type { Position } from '../errors.ts';
import type { Feature, Origin } from '../features/feature.ts';
import type { Horizon, SplitStrategy, Task } from '../load/workspace.ts';

export type DatasetRole = 'train' | 'validation' | 'test' | 'serving';
export type FailOn = Severity | 'never';
export type Scalar = string | number | boolean;

export interface DatasetConfig {
  readonly name: string;
  readonly path: string;
  readonly format?: SourceFormat;
  readonly options: ReadOptions;
  readonly position?: Position;
}

/** One file that holds several splits, told apart by a column. */
export interface SplitColumnConfig {
  readonly dataset: string;
  readonly column: string;
  /** Values of the column per role; absent: the values are the roles' own names. */
  readonly roles: Readonly<Partial<Record<DatasetRole, readonly Scalar[]>>>;
}

export interface RuleSetting {
  /** A rule id, `area/*`, or a tag, as written. */
  readonly pattern: string;
  readonly severity: Severity | 'off' | undefined;
  readonly options: Readonly<Record<string, unknown>> | undefined;
  readonly origin: Origin;
}

export interface Ignore {
  readonly rule: string;
  readonly datasets?: readonly string[];
  readonly columns?: readonly string[];
  readonly reason: string;
  /** ISO date; the entry no longer counts from the day after. */
  readonly until?: string;
  readonly position?: Position;
}

/** A file that describes features in a format of its own. */
export interface MetadataFile {
  readonly path: string;
  readonly format?: 'croissant' | 'frictionless' | 'huggingface' | 'json-schema' | 'mlflow' | 'tfdv';
  /** The record set, resource or configuration that is meant. */
  readonly table?: string;
  readonly position?: Position;
}

/** A rule of the project, in SQL: the rows that it gives are violations. */
export interface CustomRule {
  readonly id: string;
  /** Names or roles; absent for a rule about a split. */
  readonly dataset?: readonly string[];
  readonly split?: readonly ('validation' | 'test')[];
  readonly sql: string;
  readonly message: string;
  readonly severity?: Severity;
  readonly columns?: readonly string[];
  readonly summary?: string;
  readonly why?: string;
  readonly fix?: string;
  readonly timeoutMs: number;
  readonly position?: Position;
}

/** Flags and YAML, validated and merged: flags win. */
export interface Config {
  /** Directory that relative paths start from: the config file's, or the working directory. */
  readonly baseDirectory: string;
  readonly file: { readonly path: string; readonly digest: string } | null;
  readonly project?: string;
  readonly datasets: readonly DatasetConfig[];
  /** Role → dataset name; with `splitColumn`, the roles come from one dataset. */
  readonly roles: Readonly<Partial<Record<DatasetRole, string>>>;
  readonly splitColumn?: SplitColumnConfig;
  readonly strategy?: SplitStrategy;
  readonly target?: { readonly column: string; readonly task?: Task; readonly positive?: Scalar; readonly horizon?: Horizon };
  readonly time?: string;
  readonly entity: readonly string[];
  readonly id: readonly string[];
  /** False: nobody needs the columns that look like row ids. */
  readonly inferIds?: false;
  readonly features: readonly Feature[];
  /** In order: what an earlier one says of a feature wins. */
  readonly metadata?: readonly MetadataFile[];
  /** The declared policy: which rows preprocessing is meant to be fitted on. */
  readonly preprocessing?: { readonly fitOn: 'train' };
  readonly dvc: 'auto' | 'off';
  /** In order: later wins over earlier, and an exact id over a pattern. */
  readonly rules: readonly RuleSetting[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly ignore: readonly Ignore[];
  readonly custom?: readonly CustomRule[];
  /** Packages, files and globs, as written. */
  readonly plugins?: readonly string[];
  /** Presets of plugins, as `plugin/preset`. */
  readonly extends?: readonly string[];
  readonly failOn: FailOn;
  /** Absolute path. */
  readonly baseline?: string;
  readonly engine: {
    readonly url: string;
    readonly memoryLimit?: string;
    readonly threads?: number;
    /** Absolute path. */
    readonly extensionDirectory?: string;
    readonly sampleRows?: number;
  };
  /** Limits in milliseconds. */
  readonly timeoutMs?: number;
  readonly ruleTimeoutMs?: number;
  readonly showValues: boolean;
  /** Dotted path of each given value → where it was given; for `config show`. */
  readonly origins: ReadonlyMap<string, Origin>;
  /** Further keys of later stages, as validated. */
  readonly feast?: {
    readonly repo?: string;
    readonly registry?: string;
    readonly project?: string;
    readonly service?: string;
    readonly remote?: boolean;
  };
}
