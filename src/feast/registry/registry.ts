/** What a Feast registry says, of all its projects. */
export interface FeastRegistry {
  /** The file it was read from. */
  readonly path: string;
  /** `dump`: JSON of `feast registry-dump`. */
  readonly form: 'file' | 'sql' | 'dump';
  readonly projects: readonly string[];
  readonly views: readonly FeatureView[];
  /** What views were in each of their versions, as far as the registry keeps it. */
  readonly versions: readonly FeatureView[];
  readonly onDemandViews: readonly OnDemandView[];
  readonly services: readonly FeatureService[];
  readonly savedDatasets: readonly SavedDataset[];
  /** What of it could not be read, though the rest was. */
  readonly problems: readonly string[];
  /** When `feast apply` last wrote it; ISO 8601. */
  readonly lastUpdated?: string;
}

export interface FeatureView {
  readonly project: string;
  readonly name: string;
  /** Counts from 0; absent where Feast counts none. */
  readonly version?: number;
  /** Label views are served like any other. */
  readonly kind: 'feature' | 'stream' | 'label';
  /** Columns of the source that a value is looked up by; empty for views without entities. */
  readonly joinKeys: readonly string[];
  readonly features: readonly FeastFeature[];
  /** How old a value may be, in microseconds; 0: any age. */
  readonly ttl: number;
  /** The batch source, also of push and stream sources. */
  readonly source?: DataSource;
  readonly online: boolean;
  readonly disabled: boolean;
  /** Field → role of a label view's fields, from its tags: `label`, `feedback`, … */
  readonly roles: ReadonlyMap<string, string>;
}

export interface FeastFeature {
  readonly name: string;
  /** Name of the value type: `FLOAT`, `INT64`, …; a number as text where it is not known. */
  readonly type: string;
}

export interface DataSource {
  readonly name: string;
  /** Feast's name of the kind: `BATCH_FILE`, `BATCH_BIGQUERY`, … */
  readonly type: string;
  /** Path or URL of a file source, as registered. */
  readonly uri?: string;
  readonly delta: boolean;
  readonly table?: string;
  readonly query?: string;
  readonly timestampField: string;
  readonly createdColumn?: string;
  /** Column of the source → name of the feature. */
  readonly fieldMapping: ReadonlyMap<string, string>;
  /** Times are dates: a date counts as its first moment. */
  readonly dateTimes: boolean;
}

export interface FeatureService {
  readonly project: string;
  readonly name: string;
  readonly projections: readonly Projection[];
  /** Directory of its feature logs, as registered. */
  readonly logs?: string;
}

/** A view as a service has it. */
export interface Projection {
  readonly view: string;
  readonly alias?: string;
  readonly features: readonly FeastFeature[];
  /** Join key → column of the labels. */
  readonly joinKeyMap: ReadonlyMap<string, string>;
}

export interface OnDemandView {
  readonly project: string;
  readonly name: string;
  readonly features: readonly FeastFeature[];
  /** Fields that the caller hands in with a request. */
  readonly requestFields: readonly FeastFeature[];
  /** Names of the views that it is computed from. */
  readonly sourceViews: readonly string[];
  readonly mode: string;
}

export interface SavedDataset {
  readonly project: string;
  readonly name: string;
  /** `view:feature` each. */
  readonly features: readonly string[];
  readonly joinKeys: readonly string[];
  readonly fullFeatureNames: boolean;
  readonly uri?: string;
  readonly service?: string;
  /** ISO 8601. */
  readonly minEventTime?: string;
  readonly maxEventTime?: string;
}
