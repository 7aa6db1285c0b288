import type { DatasetRole } from '../config/config.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineTable } from '../engine/engine-table.ts';
import { identifier, sql } from '../engine/sql.ts';
import { UserError } from '../errors.ts';
import { assignFiles } from './assign-files.ts';
import { findDataFiles } from './find-data-files.ts';
import { findMetadata } from './find-metadata.ts';
import { guessColumns } from './guess-columns.ts';
import type { Guess, Proposal } from './proposal.ts';

const SPLIT_VALUES = new Set(['train', 'training', 'test', 'testing', 'validation', 'valid', 'val', 'dev', 'holdout']);

/** Looks at the data files below a folder. @throws UserError when there is none. */
export async function propose(folder: string): Promise<Proposal> {
  const files = await findDataFiles(folder);
  if (!files.length) {
    throw new UserError('no data files here', {
      hint: 'run it where CSV, JSON, Parquet or Arrow files are, or name them: watertight check --train …',
    });
  }
  const named = assignFiles(files);
  const datasets = named.train ? named : { ...named, train: { value: files[0]!, reason: 'the first data file' } };
  const engine = await createEngine('duckdb', {});
  try {
    const tables = await Promise.all(
      (Object.entries(datasets) as [DatasetRole, Guess][]).map(([role, { value }]) => open(engine, role, value, folder)),
    );
    const train = tables.find(({ role }) => role === 'train')!;
    const others = tables.filter((table) => table !== train);
    const names = train.columns.map(({ name }) => name);
    const metadata = await findMetadata(folder, files, names);
    const columns = { ...(await guessColumns(train, others)), ...(metadata.length && { metadata }) };
    const column = others.length ? undefined : await splitColumn(train);
    if (!column) return { datasets, ...columns };
    return { datasets: {}, split: { path: datasets.train!, column }, ...columns };
  } finally {
    await engine.close();
  }
}

async function open(engine: Engine, role: DatasetRole, path: string, folder: string): Promise<EngineTable> {
  const { relation, columns, rowNumber } = await engine.open({ location: path, format: undefined, options: {} }, folder);
  return new EngineTable(engine, { name: role, role, relation, columns, rowNumber });
}

/** A text column whose values are names of splits. */
async function splitColumn(table: EngineTable): Promise<Guess | undefined> {
  for (const { name, kind } of table.columns) {
    if (kind !== 'text') continue;
    const values = await table.query(sql`SELECT DISTINCT ${identifier(name)} AS v FROM ${table} LIMIT 6`);
    const words = values.map(({ v }) => String(v).toLowerCase());
    if (words.length >= 2 && words.every((word) => SPLIT_VALUES.has(word)))
      return { value: name, reason: 'its values name the splits' };
  }
  return undefined;
}
