import { posix, relative } from 'node:path';
import { UserError } from '../../errors.ts';
import { StageGraph } from '../graph/stage-graph.ts';
import { dataDeps, isModel } from '../lineage/data-paths.ts';
import { type DataRole, dataRole } from '../lineage/data-role.ts';
import { stageRole } from '../lineage/stage-role.ts';
import { statIfPresent } from '../repository/stat-if-present.ts';
import type { DataItem, Stage } from '../stage/stage.ts';
import { openRepository } from '../status/open-repository.ts';

export interface SplitData {
  readonly role: DataRole;
  /** Relative to where it was asked from. */
  readonly path: string;
  readonly reason: string;
}

interface Candidate {
  readonly item: DataItem;
  readonly stage: Stage;
  readonly verb: 'reads' | 'makes';
}

const TABLES = /\.(?:csv|tsv|parquet|json|jsonl|ndjson|arrow|feather)(?:\.(?:gz|zst))?$/i;

/**
 * The tables on disk that a repository trains and tests on, told by names: those that one stage makes of each role, so that they can be
 * compared, of several such stages the last; else what training and evaluation read. A role for which several tables are as likely is
 * left out. Empty where DVC would refuse the repository.
 */
export function splitData(root: string, from: string): SplitData[] {
  const stages = stagesOf(root);
  const graph = new StageGraph(stages);
  const makers = stages.filter((stage) => {
    const made = outsOf(stage);
    return distinct(made, 'train').length === 1 && distinct(made, 'test').length === 1;
  });
  const last = makers.filter((stage) => ![...graph.descendantsOf(stage)].some((after) => makers.includes(after)));
  return (['train', 'validation', 'test'] as const).flatMap((role) => {
    const [only, ...others] = distinct(last.length === 1 ? outsOf(last[0]!) : depsOf(stages, role), role);
    if (only === undefined || others.length > 0) return [];
    const { item, stage, verb } = only;
    return [{ role, path: relative(from, placeOf(item)), reason: `stage ${stage.address} ${verb} it, by its name ${role} data` }];
  });
}

const outsOf = (stage: Stage): Candidate[] => stage.outs.map((item) => ({ item, stage, verb: 'makes' }));

function depsOf(stages: readonly Stage[], role: DataRole): Candidate[] {
  const reader = role === 'test' ? 'evaluate' : 'train';
  return stages
    .filter((stage) => stageRole(stage) === reader)
    .flatMap((stage) => dataDeps(stage).map((item) => ({ item, stage, verb: 'reads' as const })));
}

function stagesOf(root: string): readonly Stage[] {
  try {
    return openRepository(root).stages;
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function distinct(candidates: readonly Candidate[], role: DataRole): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const { item } = candidate;
    const isTable = TABLES.test(posix.basename(item.path)) && !isModel(item.path) && dataRole(item.path) === role;
    if (!isTable || item.location.kind !== 'local' || !item.location.isInside || found.has(item.location.path)) continue;
    if (statIfPresent(item.location.path)?.isFile()) found.set(item.location.path, candidate);
  }
  return [...found.values()];
}

const placeOf = ({ location }: DataItem): string => (location.kind === 'local' ? location.path : '');
