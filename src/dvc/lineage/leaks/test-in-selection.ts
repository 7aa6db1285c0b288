import type { PipelineLeak } from '../pipeline-leak.ts';
import { depsWithRole, type LeakContext, withRole } from './leak-context.ts';

export function testInSelection(context: LeakContext): PipelineLeak[] {
  return withRole(context, 'select').flatMap((stage) =>
    depsWithRole(stage, 'test', context).map(({ path }) => ({
      kind: 'test-in-selection' as const,
      stage,
      path,
      isFeedback: false,
    })),
  );
}
