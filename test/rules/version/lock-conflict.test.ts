import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/lock-conflict.ts';
import { dvcFile, lockFile, md5, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

const STAGES = 'stages:\n  a: {cmd: run, outs: [x.csv]}\n';
const LOCK = lockFile({ a: { outs: { 'x.csv': md5('x') } } });
const ask = async (files: Readonly<Record<string, string>>) =>
  askRule(rule, new TempRepository({ 'dvc.yaml': STAGES, ...files }).root);

describe('version/lock-conflict', () => {
  it('is quiet on what DVC writes', async () => {
    expect((await ask({ 'dvc.lock': LOCK, 'd.csv.dvc': dvcFile('d.csv', md5('d')) })).status).toBe('clean');
  });

  it('tells merge markers and where they stand', async () => {
    const { findings, outcome } = await ask({ 'dvc.lock': `${LOCK}<<<<<<< HEAD\n=======\n>>>>>>> branch\n` });
    expect(findings).toEqual(['error conflict: dvc.lock holds merge conflict markers']);
    expect(outcome.findings[0]?.location).toEqual({ path: 'dvc.lock', line: LOCK.split('\n').length, column: 1 });
  });

  it('tells doubled keys and other shapes', async () => {
    const { findings } = await ask({ 'dvc.lock': `${LOCK}stages: {}\n`, 'd.csv.dvc': 'outs: 3\n' });
    expect(findings).toEqual([
      expect.stringMatching(/^error unreadable: d\.csv\.dvc cannot be read: not a \.dvc file/),
      expect.stringMatching(/^error unreadable: dvc\.lock cannot be read: not valid YAML/),
    ]);
  });

  it('tells hashes that cannot be ones, though DVC refuses no or all of the repository', async () => {
    const { findings } = await ask({
      'd.csv.dvc': dvcFile('d.csv', md5('d').toUpperCase()),
      'e.csv.dvc': dvcFile('e.csv', '12345678901234567890123456789012'),
    });
    expect(findings).toEqual([
      'error hash: d.csv.dvc records an ill-formed hash of d.csv',
      'error hash: e.csv.dvc records an ill-formed hash of e.csv',
    ]);
  });
});
