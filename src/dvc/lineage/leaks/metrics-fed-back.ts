import type { PipelineLeak } from '../pipeline-leak.ts';
import { type LeakContext, withRole } from './leak-context.ts';

export function metricsFedBack(context: LeakContext): PipelineLeak[] {
  const evaluations = new Set(withRole(context, 'evaluate'));
  return context.graph.edges
    .filter(
      ({ consumer, producer }) => evaluations.has(producer) && ['train', 'select'].includes(context.roles.get(consumer) ?? ''),
    )
    .map(({ consumer, dep }) => ({ kind: 'test-in-selection' as const, stage: consumer, path: dep.path, isFeedback: true }));
}
