import type { StageGraph } from '../graph/stage-graph.ts';
import { evaluatedOnTrain } from './leaks/evaluated-on-train.ts';
import { fitBeforeSplit } from './leaks/fit-before-split.ts';
import { identicalSplits } from './leaks/identical-splits.ts';
import type { LeakContext } from './leaks/leak-context.ts';
import { metricsFedBack } from './leaks/metrics-fed-back.ts';
import { preprocessorSeesBoth } from './leaks/preprocessor-sees-both.ts';
import { testInSelection } from './leaks/test-in-selection.ts';
import { trainReadsTest } from './leaks/train-reads-test.ts';
import { unseededSplit } from './leaks/unseeded-split.ts';
import { unsplitSource } from './leaks/unsplit-source.ts';
import type { PipelineLeak } from './pipeline-leak.ts';
import { roleByName } from './role-of.ts';
import { stageRole } from './stage-role.ts';

const FINDERS: readonly ((context: LeakContext) => PipelineLeak[])[] = [
  fitBeforeSplit,
  trainReadsTest,
  evaluatedOnTrain,
  identicalSplits,
  unsplitSource,
  testInSelection,
  metricsFedBack,
  preprocessorSeesBoth,
  unseededSplit,
];

/** All leaks that the graph shows, given what role data have. */
export function pipelineLeaks(graph: StageGraph, roleOf = roleByName): PipelineLeak[] {
  const roles = new Map(graph.stages.map((stage) => [stage, stageRole(stage, roleOf)]));
  const context: LeakContext = { graph, roles, roleOf, splits: graph.stages.filter((stage) => roles.get(stage) === 'split') };
  return FINDERS.flatMap((find) => find(context));
}
