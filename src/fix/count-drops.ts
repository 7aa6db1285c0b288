import { sql } from '../engine/sql.ts';
import type { Dataset, Workspace } from '../load/workspace.ts';
import { allOf } from './drop-statements.ts';
import type { Drop } from './plan-drops.ts';

/** What one data set loses. */
export interface Dropped {
  readonly dataset: string;
  readonly role: string;
  readonly rows: number;
  readonly of: number;
  readonly rules: readonly string[];
}

export async function countDrops({ engine }: Workspace, drops: readonly Drop[]): Promise<Dropped[]> {
  const tables = [...new Set(drops.map(({ dataset }) => dataset))];
  return Promise.all(
    tables.map(async (dataset: Dataset) => {
      const own = drops.filter((one) => one.dataset === dataset);
      const [row] = await engine.query(sql`SELECT count(*) AS n FROM (${allOf(own)}) AS dropped`);
      const { name, role } = dataset.table;
      const rules = [...new Set(own.map(({ rule }) => rule))];
      return { dataset: name, role, rows: Number(row?.n ?? 0), of: await dataset.table.rows(), rules };
    }),
  );
}
