import type { Workspace } from '../load/workspace.ts';
import { keptRows, sourceOf } from './drop-statements.ts';
import { type OutputFile, writeRows } from './output-file.ts';
import type { Drop } from './plan-drops.ts';

export interface Copy {
  readonly file: OutputFile;
  readonly rows: number;
}

/** Copies of the data sets that lose rows or columns, by name. */
export async function writeCopies(
  { engine, datasets }: Workspace,
  drops: readonly Drop[],
  without: readonly string[],
  fileOf: (name: string) => OutputFile,
  signal: AbortSignal | undefined,
): Promise<Map<string, Copy>> {
  const copies = new Map<string, Copy>();
  for (const dataset of datasets) {
    const { name } = dataset.table;
    const own = drops.filter((one) => one.dataset.table.name === name);
    const loses = sourceOf(dataset).columns.some((column) => without.includes(column.name));
    if (copies.has(name) || (!own.length && !loses)) continue;
    const file = fileOf(name);
    copies.set(name, { file, rows: await writeRows(engine, keptRows(dataset, own, without), file, signal) });
  }
  return copies;
}
