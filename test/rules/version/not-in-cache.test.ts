import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/not-in-cache.ts';
import { dvcFile, md5, objectPath, store, storeDirectory, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

const CONFIG = '[core]\nremote = store\n[\'remote "store"\']\nurl = ../remote\n';
const files = { '.dvc/config': CONFIG, 'a.csv.dvc': dvcFile('a.csv', md5('data'), 'hash: md5\n  size: 4') };

describe('version/not-in-cache', () => {
  it('tells data that are in neither the cache nor the remote', async () => {
    const { findings } = await askRule(rule, new TempRepository(files).root);
    expect(findings).toEqual(['warn absent: 1 of 1 objects of a.csv are in neither the cache nor the remote store']);
  });

  it('is quiet when the cache or the remote has them', async () => {
    const cached = new TempRepository(files);
    store(cached.path('.dvc/cache'), 'data');
    expect((await askRule(rule, cached.root)).status).toBe('clean');
    const pushed = new TempRepository(files);
    store(pushed.path('remote'), 'data');
    expect((await askRule(rule, pushed.root)).status).toBe('clean');
  });

  it('says so when there is no remote', async () => {
    const { findings } = await askRule(rule, new TempRepository({ 'a.csv.dvc': files['a.csv.dvc'] }).root);
    expect(findings).toEqual([
      'warn unreachable: 1 of 1 objects of a.csv are not in the cache, and no remote is set to fetch them from',
    ]);
  });

  it('finds a member of a directory', async () => {
    const repository = new TempRepository({ '.dvc/config': CONFIG });
    const hash = storeDirectory(repository.path('.dvc/cache'), { 'a.png': 'one', 'b.png': 'two' });
    repository.write({ 'images.dvc': dvcFile('images', hash) });
    rmSync(objectPath(repository.path('.dvc/cache'), md5('two')));
    const { findings } = await askRule(rule, repository.root);
    expect(findings).toEqual(['warn absent: 1 of 3 objects of images are in neither the cache nor the remote store']);
  });

  it('tells a damaged object, which DVC trusts, but not a recorded size that is wrong by itself', async () => {
    const repository = new TempRepository(files);
    const path = objectPath(repository.path('.dvc/cache'), store(repository.path('.dvc/cache'), 'data'));
    repository.write({ 'a.csv.dvc': dvcFile('a.csv', md5('data'), 'hash: md5\n  size: 9') });
    expect((await askRule(rule, repository.root)).status).toBe('clean');
    chmodSync(path, 0o644);
    writeFileSync(path, 'other data');
    chmodSync(path, 0o444);
    const { findings } = await askRule(rule, repository.root);
    expect(findings).toEqual(['warn damaged: the cache holds a.csv damaged: 1 of 1 objects are not what their names say']);
  });

  it('does not take a remote that it cannot look into for empty', async () => {
    const config = CONFIG.replace('../remote', 'ssh://host/remote');
    const { status, reason } = await askRule(rule, new TempRepository({ ...files, '.dvc/config': config }).root);
    expect(status).toBe('skipped');
    expect(reason).toMatch(/only local directories, S3 and Google Cloud Storage/);
  });
});
