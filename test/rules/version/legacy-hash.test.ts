import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/legacy-hash.ts';
import { dvcFile, md5, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

describe('version/legacy-hash', () => {
  it('counts hashes of DVC 2', async () => {
    const { root } = new TempRepository({
      'a.csv.dvc': dvcFile('a.csv', md5('a'), ''),
      'b.csv.dvc': dvcFile('b.csv', md5('b')),
    });
    expect((await askRule(rule, root)).findings).toEqual([
      'info legacy: 1 of 2 recorded hashes are of DVC 2; 0 stages mix both kinds',
    ]);
  });

  it('is quiet on hashes of DVC 3', async () => {
    const { root } = new TempRepository({ 'b.csv.dvc': dvcFile('b.csv', md5('b')) });
    expect((await askRule(rule, root)).status).toBe('clean');
  });
});
