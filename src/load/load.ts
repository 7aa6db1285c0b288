import type { Config } from '../config/config.ts';
import { createEngine } from '../engine/create-engine.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineTable } from '../engine/engine-table.ts';
import { formatPosition, UserError } from '../errors.ts';
import { nearest } from '../text/did-you-mean.ts';
import { type Described, describedFeatures } from './described-features.ts';
import { withAges } from './feature-log.ts';
import { inferRoles } from './infer-roles.ts';
import { type OpenedDataset, openDatasets, requireColumn } from './open-datasets.ts';
import { isInRepository, type Revisions, repositoryAround } from './repository.ts';
import { inferRowIds } from './row-ids.ts';
import { withServedLogs } from './served-logs.ts';
import { inferTask } from './task.ts';
import type { Dataset, DatasetVersion, Inference, Target, Versioning, Workspace } from './workspace.ts';

/** Opens the data and gathers what is known of it. The caller closes `engine`. `revisions`: those of the repository to compare. */
export async function load(config: Config, signal: AbortSignal, revisions?: Revisions): Promise<Workspace> {
  const { url, ...options } = config.engine;
  const engine = await createEngine(url, options, signal);
  signal.addEventListener('abort', () => void engine.close(), { once: true });
  try {
    return await gather(config, engine, signal, revisions);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function gather(given: Config, engine: Engine, signal: AbortSignal, revisions?: Revisions): Promise<Workspace> {
  const { config: located, inferences } = await inferRoles(given);
  const [tables, described] = await Promise.all([openDatasets(located, engine), describedFeatures(located)]);
  EngineTable.readTogether(tables.map(({ table }) => table));
  const { config, label } = withLabel(located, described, tables);
  const opened = withServedLogs(tables, config);
  const repository = await repositoryAround(opened, config, { signal, ...(revisions && { revisions }) });
  const [versions, facts, known] = await Promise.all([
    versionsOf(opened, config),
    factsOf(opened, config),
    featuresOf(opened, config, engine, described),
  ]);
  const datasets: Dataset[] = opened.map(({ table, log, config: { name, path }, opened: whole }, i) => ({
    table,
    location: path,
    format: whole.format,
    files: whole.files,
    ...(name === config.splitColumn?.dataset && { cutFrom: whole }),
    version: versions[i]?.version ?? null,
    ...(versions[i] && { versioning: versions[i].versioning }),
    ...(log && { log: withAges(log, known) }),
  }));
  return {
    engine,
    datasets,
    ...facts,
    inferences: [...inferences, ...label, ...facts.inferences],
    ...(repository && { repository }),
    ...(config.splitColumn && { splitColumn: config.splitColumn.column }),
    ...(config.strategy && { strategy: config.strategy }),
    ...(config.preprocessing && { preprocessing: config.preprocessing }),
    ...(config.target?.horizon && { horizon: config.target.horizon }),
    ...known,
  };
}

async function featuresOf(
  opened: readonly OpenedDataset[],
  config: Config,
  engine: Engine,
  described: Described,
): Promise<Pick<Workspace, 'features' | 'sources' | 'featureStore' | 'problems'>> {
  const { features } = config;
  const declared = new Map(features.map((feature) => [feature.name, feature]));
  if (!config.feast && !config.metadata && !features.some(({ feast, source }) => feast ?? source)) return { features: declared };
  const { knownFeatures } = await import('./known-features.ts');
  return knownFeatures(
    opened.map(({ table }) => table),
    config,
    engine,
    described,
  );
}

/** Where nobody declared a target, the column that a description calls the label is it. */
function withLabel(
  config: Config,
  { label }: Described,
  opened: readonly OpenedDataset[],
): { readonly config: Config; readonly label: readonly Inference[] } {
  if (!label || config.target || !opened.some(({ table }) => table.column(label.column))) return { config, label: [] };
  const { position } = label.origin;
  const reason = `${position ? formatPosition(position) : 'a description'} calls it the label`;
  return {
    config: { ...config, target: { column: label.column } },
    label: [{ fact: 'target', value: label.column, reason }],
  };
}

type Facts = Pick<Workspace, 'entity' | 'id' | 'inferredIds' | 'inferences'> & {
  readonly target?: Target;
  readonly time?: string;
};

async function factsOf(opened: readonly OpenedDataset[], config: Config): Promise<Facts> {
  const { target, time, entity, id } = config;
  requireSomewhere(opened, [time, ...entity, ...id, ...config.features.flatMap(({ knownAt }) => knownAt ?? [])]);
  const train = opened.find(({ table }) => table.role === 'train') ?? opened[0]!;
  const inferences: Inference[] = [];
  const described = target && (await targetOf(target, train, inferences));
  const known = new Set([target?.column, time, ...entity, ...id]);
  const tables = opened.filter(({ table }) => table.role !== 'serving').map(({ table }) => table);
  const candidates = train.table.columns.filter(({ name }) => !known.has(name));
  if (config.inferIds !== false) inferences.push(...(await inferRowIds(tables, candidates)));
  return {
    ...(described && { target: described }),
    ...(time !== undefined && { time }),
    entity,
    id,
    inferredIds: inferences.filter(({ fact }) => fact === 'row-id').map(({ value }) => value),
    inferences,
  };
}

async function targetOf(target: NonNullable<Config['target']>, train: OpenedDataset, inferences: Inference[]): Promise<Target> {
  const column = requireColumn(train.table.columns, target.column, train.config.name);
  const known = { name: column.name, ...(target.positive !== undefined && { positive: target.positive }) };
  if (target.task) return { ...known, task: target.task, taskInferred: false };
  const { task, inference } = await inferTask(train.table, column);
  inferences.push(inference);
  return { ...known, task, taskInferred: true };
}

/** A declared column may be absent from some tables, but a column that none has is a mistake. */
function requireSomewhere(opened: readonly OpenedDataset[], names: readonly (string | undefined)[]): void {
  for (const name of names) {
    if (name === undefined || opened.some(({ table }) => table.column(name))) continue;
    const all = [...new Set(opened.flatMap(({ table }) => table.columns.map((column) => column.name)))];
    const close = nearest(name, all);
    throw new UserError(`no data set has a column ${name}`, {
      hint: close === undefined ? `columns: ${all.slice(0, 20).join(', ')}` : `did you mean ${close}?`,
    });
  }
}

interface Versioned {
  readonly version: DatasetVersion | null;
  readonly versioning: Versioning;
}

async function versionsOf(opened: readonly OpenedDataset[], config: Config): Promise<readonly (Versioned | null)[]> {
  if (!(await isInRepository(opened, config))) return [];
  const { dataVersions } = await import('../dvc/data-version.ts');
  const { versioningOf } = await import('../dvc/versioning.ts');
  const files = opened.map(({ config: { name, path }, opened: { files } }) => ({ name, location: path, files }));
  const versions = await dataVersions(files, config.baseDirectory);
  return files.map((dataset, i) => {
    const version = versions[i] ?? null;
    const versioning = versioningOf(dataset.files, version);
    return versioning && { version, versioning };
  });
}
