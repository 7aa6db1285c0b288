import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/stale-stage.ts';
import { lockFile, md5, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

const STAGE = 'stages:\n  train:\n    cmd: run\n    deps: [in.csv]\n    params: [lr]\n    outs: [out.csv]\n';
const LOCK = lockFile({
  train: { deps: { 'in.csv': md5('in') }, params: '{params.yaml: {lr: .nan}}', outs: { 'out.csv': md5('out') } },
});
const files = { 'dvc.yaml': STAGE, 'dvc.lock': LOCK, 'params.yaml': 'lr: .nan\n', 'in.csv': 'in' };
const ask = async (changed: Readonly<Record<string, string>>) =>
  (await askRule(rule, new TempRepository({ ...files, ...changed }).root)).findings;

describe('version/stale-stage', () => {
  it('is quiet on a stage as recorded, NaN and all, and on data that are not there', async () => {
    expect(await ask({})).toEqual([]);
    const { 'in.csv': _, ...without } = files;
    expect((await askRule(rule, new TempRepository(without).root)).status).toBe('clean');
  });

  it('names what changed', async () => {
    expect(await ask({ 'in.csv': 'other', 'params.yaml': 'lr: 2\n', 'dvc.yaml': STAGE.replace('cmd: run', 'cmd: go') })).toEqual([
      'warn changed: stage train is not as recorded: another command, dependency in.csv changed, parameter lr changed',
    ]);
  });

  it('tells what was removed or added since, which `dvc status` leaves out in part', async () => {
    const now = 'stages:\n  train:\n    cmd: run\n    outs: [out.csv, new.csv]\n';
    expect(await ask({ 'dvc.yaml': now })).toEqual([
      'warn changed: stage train is not as recorded: output new.csv added, dependency in.csv removed, parameters params.yaml removed',
    ]);
  });

  it('tells stages that were never recorded, and records of stages that are gone', async () => {
    expect(await ask({ 'dvc.yaml': STAGE.replace('train:', 'fit:') })).toEqual([
      'warn orphan: dvc.lock still records the stage train, which is gone',
      'warn unrecorded: stage fit has never been recorded',
    ]);
  });

  it('looks under frozen stages', async () => {
    expect(await ask({ 'dvc.yaml': STAGE.replace('cmd: run', 'frozen: true\n    cmd: run'), 'in.csv': 'other' })).toEqual([
      'warn frozen: stage train is frozen and not as recorded, which `dvc status` leaves out: dependency in.csv changed',
    ]);
  });
});
