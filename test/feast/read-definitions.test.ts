import { describe, expect, it } from 'vitest';
import { readDefinitions } from '../../src/feast/read-definitions.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const folder = temporaryFolder({
  'views.py': `from datetime import timedelta

stats = FeatureView(
    name='stats', entities=[driver],
    ttl=timedelta(days=1, hours=2), source=FileSource(path='a.parquet'))
ever = FeatureView(name="ever", ttl=timedelta(0), schema=[Field(name='x')])
week = BatchFeatureView("week", ttl=timedelta(7))
later = FeatureView(name='later', ttl=TTL)
bare = FeatureView(name='bare')
# old = FeatureView(name='old')
svc = FeatureService('svc', features=[stats])
named = FeatureView(name=NAME)
`,
  'venv/x.py': "FeatureView(name='not_ours')",
});

describe('readDefinitions', () => {
  it('gives names that are written out, their lines, and ttls that are', async () => {
    expect(await readDefinitions(folder)).toEqual([
      { name: 'stats', file: 'views.py', line: 4, ttl: 26 * 3600e6 },
      { name: 'ever', file: 'views.py', line: 6, ttl: 0 },
      { name: 'week', file: 'views.py', line: 7, ttl: 7 * 86_400e6 },
      { name: 'later', file: 'views.py', line: 8 },
      { name: 'bare', file: 'views.py', line: 9 },
      { name: 'svc', file: 'views.py', line: 11 },
    ]);
  });
});
