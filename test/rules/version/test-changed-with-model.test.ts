import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/test-changed-with-model.ts';
import { askRule } from '../../support/pipeline-tester.ts';
import { twoStates } from './revisions.ts';

const before = { train: 'a', test: 'b', model: 'm' };
const revisions = { from: 'HEAD' };

describe('version/test-changed-with-model', () => {
  it('tells test data that changed together with the model', async () => {
    const { root } = twoStates(before, { train: 'a', test: 'other', model: 'n', lr: 2 });
    const { findings, outcome } = await askRule(rule, root, { revisions });
    expect(findings).toEqual([
      'warn changed: test data test.csv changed from HEAD to the working directory together with model.pkl, scores.json',
    ]);
    expect(outcome.findings[0]?.evidence).toMatchObject({ changedParameters: ['lr'], changedOuts: 3 });
  });

  it('is quiet when only the model, or only the test data changed', async () => {
    const model = twoStates(before, { ...before, model: 'n' });
    expect(await askRule(rule, model.root, { revisions })).toMatchObject({
      status: 'clean',
      evidence: { models: ['model.pkl'] },
    });
    const test = twoStates(before, { ...before, test: 'other' });
    expect(await askRule(rule, test.root, { revisions })).toMatchObject({ status: 'clean', evidence: { tests: ['test.csv'] } });
  });

  it('is skipped without revisions', async () => {
    expect(await askRule(rule, twoStates(before, before).root)).toMatchObject({ status: 'skipped', reason: 'needs `--rev`' });
  });

  it('refuses a revision that Git does not know', async () => {
    const asked = askRule(rule, twoStates(before, before).root, { revisions: { from: 'v9' } });
    await expect(asked).rejects.toThrow('Git knows no revision "v9"');
  });
});
