import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../../errors.ts';
import type { Disk } from '../disk/disk.ts';
import { type LockLeftovers, lockLeftovers } from '../inspect/lock-leftovers.ts';
import { valuesEqual } from '../params/values-equal.ts';
import { parseLockFile } from '../read/lock-file.ts';
import type { Value } from '../read/value.ts';
import type { DataDep, ParamsDep, Stage } from '../stage/stage.ts';
import { cloudDepStatus } from '../status/cloud-dep-status.ts';
import { diskStatus } from '../status/data-item-status.ts';
import { paramsStatus } from '../status/params-status.ts';
import type { StageFacts } from './stage-facts.ts';

export interface StaleStage {
  readonly stage: Stage;
  /** The lock knows nothing of the stage. */
  readonly isUnrecorded: boolean;
  /** What differs from the lock, in words; empty when it is unrecorded. */
  readonly changes: readonly string[];
}

export interface Staleness {
  readonly stages: readonly StaleStage[];
  /** Stages that only the lock still has, with the lock. */
  readonly orphans: readonly { readonly name: string; readonly lock: string }[];
  /** Deps that were not looked at. */
  readonly unchecked: readonly string[];
}

/**
 * Stages whose command, dependencies, parameters or outs are others than the lock records. Data that aren't on disk say nothing: what
 * they should be is held against their producer's record elsewhere. Frozen stages count, NaN equals itself, and either reading of a
 * legacy hash is right, in all of which `dvc status` answers otherwise.
 */
export async function staleStages(facts: StageFacts): Promise<Staleness> {
  const { disk } = facts;
  const left = leftoversOf(facts);
  const unchecked: string[] = [];
  const stages = await Promise.all(
    facts.inScope.map(async (stage): Promise<StaleStage[]> => {
      if (stage.name !== undefined && stage.lockedCmd === undefined)
        return stage.deps.length + stage.outs.length > 0 ? [{ stage, isUnrecorded: true, changes: [] }] : [];
      const changes = [
        ...(stage.name !== undefined && !valuesEqual(stage.lockedCmd, stage.cmd) ? ['another command'] : []),
        ...(await Promise.all(stage.deps.map((dep) => depChanges(dep, facts, disk, unchecked)))).flat(),
        ...(stage.name === undefined
          ? []
          : stage.outs.flatMap(({ hash, path }) => (hash === null ? [`output ${path} added`] : []))),
        ...(left.get(stage.file)?.entries ?? [])
          .filter((entry) => entry.stage === stage.name)
          .map(({ kind, path }) => `${NAMES[kind]} ${path} removed`),
      ];
      return changes.length > 0 ? [{ stage, isUnrecorded: false, changes }] : [];
    }),
  );
  disk.save();
  const orphans = facts.isScoped
    ? []
    : [...left].flatMap(([file, { stages: names }]) => names.map((name) => ({ name, lock: file.replace(/yaml$/, 'lock') })));
  return { stages: stages.flat(), orphans, unchecked };
}

const NAMES = { dep: 'dependency', out: 'output', params: 'parameters' } as const;

function leftoversOf({ repository: { tree }, stages }: StageFacts): Map<string, LockLeftovers> {
  const files = tree.find().pipelines.map((file) => [file, file.replace(/yaml$/, 'lock')] as const);
  return new Map(
    files
      .filter(([, lock]) => tree.hasFile(lock))
      .map(([file, lock]) => {
        const own = stages.filter((stage) => stage.file === file);
        return [file, lockLeftovers(parseLockFile(tree.text(lock), lock).stages, own)];
      }),
  );
}

async function depChanges(dep: Stage['deps'][number], facts: StageFacts, disk: Disk, unchecked: string[]): Promise<string[]> {
  if (dep.kind !== 'data' && dep.kind !== 'params') return [];
  const { location, path } = dep;
  if (dep.kind === 'data' && location.kind === 'cloud') {
    const status = await cloudStatus(dep, facts);
    if (status === undefined) unchecked.push(path);
    return status ? [`dependency ${path} ${status === 'modified' ? 'changed' : status}`] : [];
  }
  if (location.kind !== 'local' || !location.isInside) {
    unchecked.push(path);
    return [];
  }
  return dep.kind === 'data' ? dataChanges(dep, location.path, facts, disk) : paramChanges(dep, location.path, facts);
}

/** Undefined when it could not be asked. */
async function cloudStatus(dep: DataDep, { repository, options }: StageFacts): Promise<string | null | undefined> {
  try {
    return options.network ? await cloudDepStatus(dep, repository.config, options.signal) : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

async function dataChanges(dep: DataDep, path: string, { repository }: StageFacts, disk: Disk): Promise<string[]> {
  if (dep.hash === null) return [`dependency ${dep.path} added`];
  if (!disk.exists(path) || (await diskStatus(dep, path, disk, repository.cache)) === null) return [];
  if (dep.hash.name === 'md5-dos2unix') {
    const { legacy } = disk.isDirectory(path) ? await disk.directory(path, dep.hash.name) : await disk.file(path, dep.hash.name);
    if (legacy.includes(dep.hash.value)) return [];
  }
  return [`dependency ${dep.path} changed`];
}

function paramChanges(dep: ParamsDep, path: string, { repository }: StageFacts): string[] {
  const status = paramsStatus(dep, path, (file) => repository.text(file), same);
  if (status === null) return [];
  if (typeof status === 'string') return [`parameters ${dep.path} ${status === 'deleted' ? 'missing' : 'added'}`];
  return Object.entries(status).map(([key, word]) => `parameter ${key} ${WORDS[word] ?? word}`);
}

const WORDS: Readonly<Record<string, string>> = { modified: 'changed', new: 'added', deleted: 'missing' };

function same(a: Value | undefined, b: Value | undefined): boolean {
  return valuesEqual(a, b) || isDeepStrictEqual(a, b);
}
