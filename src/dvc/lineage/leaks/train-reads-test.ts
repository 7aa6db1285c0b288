import type { PipelineLeak } from '../pipeline-leak.ts';
import { depsWithRole, type LeakContext, withRole } from './leak-context.ts';

export function trainReadsTest(context: LeakContext): PipelineLeak[] {
  return withRole(context, 'train').flatMap((stage) =>
    depsWithRole(stage, 'test', context).map(({ path, isDirectory }) => ({
      kind: 'train-reads-test' as const,
      stage,
      path,
      isDirectory,
    })),
  );
}
