import type { Config } from '../config/config.ts';
import { type FeatureLog, readFeatureLog } from './feature-log.ts';
import type { OpenedDataset } from './open-datasets.ts';

type Opened = OpenedDataset & { readonly log?: FeatureLog };

/** Serving data that are a feature log are given the columns of training data. */
export function withServedLogs(
  opened: readonly OpenedDataset[],
  { time, features }: Pick<Config, 'time' | 'features'>,
): Opened[] {
  const train = opened.find(({ table }) => table.role === 'train')?.table;
  return opened.map((dataset) => {
    if (dataset.table.role !== 'serving') return dataset;
    const found = readFeatureLog(dataset.table, { time, train, features });
    return found ? { ...dataset, table: found.served, log: found.log } : dataset;
  });
}
