import { valuesEqual } from '../params/values-equal.ts';
import type { HashInfo, Out, Stage } from '../stage/stage.ts';

export interface RecordedChange {
  readonly path: string;
  readonly stage: string;
  readonly before: Out | null;
  readonly after: Out | null;
}

export interface ParamChange {
  readonly stage: string;
  readonly file: string;
  readonly key: string;
}

export interface RecordedChanges {
  /** Outs, metrics and plots whose recorded hash differs, or that only one side has. Of unlike kinds of hash nothing is said. */
  readonly outs: readonly RecordedChange[];
  readonly params: readonly ParamChange[];
  /** Stages with another command. */
  readonly commands: readonly string[];
}

/** What two states record differently. */
export function recordedChanges(before: readonly Stage[], after: readonly Stage[]): RecordedChanges {
  const [old, current] = [outsByPath(before), outsByPath(after)];
  const outs = [...new Set([...old.keys(), ...current.keys()])].flatMap((path) => {
    const [from, to] = [old.get(path), current.get(path)];
    if (from && to && !differ(from.out.hash, to.out.hash)) return [];
    return [{ path, stage: (to ?? from)!.stage, before: from?.out ?? null, after: to?.out ?? null }];
  });
  const byAddress = new Map(before.map((stage) => [stage.address, stage]));
  const pairs = after.flatMap((stage) => {
    const earlier = byAddress.get(stage.address);
    return earlier ? [[earlier, stage] as const] : [];
  });
  return {
    outs,
    params: pairs.flatMap(([from, to]) => paramChanges(from, to)),
    commands: pairs
      .filter(([from, to]) => !valuesEqual(from.lockedCmd ?? from.cmd, to.lockedCmd ?? to.cmd))
      .map(([, { address }]) => address),
  };
}

function outsByPath(stages: readonly Stage[]): Map<string, { readonly stage: string; readonly out: Out }> {
  return new Map(
    stages.flatMap((stage) =>
      stage.outs.flatMap((out) =>
        out.location.kind === 'local' ? [[out.location.path, { stage: stage.address, out }] as const] : [],
      ),
    ),
  );
}

function differ(a: HashInfo | null, b: HashInfo | null): boolean {
  if (a === null || b === null) return a !== b;
  return a.name === b.name && a.value !== b.value;
}

function paramChanges(from: Stage, to: Stage): ParamChange[] {
  const files = new Map(from.deps.flatMap((dep) => (dep.kind === 'params' ? [[dep.path, dep.locked] as const] : [])));
  return to.deps.flatMap((dep) => {
    if (dep.kind !== 'params') return [];
    const [old, current] = [files.get(dep.path) ?? new Map(), dep.locked ?? new Map()];
    const keys = [...new Set([...old.keys(), ...current.keys()])];
    return keys
      .filter((key) => !valuesEqual(old.get(key), current.get(key)))
      .map((key) => ({ stage: to.address, file: dep.path, key }));
  });
}
