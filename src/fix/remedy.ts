import type { Column } from '../engine/column.ts';
import type { Sql } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import type { ReportFinding } from '../report/schema.ts';

/** What a finding is about, as its rule saw it. */
export interface Scene {
  readonly finding: ReportFinding;
  readonly inputs: readonly Column[];
  readonly time?: Column;
  readonly entity: readonly Column[];
  readonly target?: Column;
  /** The declared horizon in microseconds. */
  readonly horizon?: number;
  readonly now: Date;
}

/** The two sides of the finding, or its one table twice. */
export interface Sides {
  readonly fit: Table;
  readonly heldOut: Table;
}

/** Which rows to drop so that a finding of one rule goes away. */
export interface Remedy {
  readonly rule: string;
  /** `either`: rows of one side that the other side has too; `fit`: rows of the fit data only; `table`: rows of one table. */
  readonly side: 'either' | 'fit' | 'table';
  /** A statement that gives the positions `n` of rows of `table` to drop; `other` is the other side. Undefined where it has no answer. */
  rows(table: Table, other: Table, scene: Scene, sides: Sides): Promise<Sql | undefined>;
}
