import type { DatasetRole } from './config.ts';

/** Names of roles as people write them, in a split column or for a data set; the first is the role itself. */
export const roleNames: Readonly<Record<DatasetRole, readonly string[]>> = {
  train: ['train', 'training', 'fit', 'learn'],
  validation: ['validation', 'valid', 'val', 'dev', 'eval'],
  test: ['test', 'testing', 'holdout', 'held-out', 'held_out'],
  serving: ['serving', 'production', 'prod'],
};
