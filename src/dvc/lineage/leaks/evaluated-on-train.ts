import { dataDeps } from '../data-paths.ts';
import type { PipelineLeak } from '../pipeline-leak.ts';
import { type LeakContext, withRole } from './leak-context.ts';
import { placeOf } from './place-of.ts';

/** Test files that training reads are told of by `trainReadsTest`. */
export function evaluatedOnTrain(context: LeakContext): PipelineLeak[] {
  const trained = withRole(context, 'train');
  return withRole(context, 'evaluate').flatMap((stage) => {
    const read = dataDeps(stage);
    if (read.length === 0 || read.some((dep) => context.roleOf(dep) === 'test')) return [];
    const train = trained.find((candidate) => {
      const known = new Set(dataDeps(candidate).map(placeOf));
      return read.every((dep) => known.has(placeOf(dep))) && context.graph.ancestorsOf(stage).has(candidate);
    });
    if (train === undefined) return [];
    const isDirectory = read.some((dep) => dep.isDirectory);
    return [{ kind: 'evaluated-on-train' as const, stage, train, paths: read.map(({ path }) => path), isDirectory }];
  });
}
