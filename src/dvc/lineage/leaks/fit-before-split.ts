import { dataDeps } from '../data-paths.ts';
import type { PipelineLeak } from '../pipeline-leak.ts';
import { type LeakContext, withRole } from './leak-context.ts';

export function fitBeforeSplit(context: LeakContext): PipelineLeak[] {
  return context.splits.flatMap((split) => {
    const before = context.graph.ancestorsOf(split);
    return withRole(context, 'fit', 'select')
      .filter((stage) => before.has(stage) && dataDeps(stage).every((dep) => context.roleOf(dep) === null))
      .map((stage) => ({ kind: 'fit-before-split' as const, stage, split }));
  });
}
