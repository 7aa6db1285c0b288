import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { StageGraph } from '../../../src/dvc/graph/stage-graph.ts';
import { configSecrets } from '../../../src/dvc/inspect/config-secrets.ts';
import { gitTrackedOuts } from '../../../src/dvc/inspect/git-tracked-outs.ts';
import { lockLeftovers } from '../../../src/dvc/inspect/lock-leftovers.ts';
import { producerMismatches } from '../../../src/dvc/inspect/producer-mismatches.ts';
import { recordedChanges } from '../../../src/dvc/inspect/recorded-changes.ts';
import { stagesAt } from '../../../src/dvc/inspect/revision.ts';
import { sharedMembers } from '../../../src/dvc/inspect/shared-members.ts';
import { readLockFile } from '../../../src/dvc/read/lock-file.ts';
import { Repository } from '../../../src/dvc/repository/repository.ts';
import { loadStages } from '../../../src/dvc/stage/load-stages.ts';
import { dvcFile, lockFile, md5, storeDirectory, TempRepository } from '../temp-repository.ts';

function open(temp: TempRepository) {
  const repository = new Repository(temp.root);
  const stages = loadStages(repository, repository.tree);
  return { repository, stages, graph: new StageGraph(stages) };
}

describe('producerMismatches', () => {
  const pipeline = 'stages:\n  split: {cmd: x, outs: [d, f.csv]}\n  train: {cmd: x, deps: [d/a.csv, f.csv], outs: [m]}\n';

  it('finds a consumer that was run on other data, in a directory too', () => {
    const temp = new TempRepository({ 'dvc.yaml': pipeline });
    const d = storeDirectory(temp.path('.dvc/cache'), { 'a.csv': 'a', 'b.csv': 'b' });
    const lock = (a: string, f: string) =>
      temp.write({
        'dvc.lock': lockFile({
          split: { outs: { d, 'f.csv': md5('f') } },
          train: { deps: { 'd/a.csv': md5(a), 'f.csv': md5(f) } },
        }),
      });
    lock('a', 'f');
    expect(producerMismatches(open(temp).graph, open(temp).repository.cache)).toEqual([]);
    lock('A', 'F');
    const { graph, repository } = open(temp);
    expect(producerMismatches(graph, repository.cache)).toMatchObject([
      { read: md5('A'), made: md5('a'), edge: { dep: { path: 'd/a.csv' } } },
      { read: md5('F'), made: md5('f') },
    ]);
  });

  it('says nothing of hashes of two kinds', () => {
    const temp = new TempRepository({
      'dvc.yaml': pipeline,
      'dvc.lock': lockFile({ split: { outs: { 'f.csv': md5('f') } }, train: { deps: { 'f.csv': md5('g') } } }).replace(
        'hash: md5, ',
        '',
      ),
    });
    const { graph, repository } = open(temp);
    expect(producerMismatches(graph, repository.cache)).toEqual([]);
  });
});

describe('lockLeftovers', () => {
  it('lists stages and entries that the pipeline no longer has', () => {
    const temp = new TempRepository({
      'dvc.yaml': 'stages:\n  s: {cmd: x, deps: [a], params: [k], outs: [o]}\n',
      'dvc.lock': lockFile({
        s: {
          deps: { a: md5('a'), b: md5('b') },
          params: '{params.yaml: {k: 1}, old.yaml: {k: 1}}',
          outs: { o: md5('o'), p: md5('p') },
        },
        gone: {},
      }),
      'params.yaml': 'k: 1',
    });
    expect(lockLeftovers(readLockFile(temp.path('dvc.lock')).stages, open(temp).stages)).toEqual({
      stages: ['gone'],
      entries: [
        { stage: 's', kind: 'dep', path: 'b' },
        { stage: 's', kind: 'out', path: 'p' },
        { stage: 's', kind: 'params', path: 'old.yaml' },
      ],
    });
  });
});

describe('gitTrackedOuts', () => {
  it('finds outs, and files in them, that Git has too', () => {
    const temp = new TempRepository({
      'a.dvc': dvcFile('a', md5('a')),
      'd.dvc': dvcFile('d', md5('d')),
      'free.dvc': dvcFile('free', md5('f')),
      'kept.dvc': dvcFile('kept', md5('k'), 'hash: md5\n  cache: false'),
      a: '',
      'd/x': '',
      kept: '',
    });
    temp.write({ free: '' });
    const { stages, repository } = open(temp);
    expect(gitTrackedOuts(stages, repository).map(({ path }) => path)).toEqual(['a', 'd']);
  });
});

describe('configSecrets', () => {
  it('names the keys and keeps the values', () => {
    const { root } = new TempRepository({
      '.dvc/config': '[\'remote "s3"\']\nurl = s3://b\naccess_key_id = AKIA\nsecret_access_key = hush\npassword =\n',
    });
    expect(configSecrets(root)).toEqual(['remote "s3".access_key_id', 'remote "s3".secret_access_key']);
  });
});

describe('sharedMembers', () => {
  it('finds files of equal content under any name', () => {
    const members = (files: Record<string, string>) =>
      Object.entries(files).map(([relpath, text]) => ({ relpath, md5: md5(text) }));
    expect(
      sharedMembers(
        members({ 'a.png': '1', 'b.png': '2', '.gitkeep': '' }),
        members({ 'x/c.png': '2', '.gitkeep': '' }),
        ({ relpath }) => relpath !== '.gitkeep',
      ),
    ).toEqual([{ md5: md5('2'), inFirst: ['b.png'], inSecond: ['x/c.png'] }]);
  });
});

describe('two revisions', () => {
  it('are compared by what they record', () => {
    const lock = (test: string, seed: number, cmd = 'x') =>
      lockFile({ s: { cmd, params: `{params.yaml: {seed: ${seed}}}`, outs: { 'test.csv': md5(test), 'train.csv': md5('t') } } });
    const temp = new TempRepository({
      'dvc.yaml': 'stages:\n  s: {cmd: x, params: [seed], outs: [test.csv, train.csv]}\n',
      'dvc.lock': lock('1', 1),
      'params.yaml': 'seed: 1',
      'old.dvc': dvcFile('old', md5('o')),
    });
    temp.write({
      'dvc.lock': lock('2', 2, 'y'),
      'dvc.yaml': 'stages:\n  s: {cmd: y, params: [seed], outs: [test.csv, train.csv, new.csv]}\n',
    });
    execFileSync('rm', [temp.path('old.dvc')]);
    const { repository, stages } = open(temp);
    const changes = recordedChanges(stagesAt(repository, 'HEAD'), stages);
    expect(changes).toMatchObject({
      outs: [
        { path: temp.path('old'), after: null },
        { path: temp.path('test.csv'), stage: 's', before: { hash: { value: md5('1') } }, after: { hash: { value: md5('2') } } },
        { path: temp.path('new.csv'), before: null, after: { hash: null } },
      ],
      params: [{ stage: 's', file: 'params.yaml', key: 'seed' }],
      commands: ['s'],
    });
    expect(recordedChanges(stages, stages)).toEqual({ outs: [], params: [], commands: [] });
  });

  it('must exist', () => {
    const { repository } = open(new TempRepository({}));
    expect(() => stagesAt(repository, 'nowhere')).toThrow('no revision');
    expect(() => stagesAt(repository, '--output=x')).toThrow('no revision');
  });
});
