import type { Entry } from '../read/entry.ts';

/** Data that a lock or a `.dvc` file records. */
export interface DataRecord {
  readonly kind: 'out' | 'dep';
  /** Absolute. */
  readonly path: string;
  readonly entry: Entry;
  /** The `dvc.lock` or `.dvc` file, absolute. */
  readonly recordedIn: string;
}
