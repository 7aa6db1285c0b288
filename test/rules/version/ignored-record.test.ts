import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/ignored-record.ts';
import { dvcFile, md5, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

describe('version/ignored-record', () => {
  it('tells .dvc files that Git ignores, but not what lies in ignored directories', async () => {
    const repository = new TempRepository({ '.gitignore': '*.csv*\n/scratch\n' });
    repository.write({
      'a.csv.dvc': dvcFile('a.csv', md5('a')),
      'b.png.dvc': dvcFile('b.png', md5('b')),
      'scratch/c.csv.dvc': dvcFile('c.csv', md5('c')),
    });
    expect((await askRule(rule, repository.root)).findings).toEqual([
      'warn ignored: a.csv.dvc is ignored by Git, so DVC does not see it',
    ]);
  });

  it('is quiet when Git ignores only data', async () => {
    const repository = new TempRepository({ '.gitignore': '/a.csv\n', 'a.csv.dvc': dvcFile('a.csv', md5('a')) });
    repository.write({ 'a.csv': 'a' });
    expect((await askRule(rule, repository.root)).status).toBe('clean');
  });
});
