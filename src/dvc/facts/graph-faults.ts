import { dirname } from 'node:path';
import type { StageGraph } from '../graph/stage-graph.ts';
import type { Stage } from '../stage/stage.ts';

/** What makes `dvc repro` refuse a pipeline, though `dvc status` says nothing of it. */
export type GraphFault =
  | { readonly kind: 'doubled'; readonly path: string; readonly stages: readonly [Stage, Stage] }
  /** One out lies in another. */
  | { readonly kind: 'overlapping'; readonly path: string; readonly holder: string; readonly stages: readonly [Stage, Stage] }
  | { readonly kind: 'own-input'; readonly path: string; readonly stages: readonly [Stage] }
  | { readonly kind: 'cycle'; readonly stages: readonly [Stage, ...Stage[]] };

export function graphFaults(graph: StageGraph): GraphFault[] {
  return [...outFaults(graph), ...ownInputs(graph), ...cycles(graph)];
}

function outFaults({ stages }: StageGraph): GraphFault[] {
  const makers = new Map<string, { readonly stage: Stage; readonly path: string }>();
  const faults: GraphFault[] = [];
  const outs = stages.flatMap((stage) =>
    stage.outs.flatMap(({ path, location }) => (location.kind === 'local' ? [{ stage, path, at: location.path }] : [])),
  );
  for (const { stage, path, at } of outs) {
    const other = makers.get(at);
    if (other) faults.push({ kind: 'doubled', path, stages: [other.stage, stage] });
    else makers.set(at, { stage, path });
  }
  for (const { stage, path, at } of outs) {
    for (let directory = dirname(at); directory !== dirname(directory); directory = dirname(directory)) {
      const holder = makers.get(directory);
      if (holder) faults.push({ kind: 'overlapping', path, holder: holder.path, stages: [holder.stage, stage] });
    }
  }
  return faults;
}

function ownInputs({ stages }: StageGraph): GraphFault[] {
  return stages.flatMap((stage) => {
    const made = new Set(stage.outs.flatMap(({ location }) => (location.kind === 'local' ? [location.path] : [])));
    return stage.deps.flatMap((dep): GraphFault[] =>
      (dep.kind === 'data' || dep.kind === 'params') && dep.location.kind === 'local' && made.has(dep.location.path)
        ? [{ kind: 'own-input', path: dep.path, stages: [stage] }]
        : [],
    );
  });
}

/** Each once, as the stages that reach one another. */
function cycles(graph: StageGraph): GraphFault[] {
  const told = new Set<Stage>();
  return graph.stages.flatMap((stage): GraphFault[] => {
    if (told.has(stage)) return [];
    const before = graph.ancestorsOf(stage);
    if (!before.has(stage)) return [];
    const after = graph.descendantsOf(stage);
    const others = [...before].filter((other) => other !== stage && after.has(other));
    for (const member of [stage, ...others]) told.add(member);
    return [{ kind: 'cycle', stages: [stage, ...others] }];
  });
}
