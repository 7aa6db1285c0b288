import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/row-moved-between-splits.ts';
import { lockFile, storeDirectory, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';
import { range, table, twoStates } from './revisions.ts';

const revisions = { from: 'HEAD' };
const before = { train: table(range(0, 80)), test: table(range(80, 100)), model: 'm' };

describe('version/row-moved-between-splits', () => {
  it('counts rows that went from test to train', async () => {
    const after = { train: table([...range(0, 60), ...range(90, 100)]), test: table(range(60, 90)), model: 'm' };
    const { findings } = await askRule(rule, twoStates(before, after).root, { revisions });
    expect(findings).toEqual([
      'error rows: 10 of 20 rows of test.csv at HEAD are in train.csv at the working directory, and were not in train data before',
    ]);
  });

  it('is quiet when rows are only added to either split', async () => {
    const after = {
      train: table([...range(0, 80), ...range(100, 150)]),
      test: table([...range(80, 100), ...range(150, 160)]),
      model: 'm',
    };
    expect((await askRule(rule, twoStates(before, after).root, { revisions })).status).toBe('clean');
  });

  it('does not take rows that repeat by chance for moved', async () => {
    const few = (seed: number, rows: number) => table(Array.from({ length: rows }, (_, i) => (i * 7919 + seed) % 40));
    const states = [
      { train: few(1, 25), test: few(11, 30), model: 'm' },
      { train: few(2, 33), test: few(11, 30), model: 'm' },
    ] as const;
    expect((await askRule(rule, twoStates(...states).root, { revisions })).findings).toEqual([]);
  });

  it('tells members of directories by the manifests', async () => {
    const stages = 'stages:\n  split: {cmd: run, outs: [data/train, data/test]}\n';
    const repository = new TempRepository({ 'dvc.yaml': stages });
    const put = (files: Record<string, string>) => storeDirectory(repository.path('.dvc/cache'), files);
    const lock = (train: Record<string, string>, test: Record<string, string>) =>
      repository.write({ 'dvc.lock': lockFile({ split: { outs: { 'data/train': put(train), 'data/test': put(test) } } }) });
    lock({ 'a.png': 'a', 'b.png': 'b' }, { 'c.png': 'c', 'd.png': 'd' });
    repository.commit();
    lock({ 'a.png': 'a', 'x.png': 'c' }, { 'b.png': 'b', 'd.png': 'd' });
    const { findings } = await askRule(rule, repository.root, { revisions });
    expect(findings).toEqual(['error files: 1 of 2 files of data/test at HEAD are in data/train at the working directory']);
  });

  it('says what it could not look into', async () => {
    const repository = twoStates({ ...before, test: '' }, before);
    repository.write({ 'dvc.lock': lockFile({ split: { outs: { 'train.csv': 'f'.repeat(32), 'test.csv': 'e'.repeat(32) } } }) });
    const { status, reason } = await askRule(rule, repository.root, { revisions });
    expect(status).toBe('skipped');
    expect(reason).toContain('train.csv');
  });
});
