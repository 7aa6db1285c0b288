import { lockFile, md5, store, TempRepository } from '../../dvc/temp-repository.ts';

const STAGES =
  'stages:\n' +
  '  split: {cmd: run, outs: [train.csv, test.csv]}\n' +
  '  train: {cmd: run, deps: [train.csv], params: [lr], outs: [model.pkl]}\n' +
  '  evaluate: {cmd: run, deps: [test.csv, model.pkl], outs: [scores.json]}\n';

export interface State {
  readonly train: string;
  readonly test: string;
  readonly model: string;
  readonly lr?: number;
}

/** A repository whose only commit records `before`; its working directory records `after`. Splits are in the cache. */
export function twoStates(before: State, after: State): TempRepository {
  const repository = new TempRepository({ 'dvc.yaml': STAGES, 'dvc.lock': lockOf(before) });
  repository.write({ 'dvc.lock': lockOf(after) });
  for (const { train, test } of [before, after]) for (const split of [train, test]) store(repository.path('.dvc/cache'), split);
  return repository;
}

function lockOf({ train, test, model, lr = 1 }: State): string {
  const [trainHash, testHash, modelHash] = [md5(train), md5(test), md5(model)];
  return lockFile({
    split: { outs: { 'train.csv': trainHash, 'test.csv': testHash } },
    train: { deps: { 'train.csv': trainHash }, params: `{params.yaml: {lr: ${lr}}}`, outs: { 'model.pkl': modelHash } },
    evaluate: { deps: { 'test.csv': testHash, 'model.pkl': modelHash }, outs: { 'scores.json': md5(`scores of ${model}`) } },
  });
}

export const table = (ids: readonly number[]): string => `id,x\n${ids.map((id) => `${id},${id * 7}\n`).join('')}`;
export const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
