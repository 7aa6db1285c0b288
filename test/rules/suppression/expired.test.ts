import { describe, expect, it } from 'vitest';
import rule from '../../../rules/suppression/expired.ts';
import { askSuppressions, ignoreEntry } from '../../support/suppressions.ts';

const position = { path: 'watertight.yaml', line: 4, column: 5 };

describe('suppression/expired', () => {
  it('says whose findings are back, and where the entry stands', async () => {
    const { findings, places } = await askSuppressions(rule, [
      ignoreEntry({ until: '2026-03-01', isExpired: true, findings: 2, position }),
    ]);
    expect(findings).toEqual(['warn back: the `ignore` of overlap/* expired after 2026-03-01: its findings are back']);
    expect(places).toEqual([position]);
  });

  it('tells an entry that covers nothing, and one of the baseline', async () => {
    const old = { until: '2026-03-01', isExpired: true };
    const { findings } = await askSuppressions(rule, [
      ignoreEntry({ ...old, findings: 0 }),
      ignoreEntry({ ...old, kind: 'baseline', rule: 'target/token', fingerprint: 'f', findings: 1 }),
    ]);
    expect(findings).toEqual([
      'warn back: the baseline entry of target/token expired after 2026-03-01: its findings are back',
      'warn idle: the `ignore` of overlap/* expired after 2026-03-01, and nothing it covered is found any more',
    ]);
  });

  it('is quiet while entries count', async () => {
    expect(await askSuppressions(rule, [ignoreEntry({ until: '2027-03-01' }), ignoreEntry({})])).toMatchObject({
      ...{ status: 'clean', findings: [] },
    });
  });
});
