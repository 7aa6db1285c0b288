import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/unversioned-data.ts';
import type { Versioning } from '../../../src/load/workspace.ts';

async function check(versioning: Versioning) {
  const reports: unknown[] = [];
  const context = { table: { name: 'test' }, versioning, options: {}, report: (finding: unknown) => reports.push(finding) };
  const result = await rule.check(context as unknown as Parameters<typeof rule.check>[0]);
  return { result, reports };
}

describe('version/unversioned-data', () => {
  it('tells data that nothing records', async () => {
    const { reports } = await check({ by: 'nothing', files: 3, unversioned: 2 });
    expect(reports).toMatchObject([{ messageId: 'unversioned', data: { dataset: 'test', files: 3, unversioned: 2 } }]);
  });

  it('is quiet on data that DVC or Git records', async () => {
    for (const by of ['dvc', 'git'] as const) {
      const { reports, result } = await check({ by, files: 1, unversioned: 0 });
      expect(reports).toEqual([]);
      expect(result).toMatchObject({ status: 'clean', evidence: { by } });
    }
  });
});
