import type { Feature } from '../features/feature.ts';

/** What a file says of the tables it describes. */
export interface Description {
  readonly tables: readonly DescribedTable[];
}

export interface DescribedTable {
  /** Absent where the file describes one table only. */
  readonly name?: string;
  /** Paths or URLs of the data, as the file has them. */
  readonly files?: readonly string[];
  readonly features: readonly Feature[];
  /** The column that it calls the label. */
  readonly label?: string;
}
