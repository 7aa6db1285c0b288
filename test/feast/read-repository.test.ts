import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFeatureRepository } from '../../src/feast/read-repository.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watertight-repo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(yaml: string) {
  await writeFile(join(folder, 'feature_store.yaml'), yaml);
  return readFeatureRepository(folder);
}

describe('readFeatureRepository', () => {
  it('is undefined without feature_store.yaml', async () => {
    expect(await readFeatureRepository(join(folder, 'nowhere'))).toBeUndefined();
  });

  it.each([
    ['a path', 'project: p\nregistry: r.db\noffline_store:\n  type: duckdb\n', { registry: 'r.db', offlineStore: 'duckdb' }],
    ['the defaults', 'project: p\n', { registry: 'data/registry.db', offlineStore: 'dask' }],
    [
      'SQLite',
      'registry: { registry_type: sql, path: "sqlite:///x.db" }\noffline_store: file\n',
      { registry: 'x.db', offlineStore: 'dask' },
    ],
  ])('reads %s', async (_, yaml, { registry, ...rest }) => {
    expect(await read(yaml)).toMatchObject({ ...rest, registry: join(folder, registry) });
  });

  it.each([
    ['registry: s3://bucket/registry.pb', 'the registry lies at `s3://bucket/registry.pb`'],
    [
      'registry: { registry_type: sql, path: "postgresql://me:secret@host/db" }',
      'the registry is of type `sql`, which is asked over the network',
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the shell
    ['registry: ${HOME}/registry.db', 'the path of the registry, `${HOME}/registry.db`, holds a variable'],
  ])('says why %s is not read, without credentials', async (yaml, registryProblem) => {
    const repository = await read(yaml);
    expect(repository).toMatchObject({ registryProblem });
    expect(JSON.stringify(repository)).not.toContain('secret');
  });

  it('refuses what is no YAML or another file', async () => {
    await expect(read('registry: [1')).rejects.toThrow('not YAML');
    await expect(read('registry: 5')).rejects.toThrow('not a feature_store.yaml');
  });
});
