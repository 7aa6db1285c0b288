import type { Position } from '../errors.ts';

/** What is known of a feature, from `watertight.yaml` or a foreign description of it. */
export interface Feature {
  readonly name: string;
  readonly type?: FeatureType;
  readonly min?: number;
  readonly max?: number;
  readonly nullable?: boolean;
  readonly values?: readonly (string | number | boolean)[];
  readonly pattern?: string;
  readonly unique?: boolean;
  readonly monotonic?: 'increasing' | 'decreasing';
  /** A column that holds when the value became known. */
  readonly knownAt?: string;
  /** `after`: exists only after the outcome; `before`: certainly known at prediction time. */
  readonly available?: 'before' | 'after';
  /** `view:feature` of a feature store. */
  readonly feast?: string;
  readonly source?: FeatureSource;
  /** Why a feature that is known to be looked up somewhere has no source that can be read. */
  readonly unsourced?: string;
  /** What a foreign description says of tables: whether they may lack it; absent where it says nothing of that. */
  readonly optional?: boolean;
  /** Where single facts were read, when that is not the feature's own origin. */
  readonly factOrigins?: FactOrigins;
  /** Where this was read: shown in `config show` and in findings. */
  readonly origin: Origin;
}

export type Fact = Exclude<keyof Feature, 'name' | 'origin' | 'factOrigins'>;
export type FactOrigins = Readonly<Partial<Record<Fact, Origin>>>;

export type FeatureType = 'boolean' | 'integer' | 'number' | 'string' | 'date' | 'timestamp';

export interface FeatureSource {
  readonly path: string;
  /** Columns of the labels. */
  readonly entity: readonly string[];
  /** Their names in the source, in the same order, where those differ. */
  readonly keys?: readonly string[];
  readonly time: string;
  readonly created?: string;
  readonly value: string;
  readonly ttl?: string;
  /** Values are kept as 32-bit floating-point numbers. */
  readonly single?: boolean;
}

export interface Origin {
  readonly kind: 'config' | 'flag' | 'default' | 'inferred' | 'environment' | 'feast' | 'foreign';
  readonly position?: Position;
  /** The flag or environment variable, as it is written. */
  readonly name?: string;
}
