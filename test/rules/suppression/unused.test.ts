import { describe, expect, it } from 'vitest';
import rule from '../../../rules/suppression/unused.ts';
import { askSuppressions, ignoreEntry } from '../../support/suppressions.ts';

describe('suppression/unused', () => {
  it('names entries that cover no finding', async () => {
    const { findings } = await askSuppressions(rule, [
      ignoreEntry({ findings: 0 }),
      ignoreEntry({ findings: 0, columns: ['tenure'] }),
      ignoreEntry({ findings: 1, rule: 'target/*' }),
    ]);
    expect(findings).toEqual(Array(2).fill('warn unused: the `ignore` of overlap/* covers no finding'));
  });

  it('is quiet where the rule did not look, on expired entries and on those of a baseline', async () => {
    const { status, findings } = await askSuppressions(rule, [
      ignoreEntry({ findings: 0, looked: false }),
      ignoreEntry({ findings: 0, isExpired: true, until: '2026-01-01' }),
      ignoreEntry({ findings: 0, kind: 'baseline', fingerprint: 'f' }),
    ]);
    expect(findings).toEqual([]);
    expect(status).toBe('clean');
  });
});
