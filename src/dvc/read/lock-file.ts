import { UserError } from '../../errors.ts';
import { LOCK_FILE, LOCK_STAGES } from './data-shape.ts';
import { type Entry, readEntry } from './entry.ts';
import { parseYaml } from './parse-yaml.ts';
import { readText } from './read-text.ts';
import { isMap, type Value, type ValueMap } from './value.ts';

export interface LockFile {
  /** 1.0 was written by DVC 1.x and is refused by DVC ≥ 3. */
  readonly schema: '1.0' | '2.0';
  readonly stages: ReadonlyMap<string, LockedStage>;
  readonly datasets: Value;
}

export interface LockedStage {
  readonly cmd: Value;
  readonly deps: readonly Entry[];
  readonly outs: readonly Entry[];
  /** File → key → value. */
  readonly params: ReadonlyMap<string, ReadonlyMap<string, Value>>;
}

/** Throws `UserError` for a file that DVC (of any version) would refuse. */
export function readLockFile(path: string): LockFile {
  return parseLockFile(readText(path), path);
}

export function parseLockFile(text: string, path: string): LockFile {
  const document = parseYaml(text, path) ?? new Map();
  if (isMap(document) && document.size === 0) return { schema: '2.0', stages: new Map(), datasets: null };
  const isFirst =
    isMap(document) && !document.has('schema') && [...document.values()].every((stage) => isMap(stage) && stage.has('cmd'));
  const problem = (isFirst ? LOCK_STAGES : LOCK_FILE)(document, '');
  if (problem !== null) throw new UserError(`not a lock file of DVC: ${problem.replace(/^: /, '')}`, { position: { path } });
  const map = document as ValueMap;
  if (!isFirst && map.get('schema') !== '2.0')
    throw new UserError(`unknown schema of a lock file: ${String(map.get('schema'))}`, { position: { path } });
  const stages = isFirst ? map : ((map.get('stages') ?? new Map()) as ValueMap);
  return {
    schema: isFirst ? '1.0' : '2.0',
    stages: new Map([...stages].map(([name, stage]) => [name as string, readStage(stage as ValueMap)])),
    datasets: isFirst ? null : (map.get('datasets') ?? null),
  };
}

function readStage(stage: ValueMap): LockedStage {
  const entries = (key: string) => ((stage.get(key) ?? []) as readonly ValueMap[]).map(readEntry);
  return {
    cmd: stage.get('cmd') ?? null,
    deps: entries('deps'),
    outs: entries('outs'),
    params: (stage.get('params') ?? new Map()) as LockedStage['params'],
  };
}
