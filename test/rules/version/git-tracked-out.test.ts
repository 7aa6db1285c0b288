import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/git-tracked-out.ts';
import { dvcFile, md5, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

describe('version/git-tracked-out', () => {
  it('tells an output that Git tracks too', async () => {
    const repository = new TempRepository({ 'a.csv': 'a', 'a.csv.dvc': dvcFile('a.csv', md5('a')) });
    const { findings } = await askRule(rule, repository.root);
    expect(findings).toEqual(['error tracked: a.csv is an output that DVC stores and also tracked by Git']);
  });

  it('is quiet when Git does not track it, or DVC does not store it', async () => {
    const untracked = new TempRepository({ 'a.csv.dvc': dvcFile('a.csv', md5('a')) });
    untracked.write({ 'a.csv': 'a' });
    expect((await askRule(rule, untracked.root)).status).toBe('clean');
    const uncached = new TempRepository({ 'a.csv': 'a', 'a.csv.dvc': dvcFile('a.csv', md5('a'), 'hash: md5\n  cache: false') });
    expect((await askRule(rule, uncached.root)).status).toBe('clean');
  });
});
