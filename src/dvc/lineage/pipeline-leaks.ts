import type { StageGraph } from '../graph/stage-graph.ts';
import type { DataDep, Out, Stage } from '../stage/stage.ts';
import { dataDeps, isModel } from './data-paths.ts';
import { type DataRole, dataRole } from './data-role.ts';
import { type StageRole, stageRole } from './stage-role.ts';

/** A leak that the shape of a pipeline shows. Roles are guessed from names, so that each is only as sure as they are. */
export type PipelineLeak =
  /** A preprocessor learns from all rows before they are split. */
  | { readonly kind: 'fit-before-split'; readonly stage: Stage; readonly split: Stage }
  /** Training reads the test data itself; `only`: the evaluation reads nothing that training hasn't read. */
  | { readonly kind: 'train-reads-test'; readonly stage: Stage; readonly path: string; readonly isDirectory: boolean }
  | {
      readonly kind: 'evaluated-on-train';
      readonly stage: Stage;
      readonly train: Stage;
      readonly paths: readonly string[];
      readonly isDirectory: boolean;
    }
  | { readonly kind: 'identical-splits'; readonly first: string; readonly second: string; readonly hash: string }
  /** Training reaches what was split along a way that leaves the split out. */
  | {
      readonly kind: 'unsplit-source';
      readonly stage: Stage;
      readonly through: Stage;
      readonly split: Stage;
      readonly path: string;
    }
  /** Features or settings are chosen by the test data, or by the metrics measured on them. */
  | { readonly kind: 'test-in-selection'; readonly stage: Stage; readonly path: string; readonly isFeedback: boolean }
  | { readonly kind: 'preprocessor-sees-both'; readonly stage: Stage; readonly artefact: string }
  | { readonly kind: 'unseeded-split'; readonly stage: Stage };

/** All that the graph shows, in the order of its stages. */
export function pipelineLeaks(graph: StageGraph): PipelineLeak[] {
  const context: LeakContext = {
    graph,
    roles: new Map(graph.stages.map((stage) => [stage, stageRole(stage)])),
    splits: graph.stages.filter((stage) => stageRole(stage) === 'split'),
  };
  return FINDERS.flatMap((find) => find(context));
}

interface LeakContext {
  readonly graph: StageGraph;
  readonly roles: ReadonlyMap<Stage, StageRole | null>;
  readonly splits: readonly Stage[];
}

const withRole = ({ graph, roles }: LeakContext, ...wanted: readonly StageRole[]) =>
  graph.stages.filter((stage) => wanted.includes(roles.get(stage) as StageRole));
const depsWithRole = (stage: Stage, role: DataRole) => dataDeps(stage).filter(({ path }) => dataRole(path) === role);

const FINDERS: readonly ((context: LeakContext) => PipelineLeak[])[] = [
  fitBeforeSplit,
  trainReadsTest,
  evaluatedOnTrain,
  identicalSplits,
  unsplitSource,
  testInSelection,
  metricsFedBack,
  preprocessorSeesBoth,
  unseededSplit,
];

function fitBeforeSplit(context: LeakContext): PipelineLeak[] {
  return context.splits.flatMap((split) => {
    const before = context.graph.ancestorsOf(split);
    return withRole(context, 'fit', 'select')
      .filter((stage) => before.has(stage) && dataDeps(stage).every(({ path }) => dataRole(path) === null))
      .map((stage) => ({ kind: 'fit-before-split' as const, stage, split }));
  });
}

function trainReadsTest(context: LeakContext): PipelineLeak[] {
  return withRole(context, 'train').flatMap((stage) =>
    depsWithRole(stage, 'test').map(({ path, isDirectory }) => ({ kind: 'train-reads-test' as const, stage, path, isDirectory })),
  );
}

/** Test files that training reads are told of by `trainReadsTest`. */
function evaluatedOnTrain(context: LeakContext): PipelineLeak[] {
  const trained = withRole(context, 'train');
  return withRole(context, 'evaluate').flatMap((stage) => {
    const read = dataDeps(stage);
    if (read.length === 0 || read.some(({ path }) => dataRole(path) === 'test')) return [];
    const train = trained.find((candidate) => {
      const known = new Set(dataDeps(candidate).map(placeOf));
      return read.every((dep) => known.has(placeOf(dep))) && context.graph.ancestorsOf(stage).has(candidate);
    });
    if (train === undefined) return [];
    const isDirectory = read.some((dep) => dep.isDirectory);
    return [{ kind: 'evaluated-on-train' as const, stage, train, paths: read.map(({ path }) => path), isDirectory }];
  });
}

function identicalSplits({ graph }: LeakContext): PipelineLeak[] {
  const recorded = new Map<string, { path: string; role: DataRole; hash: string }>();
  for (const stage of graph.stages) {
    for (const item of [...stage.outs, ...dataDeps(stage)]) {
      const role = dataRole(item.path);
      if (role === null || item.hash === null || item.location.kind !== 'local' || EMPTY.has(item.hash.value)) continue;
      const isOut = stage.outs.includes(item as Out);
      if (isOut || !recorded.has(item.location.path))
        recorded.set(item.location.path, { path: item.path, role, hash: `${item.hash.name}:${item.hash.value}` });
    }
  }
  const items = [...recorded.values()];
  return items.flatMap((first, i) =>
    items
      .slice(i + 1)
      .filter((second) => second.role !== first.role && second.hash === first.hash)
      .map((second) => ({
        kind: 'identical-splits' as const,
        first: first.path,
        second: second.path,
        hash: first.hash.slice(first.hash.indexOf(':') + 1),
      })),
  );
}

function unsplitSource(context: LeakContext): PipelineLeak[] {
  return context.splits.flatMap((split) => {
    const sources = dataDeps(split);
    const made = new Set(split.outs.map(placeOf));
    const isSource = (dep: DataDep) =>
      sources.some((source) => placeOf(source) === placeOf(dep) || (isSameContent(source, dep) && !made.has(placeOf(dep))));
    return withRole(context, 'train').flatMap((stage) => {
      const before = [stage, ...context.graph.ancestorsOf(stage, split)].filter((through) => through !== split);
      const [first] = before.flatMap((through) =>
        dataDeps(through)
          .filter(isSource)
          .map((dep) => ({ through, path: dep.path })),
      );
      return first ? [{ kind: 'unsplit-source' as const, stage, split, ...first }] : [];
    });
  });
}

function testInSelection(context: LeakContext): PipelineLeak[] {
  return withRole(context, 'select').flatMap((stage) =>
    depsWithRole(stage, 'test').map(({ path }) => ({ kind: 'test-in-selection' as const, stage, path, isFeedback: false })),
  );
}

function metricsFedBack(context: LeakContext): PipelineLeak[] {
  const evaluations = new Set(withRole(context, 'evaluate'));
  return context.graph.edges
    .filter(
      ({ consumer, producer }) => evaluations.has(producer) && ['train', 'select'].includes(context.roles.get(consumer) ?? ''),
    )
    .map(({ consumer, dep }) => ({ kind: 'test-in-selection' as const, stage: consumer, path: dep.path, isFeedback: true }));
}

function preprocessorSeesBoth(context: LeakContext): PipelineLeak[] {
  return context.graph.stages.flatMap((stage) => {
    const role = context.roles.get(stage) ?? null;
    if (role !== null && role !== 'fit') return [];
    if (depsWithRole(stage, 'train').length === 0 || depsWithRole(stage, 'test').length === 0) return [];
    const artefact = stage.outs.find(({ path }) => isModel(path));
    return artefact ? [{ kind: 'preprocessor-sees-both' as const, stage, artefact: artefact.path }] : [];
  });
}

function unseededSplit({ splits }: LeakContext): PipelineLeak[] {
  return splits
    .filter((stage) => {
      const keys = stage.deps.flatMap((dep) => (dep.kind === 'params' ? [...dep.keys, ...(dep.locked?.keys() ?? [])] : []));
      return (
        !keys.some((key) => SEED.test(key)) &&
        !SEED.test(JSON.stringify(stage.cmd ?? '', (_, value) => (typeof value === 'bigint' ? String(value) : value)))
      );
    })
    .map((stage) => ({ kind: 'unseeded-split' as const, stage }));
}

const SEED = /seed|random_?state/i;
/** An empty file and an empty directory. */
const EMPTY = new Set(['d41d8cd98f00b204e9800998ecf8427e', 'd751713988987e9331980363e24189ce.dir']);

function placeOf({ location, path }: Pick<DataDep, 'location' | 'path'>): string {
  return location.kind === 'local' ? location.path : path;
}

function isSameContent(a: DataDep, b: DataDep): boolean {
  return (
    a.hash !== null && b.hash !== null && a.hash.name === b.hash.name && a.hash.value === b.hash.value && !EMPTY.has(a.hash.value)
  );
}
