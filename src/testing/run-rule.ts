import type { Outcome } from '../check/outcome.ts';
import { entryOf } from '../check/registry.ts';
import type { AnyRule } from '../check/rule.ts';
import { runRules } from '../check/run.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineTable } from '../engine/engine-table.ts';
import type { Feature, FeatureSource } from '../features/feature.ts';
import { readFeatureLog, withAges } from '../load/feature-log.ts';
import type { FeatureStore } from '../load/feature-store.ts';
import type { OpenedSource } from '../load/sources.ts';
import type { Dataset, DatasetVersion, Horizon, SplitStrategy, Task, Workspace } from '../load/workspace.ts';
import { type Columns, memoryTable } from './memory-table.ts';

/** The data and the declarations a rule is run on. */
export interface Scenario {
  readonly train?: Columns;
  readonly validation?: Columns;
  readonly test?: Columns;
  readonly serving?: Columns;
  readonly target?: string;
  readonly task?: Task;
  readonly positive?: string | number | boolean;
  readonly time?: string;
  readonly entity?: readonly string[];
  readonly id?: readonly string[];
  readonly inferredIds?: readonly string[];
  readonly strategy?: SplitStrategy;
  readonly horizon?: Horizon;
  readonly preprocessing?: { readonly fitOn: 'train' };
  readonly features?: Readonly<Record<string, Omit<Feature, 'name' | 'origin'> & Partial<Pick<Feature, 'origin'>>>>;
  /** What features were looked up in, and how, by the features' names; a ttl is in microseconds. */
  readonly source?: Columns;
  readonly lookups?: Readonly<Record<string, Omit<FeatureSource, 'path' | 'ttl'> & { readonly ttl?: number }>>;
  readonly featureStore?: FeatureStore;
  readonly version?: DatasetVersion;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly now?: Date;
}

/** Runs one rule on tables made of the scenario's columns, in memory by default, and gives its outcome for each subject. */
export async function runRule(
  rule: AnyRule,
  scenario: Scenario,
  engine: Engine,
  tableOf: typeof memoryTable = memoryTable,
): Promise<readonly Outcome[]> {
  const workspace = await workspaceOf(scenario, engine, tableOf);
  const { outcomes } = await runRules([entryOf(rule)], workspace, {
    now: scenario.now ?? new Date(),
    optionsOf: ({ options }) => options.parse(scenario.options ?? {}),
  });
  return outcomes;
}

async function workspaceOf(scenario: Scenario, engine: Engine, tableOf: typeof memoryTable): Promise<Workspace> {
  const datasets: Dataset[] = [];
  for (const role of ['train', 'validation', 'test', 'serving'] as const) {
    const columns = scenario[role];
    if (!columns) continue;
    const table = await tableOf(engine, role, columns);
    datasets.push({ table, location: `${role}.parquet`, format: 'parquet', files: [], version: scenario.version ?? null });
  }
  const {
    target,
    task = 'binary',
    positive,
    time,
    entity = [],
    id = [],
    inferredIds = [],
    strategy,
    horizon,
    preprocessing,
    features = {},
    lookups = {},
  } = scenario;
  const sources = scenario.source && sourcesOf(await tableOf(engine, 'source', scenario.source), lookups);
  const named = { ...Object.fromEntries(Object.keys(lookups).map((name) => [name, {}])), ...features };
  const known = Object.entries(named).map(([name, facts]): Feature => ({ origin: { kind: 'config' }, ...facts, name }));
  const withLog = (dataset: Dataset): Dataset => {
    const train = datasets.find(({ table }) => table.role === 'train')?.table;
    const found = readFeatureLog(dataset.table as EngineTable, { time, train, features: known });
    return found ? { ...dataset, table: found.served, log: withAges(found.log, { ...(sources && { sources }) }) } : dataset;
  };
  return {
    engine,
    datasets: datasets.map((dataset) => (dataset.table.role === 'serving' ? withLog(dataset) : dataset)),
    entity,
    id,
    inferredIds,
    inferences: [],
    ...(target !== undefined && {
      target: { name: target, task, taskInferred: false, ...(positive !== undefined && { positive }) },
    }),
    ...(time !== undefined && { time }),
    ...(strategy && { strategy }),
    ...(horizon && { horizon }),
    ...(preprocessing && { preprocessing }),
    features: new Map(known.map((feature) => [feature.name, feature])),
    ...(sources && { sources }),
    ...(scenario.featureStore && { featureStore: scenario.featureStore }),
  };
}

function sourcesOf(table: EngineTable, lookups: NonNullable<Scenario['lookups']>): ReadonlyMap<string, OpenedSource> {
  return new Map(
    Object.entries(lookups).map(([name, { ttl = 0, ...by }]) => [name, { table, by: { ...by, path: 'source.parquet' }, ttl }]),
  );
}
