import { raw, type Sql } from '../sql.ts';
import { pathList, type Reading } from './reading.ts';

/** Fewer places than this say too little of a file that is sorted. */
const MIN_GROUPS = 8;

/** Ranges of rows that a Parquet reader can leave out whole: first row and the one after the last. */
export type RowGroups = readonly (readonly [from: number, to: number])[];

export async function rowGroups({ database }: Pick<Reading, 'database'>, path: string): Promise<RowGroups> {
  const rows = await database.rows(
    `SELECT row_group_id, max(row_group_num_rows) AS n FROM parquet_metadata(${pathList([path])}) GROUP BY row_group_id ORDER BY row_group_id`,
  );
  let from = 0;
  return rows.map(({ n }): [number, number] => {
    const to = from + Number(n);
    const range: [number, number] = [from, to];
    from = to;
    return range;
  });
}

/** Every k-th row group of `call`, so that about this share of the rows is read; undefined when the groups are too few. */
export function partOf(call: string, groups: RowGroups): ((share: number) => Sql) | undefined {
  if (groups.length < 2 * MIN_GROUPS) return undefined;
  return (share) => {
    const wanted = Math.min(groups.length, Math.max(MIN_GROUPS, Math.ceil(share * groups.length)));
    const chosen = Array.from({ length: wanted }, (_, i) => groups[Math.floor(((i + 0.5) * groups.length) / wanted)]!);
    const ranges = chosen.map(([from, to]) => `file_row_number BETWEEN ${from} AND ${to - 1}`);
    return raw(`(SELECT *, file_row_number FROM ${call} WHERE ${ranges.join(' OR ')})`);
  };
}
