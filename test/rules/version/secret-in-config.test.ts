import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/secret-in-config.ts';
import { TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

const config = (lines: string) => `['remote "store"']\nurl = s3://bucket/path\n${lines}`;

describe('version/secret-in-config', () => {
  it('tells the key and never the value', async () => {
    const { root } = new TempRepository({ '.dvc/config': config('secret_access_key = hunter2hunter2\n') });
    const { findings, outcome } = await askRule(rule, root);
    expect(findings).toEqual(['error secret: .dvc/config holds a credential: remote "store".secret_access_key']);
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  it('is quiet on settings, and on secrets in the local file', async () => {
    const { root } = new TempRepository({
      '.dvc/config': config('region = eu\n'),
      '.dvc/config.local': config('secret_access_key = hunter2hunter2\n'),
    });
    expect((await askRule(rule, root)).status).toBe('clean');
  });
});
