import type { ManifestMember } from '../hash/manifest.ts';
import type { Value, ValueMap } from '../read/value.ts';
import type { Location } from './location.ts';

/** A stage of a pipeline, or a `.dvc` file, as it is defined and as it is locked. */
export interface Stage {
  /** How DVC names it: `name`, `path/dvc.yaml:name`, or the path of the `.dvc` file. */
  readonly address: string;
  /** The `dvc.yaml` or `.dvc` file, relative to the root. */
  readonly file: string;
  /** Absent for a `.dvc` file. */
  readonly name?: string;
  /** Absolute. */
  readonly wdir: string;
  /** Resolved; absent for a `.dvc` file. */
  readonly cmd?: Value;
  /** Absent when the lock doesn't know the stage. */
  readonly lockedCmd?: Value;
  readonly frozen: boolean;
  readonly alwaysChanged: boolean;
  readonly deps: readonly Dep[];
  readonly outs: readonly Out[];
  /** What an import takes its data from; absent for every other stage. */
  readonly imports?: 'repo' | 'database' | 'url';
  /** Only of `.dvc` files: the checksum of the file as it stands in it, and as it should be (null: none, where nothing is imported). */
  readonly checksum?: { readonly recorded: Value | undefined; readonly computed: string | null };
}

/** Name and value of a recorded hash. */
export interface HashInfo {
  readonly name: 'md5' | 'md5-dos2unix' | 'etag' | 'checksum';
  readonly value: string;
}

export interface DataItem {
  /** As written (an absolute path in the repository made relative to the working directory): the key in the lock. */
  readonly path: string;
  readonly location: Location;
  readonly hash: HashInfo | null;
  readonly isDirectory: boolean;
  /** As recorded, in bytes; DVC itself doesn't compare it. */
  readonly size?: number;
  /** Members that are recorded one by one instead of in a manifest. */
  readonly files?: readonly ManifestMember[];
}

export interface DataDep extends DataItem {
  readonly kind: 'data';
}

export interface Out extends DataItem {
  readonly cache: boolean;
  readonly push: boolean;
  readonly remote?: string;
}

export interface ParamsDep {
  readonly kind: 'params';
  readonly path: string;
  readonly location: Location;
  /** Empty for the whole file. */
  readonly keys: readonly string[];
  /** Absent when the lock holds nothing of the file. */
  readonly locked?: ReadonlyMap<string, Value>;
}

export interface RepoDep {
  readonly kind: 'repo';
  readonly path: string;
  readonly url: string;
  readonly rev?: string;
  readonly revLock?: string;
}

/** `ds://name`. */
export interface DatasetDep {
  readonly kind: 'dataset';
  readonly path: string;
  /** What the stage's lock holds, and the dataset's own lock beside its definition; null when there is none in force. */
  readonly locked: ValueMap | null;
  readonly current: ValueMap | null;
}

export interface DatabaseDep {
  readonly kind: 'database';
}

export type Dep = DataDep | ParamsDep | RepoDep | DatasetDep | DatabaseDep;
