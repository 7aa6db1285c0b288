import { posix, resolve } from 'node:path';
import type { Entry } from '../read/entry.ts';
import type { LockedStage, LockFile } from '../read/lock-file.ts';
import type { Value, ValueMap } from '../read/value.ts';
import type { Repository } from '../repository/repository.ts';
import type { ResolvedStage } from '../template/resolve-pipeline.ts';
import { dataItem, lockedPath } from './data-item.ts';
import { locate } from './location.ts';
import { outDefinitions, paramDefinitions, textOr } from './pipeline-definition.ts';
import type { Dep, ParamsDep, Stage } from './stage.ts';

/** A stage of a `dvc.yaml` (at `file` below the root) with what its lock records of it. */
export function loadPipelineStage(
  { name, definition }: ResolvedStage,
  file: string,
  lock: LockFile | null,
  repository: Repository,
): Stage {
  const wdir = resolve(repository.root, posix.dirname(file), textOr(definition.get('wdir') ?? '.', 'wdir', file));
  const locked = lock?.stages.get(name);
  const deps = ((definition.get('deps') ?? []) as readonly Value[]).map((dep) =>
    toDep(textOr(dep, 'deps', file), wdir, locked, repository, file),
  );
  const params = [...paramDefinitions(definition, file)].map(([path, keys]) => toParams(path, keys, wdir, locked, repository));
  return {
    address: file === 'dvc.yaml' ? name : `${file}:${name}`,
    file,
    name,
    wdir,
    cmd: definition.get('cmd') ?? null,
    ...(locked && { lockedCmd: locked.cmd }),
    frozen: definition.get('frozen') === true,
    alwaysChanged: definition.get('always_changed') === true,
    deps: [...deps, ...params],
    outs: outDefinitions(definition, file).map(({ path, ...flags }) => ({
      ...dataItem(path, wdir, recorded(locked?.outs, path, wdir, repository), repository, file),
      ...flags,
    })),
  };
}

function toDep(path: string, wdir: string, locked: LockedStage | undefined, repository: Repository, file: string): Dep {
  const entry = recorded(locked?.deps, path, wdir, repository);
  if (!path.startsWith('ds://')) return { kind: 'data', ...dataItem(path, wdir, entry, repository, file) };
  return { kind: 'dataset', path, locked: (entry?.dataset ?? null) as ValueMap | null, current: null };
}

function toParams(
  path: string,
  keys: readonly string[],
  wdir: string,
  locked: LockedStage | undefined,
  repository: Repository,
): ParamsDep {
  const values = locked?.params.get(lockedPath(path, wdir, repository));
  const known = values && (keys.length === 0 ? values : new Map([...values].filter(([key]) => keys.includes(key))));
  return {
    kind: 'params',
    path,
    location: locate(path, wdir, repository.root, repository.config),
    keys,
    ...(known && { locked: known }),
  };
}

/** Of equal paths in a lock the last counts. */
function recorded(entries: readonly Entry[] | undefined, path: string, wdir: string, repository: Repository): Entry | undefined {
  const key = lockedPath(path, wdir, repository);
  return entries?.findLast((entry) => entry.path === key);
}
