import type { StageGraph } from '../../graph/stage-graph.ts';
import type { DataDep, Stage } from '../../stage/stage.ts';
import { dataDeps } from '../data-paths.ts';
import type { DataRole } from '../data-role.ts';
import type { RoleOf } from '../role-of.ts';
import type { StageRole } from '../stage-role.ts';

export interface LeakContext {
  readonly graph: StageGraph;
  readonly roles: ReadonlyMap<Stage, StageRole | null>;
  readonly roleOf: RoleOf;
  readonly splits: readonly Stage[];
}

export function withRole({ graph, roles }: LeakContext, ...wanted: readonly StageRole[]): Stage[] {
  return graph.stages.filter((stage) => wanted.includes(roles.get(stage) as StageRole));
}

export function depsWithRole(stage: Stage, role: DataRole, { roleOf }: LeakContext): DataDep[] {
  return dataDeps(stage).filter((dep) => roleOf(dep) === role);
}
