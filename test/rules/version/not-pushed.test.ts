import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/not-pushed.ts';
import { dvcFile, md5, objectPath, store, storeDirectory, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

const CONFIG = '[core]\nremote = store\n[\'remote "store"\']\nurl = ../remote\n[\'remote "other"\']\nurl = ../other\n';

describe('version/not-pushed', () => {
  it('tells data that only the cache has', async () => {
    const repository = new TempRepository({ '.dvc/config': CONFIG, 'a.csv.dvc': dvcFile('a.csv', md5('data')) });
    store(repository.path('.dvc/cache'), 'data');
    const { findings } = await askRule(rule, repository.root);
    expect(findings).toEqual(['warn absent: 1 of 1 objects of a.csv are not in the remote store']);
    store(repository.path('remote'), 'data');
    expect((await askRule(rule, repository.root)).status).toBe('clean');
  });

  it('looks up the members of a directory although its manifest is in the remote', async () => {
    const repository = new TempRepository({ '.dvc/config': CONFIG });
    const members = { 'a.png': 'one', 'b.png': 'two' };
    const hash = storeDirectory(repository.path('.dvc/cache'), members);
    storeDirectory(repository.path('remote'), members);
    repository.write({ 'images.dvc': dvcFile('images', hash) });
    expect((await askRule(rule, repository.root)).status).toBe('clean');
    rmSync(objectPath(repository.path('remote'), md5('two')));
    const { findings } = await askRule(rule, repository.root);
    expect(findings).toEqual(['warn absent: 1 of 3 objects of images are not in the remote store']);
  });

  it('asks an output’s own remote, and not for what shall not be pushed', async () => {
    const own = dvcFile('a.csv', md5('data'), 'hash: md5\n  remote: other');
    const local = dvcFile('b.csv', md5('b'), 'hash: md5\n  push: false');
    const repository = new TempRepository({ '.dvc/config': CONFIG, 'a.csv.dvc': own, 'b.csv.dvc': local });
    store(repository.path('.dvc/cache'), 'data');
    store(repository.path('.dvc/cache'), 'b');
    const { findings } = await askRule(rule, repository.root);
    expect(findings).toEqual(['warn absent: 1 of 1 objects of a.csv are not in the remote other']);
  });

  it('is skipped without a remote', async () => {
    const repository = new TempRepository({ 'a.csv.dvc': dvcFile('a.csv', md5('data')) });
    expect(await askRule(rule, repository.root)).toMatchObject({ status: 'skipped', reason: 'no remote is set' });
  });
});
