import type { StageGraph } from '../../graph/stage-graph.ts';
import type { DataDep, Stage } from '../../stage/stage.ts';
import { dataDeps } from '../data-paths.ts';
import { type DataRole, dataRole } from '../data-role.ts';
import type { StageRole } from '../stage-role.ts';

export interface LeakContext {
  readonly graph: StageGraph;
  readonly roles: ReadonlyMap<Stage, StageRole | null>;
  readonly splits: readonly Stage[];
}

export function withRole({ graph, roles }: LeakContext, ...wanted: readonly StageRole[]): Stage[] {
  return graph.stages.filter((stage) => wanted.includes(roles.get(stage) as StageRole));
}

export function depsWithRole(stage: Stage, role: DataRole): DataDep[] {
  return dataDeps(stage).filter(({ path }) => dataRole(path) === role);
}
