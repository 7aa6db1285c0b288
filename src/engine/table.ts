import type { Column } from './column.ts';
import type { Engine, Row } from './engine.ts';
import type { Frame } from './frame.ts';
import type { Relation, Sql, Value } from './sql.ts';

export type Role = 'train' | 'validation' | 'test' | 'serving' | 'train+validation' | 'source';

/** A data set in its role. Interpolated into `sql`, it stands for its relation. */
export interface Table extends Relation {
  readonly name: string;
  readonly role: Role;
  readonly columns: readonly Column[];
  readonly engine: Engine;
  /** Position of a row in the data set, counted from 0; undefined where no order is known (samples, unions, some engines). */
  readonly rowNumber: Sql | undefined;
  /** The column of this name, or undefined. */
  column(name: string): Column | undefined;
  /** Exact number of rows. */
  rows(): Promise<number>;
  /** Aggregates over all rows; merged with every other rule's into one scan, each distinct expression computed once. */
  aggregate<K extends string>(expressions: Readonly<Record<K, Sql>>): Promise<Record<K, Value>>;
  /** A statement of the rule's own; identical statements run once. */
  query(statement: Sql): Promise<Row[]>;
  /** Rows of a statement kept for the run and shared by every rule that asks for the same ones. */
  materialize(statement: Sql): Promise<Relation>;
  /** A seeded sample of at most `rows` (200,000) rows: to choose where to look, never for a verdict. The table itself when it is no larger. */
  sample(rows?: number): Promise<Table>;
  /** The values of a sample of at most 20,000 rows (fewer when there are very many columns), read once for all rules. */
  frame(): Promise<Frame>;
}
