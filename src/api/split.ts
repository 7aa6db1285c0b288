import type { Config } from '../config/config.ts';
import type { EngineTable } from '../engine/engine-table.ts';
import { UserError } from '../errors.ts';
import { inputsOf } from '../fix/inputs.ts';
import { type OutputFile, outputFile, writeRows } from '../fix/output-file.ts';
import { wholeData } from '../fix/whole-data.ts';
import { load } from '../load/load.ts';
import type { Workspace } from '../load/workspace.ts';
import type { Report } from '../report/schema.ts';
import { countSplits, type SplitCounts } from '../split/count-splits.ts';
import { makeAssignment } from '../split/make-assignment.ts';
import type { SplitPlan, SplitRole } from '../split/split-plan.ts';
import { splitStatement } from '../split/split-statement.ts';
import { check } from './check.ts';

export interface SplitRequest {
  readonly plan: SplitPlan;
  /** The file to write: Parquet. */
  readonly output: string;
  /** The name of the column that says which split a row is in. */
  readonly column: string;
  /** Relative outputs start from here. */
  readonly cwd: string;
  /** Replace an output that is there; inputs are never written. */
  readonly force?: boolean;
  /** Columns to leave out. */
  readonly without?: readonly string[];
  /** Keep rows of equal features together, whatever their declared id. */
  readonly byContent?: boolean;
  readonly signal?: AbortSignal;
}

export interface SplitResult {
  readonly file: OutputFile;
  readonly rows: Readonly<Record<SplitRole, number>>;
  readonly notices: readonly string[];
  /** What a check says of the file. */
  readonly after: Report;
}

/**
 * Writes the rows of all data sets to one Parquet file with a column that gives each a split, and checks it.
 * @throws UserError where the data cannot be split so, or the file may not be written
 */
export async function split(config: Config, request: SplitRequest): Promise<SplitResult> {
  const signal = request.signal ?? new AbortController().signal;
  const workspace = await load({ ...config, dvc: 'off' }, signal);
  try {
    const { file, rows, notices } = await writeSplit(workspace, config, request);
    await workspace.engine.close();
    const after = await check(splitConfig(config, file, request), { signal });
    return { file, rows, notices, after };
  } finally {
    await workspace.engine.close();
  }
}

/** The same without the check; the workspace stays open. */
export async function writeSplit(
  workspace: Workspace,
  config: Config,
  request: SplitRequest,
): Promise<Omit<SplitResult, 'after'>> {
  const { plan, column, cwd, force = false, signal, without = [], byContent = false } = request;
  const file = outputFile(request.output, { cwd, force, inputs: inputsOf(workspace, config), formats: ['parquet'] });
  const { table, columns } = rowsToSplit(workspace, without, column);
  const assignment = await makeAssignment(
    table,
    byContent ? { ...columns, id: [], apart: [...columns.apart, ...columns.id] } : columns,
    plan,
  );
  const statement = splitStatement(table, assignment, column);
  let counted: SplitCounts | undefined;
  await writeRows(workspace.engine, statement, file, signal, async (written) => {
    counted = await countSplits(workspace.engine, written, column, plan.shares);
  });
  const { rows, notices } = counted!;
  return { file, rows, notices: [...assignment.notices, ...notices] };
}

function rowsToSplit(workspace: Workspace, without: readonly string[], splitColumn: string) {
  const whole = wholeData(workspace);
  const { target, time, entity, id } = workspace;
  const kept = keep(whole, without, [target?.name, time, ...entity, ...id]);
  if (kept.columns.some(({ name }) => name.toLowerCase() === splitColumn.toLowerCase())) {
    throw new UserError(`the data have a column ${splitColumn} already`, { hint: 'name another with --column' });
  }
  const apart = [...(target ? [target.name] : []), ...entity, ...workspace.inferredIds];
  return { table: kept, columns: { ...(time !== undefined && { time }), entity, id, apart } };
}

/** @throws UserError for a column that isn't there, or that is needed */
export function keep(table: EngineTable, without: readonly string[], needed: readonly (string | undefined)[]): EngineTable {
  for (const name of without) {
    if (!table.column(name)) throw new UserError(`there is no column ${name} to leave out`);
    if (needed.includes(name))
      throw new UserError(`${name} is declared, so it cannot be left out`, { hint: 'take it out of the configuration first' });
  }
  return table.withColumns(table.columns.filter(({ name }) => !without.includes(name)));
}

/** The configuration for the file that was written. */
export function splitConfig(
  { baseline, datasets, roles, splitColumn, ...config }: Config,
  file: OutputFile,
  { plan, column }: Pick<SplitRequest, 'plan' | 'column'>,
): Config {
  const name = 'resplit';
  const { serving } = roles;
  return {
    ...config,
    dvc: 'off',
    datasets: [
      ...datasets.filter((dataset) => dataset.name === serving),
      { name, path: file.path, format: 'parquet', options: {} },
    ],
    roles: serving === undefined ? {} : { serving },
    splitColumn: { dataset: name, column, roles: Object.fromEntries(plan.shares.map(({ role }) => [role, [role]])) },
    strategy: plan.strategy,
  };
}
