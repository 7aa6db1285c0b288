import { foldCase } from './column-names.ts';
import type { Partition } from './files/partitions.ts';
import { literal, name } from './reading.ts';

/** Select items that give each row its folder's values, beside columns of other names; `file_index` counts from `firstFile`. */
export function partitionColumns(partitions: readonly Partition[], columns: readonly string[], firstFile = 0): string[] {
  return beside(partitions, columns).map(({ name: column, type, values }) => {
    const list = `[${values.map((value) => literal(value)).join(', ')}]::${type}[]`;
    return `(${list})[CAST(file_index AS BIGINT) + ${firstFile + 1}] AS ${name(column)}`;
  });
}

/** The partitions that no column of the files has the name of. */
export function beside(partitions: readonly Partition[], columns: readonly string[]): Partition[] {
  const taken = new Set(columns.map(foldCase));
  return partitions.filter((partition) => !taken.has(foldCase(partition.name)));
}
