import { isAbsolute, resolve } from 'node:path';
import type { ReadOptions } from '../engine/engine.ts';
import type { Feature, FeatureSource, Origin } from '../features/feature.ts';
import { assignRoles } from './assign-roles.ts';
import type { Config, CustomRule, DatasetConfig, Ignore } from './config.ts';
import type { Problem } from './config-error.ts';
import { parseDuration } from './duration.ts';
import { parseMemorySize } from './memory-size.ts';
import type { Merged } from './merge-layers.ts';
import { dotted, type Path } from './path.ts';
import type { ConfigFile, ReadOptionsFile } from './schema.ts';
import { type DatasetSettings, listOf, type Settings } from './settings.ts';
import { withoutUndefined } from './without-undefined.ts';

export interface Surroundings {
  readonly cwd: string;
  readonly baseDirectory: string;
  readonly file: Config['file'];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly showValues: boolean;
}

/** The configuration that merged settings amount to, or the problems that only show when they are put together. */
export function buildConfig(merged: Merged, around: Surroundings, problems: Problem[]): Config {
  const { settings, rules, origins, placeOf } = merged;
  const { cwd, baseDirectory } = around;
  const describe = (path: Path) => {
    const place = placeOf(path)?.place;
    return { name: place?.name(path) ?? dotted(path), position: place?.position(path, 'value') };
  };
  const originOf = (path: Path): Origin => origins.get(dotted(path)) ?? { kind: 'default' };
  const folderOf = (path: Path): string => (originOf(path).kind === 'flag' ? cwd : baseDirectory);
  const absolute = (path: Path, location: string | undefined) => location && resolve(folderOf(path), location);

  if (around.only.length) origins.set('only', { kind: 'flag', name: '--only' });
  if (around.skip.length) origins.set('skip', { kind: 'flag', name: '--skip' });
  if (around.showValues) origins.set('show_values', { kind: 'flag', name: '--show-values' });

  const engine = settings.engine ?? {};
  const url = engine.url ?? 'duckdb';
  const datasets = Object.entries(settings.datasets ?? {}).map(([name, dataset]): DatasetConfig => {
    const path: Path = ['datasets', name, 'path'];
    const folder = folderOf(path);
    const position = placeOf(path)?.place.position(['datasets', name], 'key');
    if (settings.options && isDelimited(dataset)) recordOptions(settings.options, name, origins);
    return {
      name,
      path: url === 'duckdb' && folder !== baseDirectory ? locate(dataset.path, folder) : dataset.path,
      ...(dataset.format && { format: dataset.format }),
      options: readOptions({ ...dataset.options, ...(isDelimited(dataset) && settings.options) }),
      ...(position && { position }),
    };
  });
  const config = {
    baseDirectory,
    file: around.file,
    project: settings.project,
    datasets,
    ...assignRoles(settings.datasets ?? {}, settings.split ?? {}, describe, problems),
    strategy: settings.split?.strategy,
    target: targetOf(settings, describe, problems),
    time: settings.time,
    entity: settings.entity ?? [],
    id: settings.id ?? [],
    features: featuresOf(settings, placeOf),
    metadata: settings.metadata?.map((file, i) => {
      const position = placeOf(['metadata'])?.place.position(['metadata', i], 'value');
      return withoutUndefined({ ...file, position });
    }),
    preprocessing: settings.preprocessing?.fit_on && { fitOn: settings.preprocessing.fit_on },
    dvc: settings.dvc ?? 'auto',
    rules,
    only: around.only,
    skip: around.skip,
    ignore: (settings.ignore ?? []).map((entry, i) =>
      ignoreOf(entry, placeOf(['ignore'])?.place.position(['ignore', i], 'value')),
    ),
    custom: settings.custom?.map((entry, i) => customOf(entry, placeOf(['custom'])?.place.position(['custom', i], 'value'))),
    plugins: settings.plugins === undefined ? undefined : listOf(settings.plugins),
    extends: settings.extends === undefined ? undefined : listOf(settings.extends),
    failOn: settings.fail_on ?? 'error',
    baseline: absolute(['baseline'], settings.baseline),
    engine: withoutUndefined({
      url,
      memoryLimit: engine.memory_limit && parseMemorySize(engine.memory_limit),
      threads: engine.threads,
      extensionDirectory: absolute(['engine', 'extension_directory'], engine.extension_directory),
      sampleRows: engine.sample_rows,
    }),
    timeoutMs: milliseconds(settings.timeout),
    ruleTimeoutMs: milliseconds(settings.rule_timeout),
    showValues: around.showValues,
    origins,
    feast: settings.feast && withoutUndefined(settings.feast),
  } satisfies { [K in keyof Config]: Config[K] | undefined };
  return withoutUndefined(config);
}

const CUSTOM_TIMEOUT_MS = 60_000;

const milliseconds = (text: string | undefined) => (text === undefined ? undefined : parseDuration(text) / 1000);

const isDelimited = ({ format, path }: DatasetSettings): boolean =>
  format ? format === 'csv' || format === 'tsv' : !/\.(parquet|arrow|feather|json|ndjson|jsonl)(\.\w+)?$/i.test(path);

const locate = (location: string, folder: string): string =>
  /^[a-z][a-z0-9+.-]+:\/\//i.test(location) || isAbsolute(location) ? location : resolve(folder, location);

function recordOptions(options: ReadOptionsFile, dataset: string, origins: Map<string, Origin>): void {
  for (const option of Object.keys(options)) {
    const origin = origins.get(dotted(['options', option]));
    if (origin) origins.set(dotted(['datasets', dataset, 'options', option]), origin);
  }
}

function readOptions({ hive_partitioning, nulls, delimiter, ...rest }: ReadOptionsFile): ReadOptions {
  return withoutUndefined({
    ...rest,
    delimiter: delimiter?.replaceAll('\\t', '\t'),
    nulls: nulls === undefined ? undefined : listOf(nulls),
    hivePartitioning: hive_partitioning,
  });
}

type Describe = (path: Path) => Pick<Problem, 'position'> & { readonly name: string };

function targetOf({ target }: Settings, describe: Describe, problems: Problem[]): Config['target'] {
  if (!target) return undefined;
  const { column, task, positive, horizon } = target;
  if (column === undefined) {
    const [given] = Object.keys(withoutUndefined({ task, positive, horizon }));
    if (given === undefined) return undefined;
    const { name, position } = describe(['target', given]);
    problems.push({ message: `${name} needs a target`, hint: 'name it with `--target`, or as `target.column`', position });
    return undefined;
  }
  const span = horizon === undefined ? undefined : { text: horizon, micros: parseDuration(horizon) };
  return withoutUndefined({ column, task, positive, horizon: span });
}

function featuresOf({ features = {} }: Settings, placeOf: Merged['placeOf']): Feature[] {
  return Object.entries(features).map(([name, { known_at, source, ...facts }]) =>
    withoutUndefined({
      name,
      ...facts,
      knownAt: known_at,
      source: source && sourceOf(source),
      origin: placeOf(['features', name])?.origin(['features', name]) ?? { kind: 'default' as const },
    }),
  );
}

const sourceOf = (source: NonNullable<NonNullable<ConfigFile['features']>[string]['source']>): FeatureSource =>
  withoutUndefined({ ...source, entity: listOf(source.entity) });

function customOf(
  { dataset, split, columns, timeout, ...entry }: NonNullable<ConfigFile['custom']>[number],
  position: CustomRule['position'],
): CustomRule {
  return withoutUndefined({
    ...entry,
    dataset: dataset === undefined ? undefined : listOf(dataset),
    split: split === undefined ? undefined : listOf(split),
    columns: columns === undefined ? undefined : listOf(columns),
    timeoutMs: milliseconds(timeout) ?? CUSTOM_TIMEOUT_MS,
    position,
  });
}

function ignoreOf(
  { datasets, columns, ...entry }: NonNullable<ConfigFile['ignore']>[number],
  position: Ignore['position'],
): Ignore {
  return withoutUndefined({
    ...entry,
    datasets: datasets === undefined ? undefined : listOf(datasets),
    columns: columns === undefined ? undefined : listOf(columns),
    position,
  });
}
