import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { UserError } from '../errors.ts';
import { countDrops, type Dropped } from '../fix/count-drops.ts';
import { droppedRows, sourceOf } from '../fix/drop-statements.ts';
import type { FixRequest } from '../fix/fix-request.ts';
import { inputsOf } from '../fix/inputs.ts';
import { type OutputRules, outputFile, writeRows } from '../fix/output-file.ts';
import { planDrops } from '../fix/plan-drops.ts';
import { refuseEarly } from '../fix/refuse-early.ts';
import { type Copy, writeCopies } from '../fix/write-copies.ts';
import { gates } from '../judge/verdict.ts';
import { load } from '../load/load.ts';
import type { Workspace } from '../load/workspace.ts';
import type { Report, ReportFinding } from '../report/schema.ts';
import { check } from './check.ts';
import { builtInRules } from './rules.ts';
import { splitConfig, writeSplit } from './split.ts';

export interface Written {
  readonly path: string;
  readonly rows: number;
}

export interface FixResult {
  readonly before: Report;
  /** Of what was written, or would have been when only a list was asked for. */
  readonly after: Report;
  readonly written: readonly Written[];
  readonly dropped: readonly Dropped[];
  /** Findings that fail and that dropping rows does not mend. */
  readonly unmended: readonly ReportFinding[];
  readonly notices: readonly string[];
}

export type { FixRequest } from '../fix/fix-request.ts';

/**
 * Checks, writes what mends the findings that fail, and checks that. Nothing is written in place.
 * @throws UserError where the check is incomplete, or a file may not be written
 */
export async function fix(given: Config, request: FixRequest): Promise<FixResult> {
  const config: Config = { ...given, dvc: 'off' };
  const signal = request.signal ?? new AbortController().signal;
  refuseEarly(config, request);
  const before = await check(config, { signal });
  if (before.run.status === 'error') {
    throw new UserError(`the check is incomplete, so nothing is written: ${before.run.errors[0] ?? 'a rule failed'}`);
  }
  const failing = before.findings.filter((finding) => gates(finding, config.failOn));
  const workspace = await load(config, signal);
  try {
    return request.resplit
      ? await resplit(workspace, config, request, request.resplit, before)
      : await drop(workspace, config, request, before, failing);
  } finally {
    await workspace.engine.close();
  }
}

async function resplit(
  workspace: Workspace,
  config: Config,
  { cwd, force, without, signal }: FixRequest,
  wanted: NonNullable<FixRequest['resplit']>,
  before: Report,
): Promise<FixResult> {
  const request = {
    ...wanted,
    cwd,
    byContent: true,
    ...(force && { force }),
    ...(without && { without }),
    ...(signal && { signal }),
  };
  const { file, rows, notices } = await writeSplit(workspace, config, request);
  await workspace.engine.close();
  const after = await check(splitConfig(config, file, request), { ...(signal && { signal }) });
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
  return { before, after, written: [{ path: file.shown, rows: total }], dropped: [], unmended: [], notices };
}

async function drop(
  workspace: Workspace,
  config: Config,
  request: FixRequest,
  before: Report,
  failing: readonly ReportFinding[],
): Promise<FixResult> {
  const { without = [], signal } = request;
  const now = new Date(before.run.startedAt);
  const { drops, without: unmended } = await planDrops(workspace, failing, await builtInRules(), request.drop, now);
  const dropped = await countDrops(workspace, drops);
  const unknown = without.find(
    (name) => !workspace.datasets.some((one) => sourceOf(one).columns.some((column) => column.name === name)),
  );
  if (unknown !== undefined) throw new UserError(`no data set has a column ${unknown} to leave out`);
  const rules = outputRules(workspace, config, request);
  const written: Written[] = [];
  if (request.rows !== undefined && drops.length) {
    const file = outputFile(request.rows, { ...rules, formats: ['csv', 'parquet'] });
    written.push({ path: file.shown, rows: await writeRows(workspace.engine, droppedRows(drops, workspace.id), file, signal) });
  }
  const temporary = request.clean === undefined ? await mkdtemp(join(tmpdir(), 'watertight-fix-')) : undefined;
  try {
    const copies = await writeCopies(
      workspace,
      drops,
      without,
      (name) => outputFile(temporary ? join(temporary, `${name}.parquet`) : join(request.clean!, `${name}.parquet`), rules),
      signal,
    );
    await workspace.engine.close();
    const after = copies.size ? await check(withCopies(config, copies), { ...(signal && { signal }) }) : before;
    if (!temporary) written.push(...[...copies.values()].map(({ file, rows }) => ({ path: file.shown, rows })));
    return { before, after, written, dropped, unmended, notices: [] };
  } finally {
    if (temporary) await rm(temporary, { recursive: true, force: true });
  }
}

const withCopies = (config: Config, copies: ReadonlyMap<string, Copy>): Config => ({
  ...config,
  datasets: config.datasets.map((dataset) => {
    const copy = copies.get(dataset.name);
    return copy ? { name: dataset.name, path: copy.file.path, format: 'parquet', options: {} } : dataset;
  }),
});

const outputRules = (workspace: Workspace, config: Config, { cwd, force = false }: FixRequest): OutputRules => ({
  ...{ cwd, force, formats: ['parquet'] },
  inputs: inputsOf(workspace, config),
});
