import { UserError } from '../../errors.ts';
import { valuesEqual } from '../params/values-equal.ts';
import { isList, isMap, type Value, type ValueMap } from '../read/value.ts';
import type { Stage } from './stage.ts';

const TYPES = new Set(['dvc', 'dc', 'url']);

/** Datasets of a `dvc.yaml` by name, each with its state in the lock beside it; null when that is missing or of another definition. */
export function datasetLocks(definitions: Value | undefined, locks: Value, file: string): Map<string, ValueMap | null> {
  const locked = isList(locks) ? locks.filter(isMap) : [];
  return new Map(
    (isList(definitions) ? definitions : []).map((definition) => {
      const name = isMap(definition) ? definition.get('name') : undefined;
      const type = isMap(definition) ? definition.get('type') : undefined;
      if (!isMap(definition) || typeof name !== 'string' || typeof type !== 'string') {
        throw new UserError('a dataset needs a name and a type', { position: { path: file } });
      }
      if (!TYPES.has(type))
        throw new UserError(`the dataset ${name} has the type ${type}, which DVC doesn't know`, { position: { path: file } });
      const keys = type === 'dvc' ? ['name', 'url', 'type', 'path', 'rev'] : ['name', 'url', 'type'];
      const lock = locked.find((candidate) => candidate.get('name') === name);
      const isInSync = lock !== undefined && keys.every((key) => valuesEqual(lock.get(key), definition.get(key)));
      return [name, isInSync ? lock : null];
    }),
  );
}

/** Gives each `ds://` dep the present state of its dataset. Throws `UserError` for one that isn't defined. */
export function withDatasets(stage: Stage, locks: ReadonlyMap<string, ValueMap | null>): Stage {
  if (!stage.deps.some(({ kind }) => kind === 'dataset')) return stage;
  return {
    ...stage,
    deps: stage.deps.map((dep) => {
      if (dep.kind !== 'dataset') return dep;
      const current = locks.get(dep.path.slice('ds://'.length).split('/')[0] as string);
      if (current === undefined)
        throw new UserError(`${dep.path} is not a dataset of any dvc.yaml`, { position: { path: stage.file } });
      return { ...dep, current };
    }),
  };
}
