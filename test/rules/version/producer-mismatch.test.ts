import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/producer-mismatch.ts';
import { lockFile, md5, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

const STAGES = 'stages:\n  split: {cmd: run, outs: [test.csv]}\n  evaluate: {cmd: run, deps: [test.csv], outs: [scores.json]}\n';
const repository = (read: string) =>
  new TempRepository({
    'dvc.yaml': STAGES,
    'dvc.lock': lockFile({
      split: { outs: { 'test.csv': md5('new') } },
      evaluate: { deps: { 'test.csv': md5(read) }, outs: { 'scores.json': md5('s') } },
    }),
  });

describe('version/producer-mismatch', () => {
  it('tells a stage that was run on another version', async () => {
    const { findings, outcome } = await askRule(rule, repository('old').root);
    expect(findings).toEqual(['error differs: stage evaluate read another version of test.csv than split recorded']);
    expect(outcome.findings[0]).toMatchObject({
      evidence: { read: md5('old'), made: md5('new') },
      location: { path: 'dvc.yaml', line: 3 },
    });
  });

  it('is quiet where both record the same', async () => {
    expect(await askRule(rule, repository('new').root)).toMatchObject({ status: 'clean', evidence: { edges: 1 } });
  });
});
