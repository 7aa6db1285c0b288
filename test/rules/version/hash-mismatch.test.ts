import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/hash-mismatch.ts';
import type { DatasetVersion } from '../../../src/load/workspace.ts';
import { dvcFile, md5, storeDirectory, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

const recorded = 'd0173cbca689ab790ceaab74d4f06688';
const base: DatasetVersion = {
  system: 'dvc',
  recordedIn: 'data.csv.dvc',
  recorded,
  actual: recorded,
  state: 'match',
  hash: 'md5',
};

async function check(version: DatasetVersion) {
  const reports: unknown[] = [];
  const versions = async () => [{ name: 'data', version }];
  const context = { versions, options: {}, report: (finding: unknown) => reports.push(finding) };
  const result = await rule.check(context as unknown as Parameters<typeof rule.check>[0]);
  return { result, reports };
}

describe('version/hash-mismatch', () => {
  it('is quiet on the recorded data and says which they are', async () => {
    const { result, reports } = await check(base);
    expect(reports).toEqual([]);
    expect(result).toMatchObject({ status: 'clean', evidence: { recorded, recordedIn: 'data.csv.dvc' } });
  });

  it('reports other data', async () => {
    const { reports } = await check({ ...base, actual: 'b674c56aa891dca4732326b8f88c9f2a', state: 'mismatch' });
    expect(reports).toMatchObject([{ messageId: 'differs', data: { dataset: 'data', recorded, recordedIn: 'data.csv.dvc' } }]);
  });

  it('counts the members of a directory that differ', async () => {
    const differences = { added: 1, removed: 0, changed: 2 };
    const { reports } = await check({ ...base, actual: null, state: 'mismatch', differences });
    expect(reports).toMatchObject([{ messageId: 'members', data: differences, evidence: differences }]);
  });

  it('skips what cannot be compared, with the reason', async () => {
    const { result, reports } = await check({ ...base, actual: null, state: 'unchecked', reason: 'no hash is recorded' });
    expect(reports).toEqual([]);
    expect(result).toMatchObject({ status: 'skipped', reason: 'no hash is recorded' });
  });

  it('looks, without data sets, at all recorded data that are on disk', async () => {
    const repository = new TempRepository({
      'a.csv': 'edited',
      'a.csv.dvc': dvcFile('a.csv', md5('as recorded')),
      'b.csv': 'b',
      'b.csv.dvc': dvcFile('b.csv', md5('b')),
      'not-pulled.csv.dvc': dvcFile('not-pulled.csv', md5('c')),
      'images/1.png': 'one',
      'images/2.png': 'two',
    });
    const hash = storeDirectory(repository.path('.dvc/cache'), { '1.png': 'one', '3.png': 'three' });
    repository.write({ 'images.dvc': dvcFile('images', hash) });
    const { findings } = await askRule(rule, repository.root);
    expect(findings).toEqual([
      `error differs: a.csv differs from the hash recorded in a.csv.dvc: ${md5('as recorded')}`,
      'error members: images differs from the directory recorded in images.dvc: 1 files added, 1 removed, 0 changed',
    ]);
  });
});
