import type { DataDep } from '../../stage/stage.ts';
import { dataDeps } from '../data-paths.ts';
import type { PipelineLeak } from '../pipeline-leak.ts';
import { isSameContent } from './is-same-content.ts';
import { type LeakContext, withRole } from './leak-context.ts';
import { placeOf } from './place-of.ts';

export function unsplitSource(context: LeakContext): PipelineLeak[] {
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
