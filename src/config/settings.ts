import type { Scalar } from './config.ts';
import type { ConfigFile, ReadOptionsFile } from './schema.ts';

/** A configuration in its long form: keys as in `watertight.yaml`, but no shorthands. */
export interface Settings
  extends Omit<ConfigFile, 'datasets' | 'split' | 'target' | 'id' | 'entity' | 'rules' | 'engine' | 'metadata'> {
  readonly datasets?: Readonly<Record<string, DatasetSettings>> | undefined;
  readonly split?: SplitSettings | undefined;
  readonly target?: TargetSettings | undefined;
  readonly id?: readonly string[] | undefined;
  readonly entity?: readonly string[] | undefined;
  readonly metadata?: readonly MetadataSettings[] | undefined;
  readonly engine?: Exclude<NonNullable<ConfigFile['engine']>, string> | undefined;
  /** Reading options for every data set, on top of its own. */
  readonly options?: ReadOptionsFile | undefined;
}

type FileTarget = Exclude<NonNullable<ConfigFile['target']>, string>;
/** Without a column when it is given elsewhere. */
export type TargetSettings = Omit<FileTarget, 'column'> & { readonly column?: string | undefined };
export type DatasetSettings = Exclude<NonNullable<ConfigFile['datasets']>[string], string>;
export type SplitRole = 'train' | 'validation' | 'test';
export type SplitSettings = Omit<NonNullable<ConfigFile['split']>, SplitRole> & {
  readonly [R in SplitRole]?: readonly Scalar[] | undefined;
};

export type MetadataSettings = Exclude<NonNullable<ConfigFile['metadata']>, string | readonly unknown[]>;

/** What `longForm` takes: the file's form, or the partial one of flags. */
export type ShortForm = Omit<ConfigFile, 'target'> & {
  readonly target?: string | TargetSettings | undefined;
  readonly options?: ReadOptionsFile | undefined;
};

export function longForm(file: ShortForm): Settings {
  const { datasets, split, target, id, entity, metadata, engine, rules, ...rest } = file;
  return {
    ...rest,
    ...(datasets && { datasets: mapValues(datasets, (dataset) => (typeof dataset === 'string' ? { path: dataset } : dataset)) }),
    ...(split && { split: splitInLists(split) }),
    ...(target !== undefined && { target: typeof target === 'string' ? { column: target } : target }),
    ...(id !== undefined && { id: listOf(id) }),
    ...(entity !== undefined && { entity: listOf(entity) }),
    ...(metadata !== undefined && {
      metadata: listOf(metadata).map((each) => (typeof each === 'string' ? { path: each } : each)),
    }),
    ...(engine !== undefined && { engine: typeof engine === 'string' ? { url: engine } : engine }),
  };
}

export const listOf = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T]);

function splitInLists({ train, validation, test, ...rest }: NonNullable<ConfigFile['split']>): SplitSettings {
  return {
    ...rest,
    ...(train !== undefined && { train: listOf(train) }),
    ...(validation !== undefined && { validation: listOf(validation) }),
    ...(test !== undefined && { test: listOf(test) }),
  };
}

function mapValues<V, W>(record: Readonly<Record<string, V>>, map: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
