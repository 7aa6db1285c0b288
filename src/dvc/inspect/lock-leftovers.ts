import type { LockedStage } from '../read/lock-file.ts';
import type { Stage } from '../stage/stage.ts';

/** What a lock still holds and the pipeline no longer does, none of which `dvc status` speaks of. */
export interface LockLeftovers {
  /** Stages that are gone. */
  readonly stages: readonly string[];
  readonly entries: readonly { readonly stage: string; readonly kind: 'dep' | 'out' | 'params'; readonly path: string }[];
}

/** `stages`: those of the `dvc.yaml` that the lock belongs to. */
export function lockLeftovers(locked: ReadonlyMap<string, LockedStage>, stages: readonly Stage[]): LockLeftovers {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const entries = [...locked].flatMap(([name, { deps, outs, params }]) => {
    const stage = byName.get(name);
    if (stage === undefined) return [];
    const known = (kinds: readonly string[]) =>
      new Set(stage.deps.flatMap((dep) => (kinds.includes(dep.kind) && 'path' in dep ? [dep.path] : [])));
    const left = (kind: 'dep' | 'out' | 'params', paths: Iterable<string>, present: ReadonlySet<string>) =>
      [...paths].filter((path) => !present.has(path)).map((path) => ({ stage: name, kind, path }));
    return [
      ...left(
        'dep',
        deps.map(({ path }) => path),
        known(['data', 'dataset', 'repo']),
      ),
      ...left(
        'out',
        outs.map(({ path }) => path),
        new Set(stage.outs.map(({ path }) => path)),
      ),
      ...left('params', params.keys(), known(['params'])),
    ];
  });
  return { stages: [...locked.keys()].filter((name) => !byName.has(name)), entries };
}
