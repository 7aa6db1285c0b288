import { isModel } from '../data-paths.ts';
import type { PipelineLeak } from '../pipeline-leak.ts';
import { depsWithRole, type LeakContext } from './leak-context.ts';

export function preprocessorSeesBoth(context: LeakContext): PipelineLeak[] {
  return context.graph.stages.flatMap((stage) => {
    const role = context.roles.get(stage) ?? null;
    if (role !== null && role !== 'fit') return [];
    if (depsWithRole(stage, 'train', context).length === 0 || depsWithRole(stage, 'test', context).length === 0) return [];
    const artefact = stage.outs.find(({ path }) => isModel(path));
    return artefact ? [{ kind: 'preprocessor-sees-both' as const, stage, artefact: artefact.path }] : [];
  });
}
