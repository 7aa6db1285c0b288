import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { openFeatureStore } from '../../src/load/feature-store.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const view = (project: string, name: string) => ({ spec: { project, name, features: [{ name: `${name}_x` }] } });
const service = (project: string, name: string) => ({ spec: { project, name } });
const dump = {
  projects: [{ spec: { name: 'rides' } }, { spec: { name: 'eats' } }],
  featureViews: [view('rides', 'stats'), view('eats', 'stats'), view('eats', 'meals')],
  featureServices: [service('rides', 'model'), service('eats', 'model'), service('eats', 'menu')],
};

async function opened(feast: Record<string, string>, files: Record<string, string> = {}) {
  const cwd = temporaryFolder({
    'registry.json': JSON.stringify(dump),
    'watertight.yaml': `feast: ${JSON.stringify({ registry: 'registry.json', ...feast })}\n`,
    ...files,
  });
  return openFeatureStore(await loadConfig({ cwd }));
}
const names = (store: Awaited<ReturnType<typeof opened>>) => store?.views.map((one) => `${one.project}/${one.name}`);

describe('the project of a registry that has several', () => {
  it('is the declared one, that of feature_store.yaml, or the only one with the service', async () => {
    expect(names(await opened({ project: 'rides' }))).toEqual(['rides/stats']);
    const files = { 'repo/feature_store.yaml': 'project: eats\nregistry: gone.db\n' };
    expect(names(await opened({ repo: 'repo' }, files))).toEqual(['eats/meals', 'eats/stats']);
    expect(names(await opened({ repo: 'repo', project: 'rides' }, files))).toEqual(['rides/stats']);
    expect(names(await opened({ service: 'menu' }))).toEqual(['eats/meals', 'eats/stats']);
    expect(names(await opened({}))).toHaveLength(3);
  });

  it('must be said where two have the service, and be one of the registry', async () => {
    await expect(opened({ service: 'model' })).rejects.toThrow(
      'several projects have a feature service named model: rides, eats',
    );
    expect((await opened({ service: 'model', project: 'eats' }))?.services).toMatchObject([{ project: 'eats', name: 'model' }]);
    await expect(opened({ project: 'other' })).rejects.toThrow('the registry has no project named other');
    await expect(opened({ service: 'menu', project: 'rides' })).rejects.toMatchObject({ hint: 'it has model' });
  });
});

describe('where a view is defined', () => {
  it('is the line of a Python file, or else the registry', async () => {
    const store = await opened(
      { repo: 'repo' },
      {
        'repo/feature_store.yaml': 'project: eats\noffline_store: { type: ray }\n',
        'repo/views/all.py': "\nmeals = FeatureView(name='meals')\n",
      },
    );
    expect(store?.placeOf('meals')).toEqual({ path: 'repo/views/all.py', line: 2 });
    expect(store?.placeOf('stats')).toEqual({ path: 'registry.json' });
    expect(store?.offline).toMatchObject({ type: 'ray', ttl: 'ignored' });
  });
});
