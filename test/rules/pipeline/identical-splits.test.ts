import { describe, expect, it } from 'vitest';
import rule from '../../../rules/pipeline/identical-splits.ts';
import { lockFile, md5, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

const STAGES = 'stages:\n  split: {cmd: run, outs: [train.csv, test.csv]}\n';
const locked = (train: string, test: string) =>
  new TempRepository({ 'dvc.yaml': STAGES, 'dvc.lock': lockFile({ split: { outs: { 'train.csv': train, 'test.csv': test } } }) });

describe('pipeline/identical-splits', () => {
  it('tells splits of the same bytes', async () => {
    const { findings } = await askRule(rule, locked(md5('a,b\n1,2\n'), md5('a,b\n1,2\n')).root);
    expect(findings).toEqual(['error same: train.csv and test.csv hold the same bytes']);
  });

  it('is quiet on splits that differ, and on empty ones', async () => {
    expect((await askRule(rule, locked(md5('a'), md5('b')).root)).status).toBe('clean');
    expect((await askRule(rule, locked(md5(''), md5('')).root)).status).toBe('clean');
  });
});
