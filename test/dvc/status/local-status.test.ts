import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dvcStatus } from '../../../src/dvc/status/local-status.ts';
import { UserError } from '../../../src/errors.ts';
import { dvcFile, lockFile, md5, objectPath, store, storeDirectory, TempRepository } from '../temp-repository.ts';
import { tempTree } from '../temp-tree.ts';

const PIPELINE = `stages:
  s:
    cmd: run
    deps: [in.txt]
    params: [a.b, p.json: [n]]
    outs: [out.txt]
`;
const PARAMS = 'params.yaml: {a.b: 1}, p.json: {n: 2.0}';

/** A pipeline that is up to date. */
function clean(change: Record<string, string> = {}): TempRepository {
  const repository = new TempRepository({
    'dvc.yaml': PIPELINE,
    'dvc.lock': lockFile({ s: { deps: { 'in.txt': md5('in') }, params: `{${PARAMS}}`, outs: { 'out.txt': md5('out') } } }),
    'params.yaml': 'a: {b: 1, c: 2}',
    'p.json': '{"n": 2}',
    'in.txt': 'in',
    'out.txt': 'out',
    ...change,
  });
  store(repository.path('.dvc/cache'), 'out');
  return repository;
}
const status = async ({ root }: TempRepository) => (await dvcStatus(root)).json;

describe('dvcStatus', () => {
  it('is empty when all is as locked', async () => {
    expect(await status(clean())).toEqual({});
  });

  it.each([
    ['a dep edited', { 'in.txt': 'new' }, [{ 'changed deps': { 'in.txt': 'modified' } }]],
    ['an out edited', { 'out.txt': 'new' }, [{ 'changed outs': { 'out.txt': 'modified' } }]],
    ['the command changed', { 'dvc.yaml': PIPELINE.replace('cmd: run', 'cmd: [run]') }, ['changed command']],
    ['a parameter changed', { 'params.yaml': 'a: {b: 2}' }, [{ 'changed deps': { 'params.yaml': { 'a.b': 'modified' } } }]],
    ['a parameter gone', { 'p.json': '{}' }, [{ 'changed deps': { 'p.json': { n: 'deleted' } } }]],
    [
      'a parameter added',
      { 'dvc.yaml': PIPELINE.replace('a.b,', 'a.b, a.c,') },
      [{ 'changed deps': { 'params.yaml': { 'a.c': 'new' } } }],
    ],
    [
      'a dep added',
      { 'dvc.yaml': PIPELINE.replace('in.txt', 'in.txt, params.yaml') },
      [{ 'changed deps': { 'params.yaml': 'modified' } }],
    ],
    ['an out added', { 'dvc.yaml': PIPELINE.replace('out.txt', 'out.txt, x.txt') }, [{ 'changed outs': { 'x.txt': 'deleted' } }]],
    ['always_changed', { 'dvc.yaml': `${PIPELINE}    always_changed: true\n` }, ['always changed']],
    ['a frozen stage with a changed dep', { 'dvc.yaml': `${PIPELINE}    frozen: true\n`, 'in.txt': 'new' }, undefined],
    ['a parameter equal as a number', { 'params.yaml': 'a: {b: 1.0}' }, undefined],
  ])('%s', async (_, change, expected) => {
    expect(await status(clean(change as Record<string, string>))).toEqual(expected ? { s: expected } : {});
  });

  it('says what is gone', async () => {
    const repository = clean();
    for (const path of ['in.txt', 'out.txt', 'p.json']) rmSync(repository.path(path));
    expect(await status(repository)).toEqual({
      s: [{ 'changed deps': { 'in.txt': 'deleted', 'p.json': 'deleted' } }, { 'changed outs': { 'out.txt': 'deleted' } }],
    });
  });

  it('speaks of the cache before the file', async () => {
    const repository = clean({ 'out.txt': 'new' });
    const object = objectPath(repository.path('.dvc/cache'), md5('out'));
    chmodSync(object, 0o644);
    writeFileSync(object, 'corrupt');
    expect(await status(repository)).toEqual({ s: [{ 'changed outs': { 'out.txt': 'not in cache' } }] });
    chmodSync(object, 0o444);
    expect(await status(repository)).toEqual({ s: [{ 'changed outs': { 'out.txt': 'modified' } }] });
    rmSync(object);
    expect(await status(repository)).toEqual({ s: [{ 'changed outs': { 'out.txt': 'not in cache' } }] });
  });

  it('looks at every member of a directory', async () => {
    const repository = new TempRepository({ 'd/a': 'a', 'd/b': 'b' });
    const hash = storeDirectory(repository.path('.dvc/cache'), { a: 'a', b: 'b' });
    repository.write({ 'd.dvc': dvcFile('d', hash) });
    expect(await status(repository)).toEqual({});
    rmSync(objectPath(repository.path('.dvc/cache'), md5('b')));
    expect(await status(repository)).toEqual({ 'd.dvc': [{ 'changed outs': { d: 'not in cache' } }] });
  });

  it('names stages and paths as DVC does, from the root and from below', async () => {
    const repository = new TempRepository({
      'sub/dvc.yaml': 'stages:\n  "s x": {cmd: run, wdir: w, deps: [../in.txt], outs: [out.txt: {cache: false}]}\n',
      'sub/dvc.lock': lockFile({ "'s x'": { deps: { '../in.txt': md5('old') }, outs: { 'out.txt': md5('out') } } }),
      'sub/in.txt': 'in',
      'sub/w/out.txt': 'out',
    });
    expect(await status(repository)).toEqual({ 'sub/dvc.yaml:s x': [{ 'changed deps': { 'sub/in.txt': 'modified' } }] });
    const below = await dvcStatus(repository.root, { cwd: repository.path('sub/w') });
    expect(below.json).toEqual({ 'sub/dvc.yaml:s x': [{ 'changed deps': { '../in.txt': 'modified' } }] });
  });

  it('calls everything new or modified that was never locked, and a stage of a command alone changed', async () => {
    const repository = clean({ 'dvc.yaml': `${PIPELINE}  cb: {cmd: run}\n`, 'dvc.lock': '' });
    expect(await status(repository)).toEqual({
      s: [
        { 'changed deps': { 'in.txt': 'modified', 'params.yaml': 'new', 'p.json': 'new' } },
        { 'changed outs': { 'out.txt': 'modified' } },
      ],
      cb: ['always changed'],
    });
  });

  it('recomputes the checksum of an import', async () => {
    const import_ = (checksum: string) => `md5: ${checksum}
frozen: true
deps:
- path: get-started/data.xml
  repo: {url: https://github.com/iterative/dataset-registry, rev_lock: f59388cd04276e75d70b2136597aaa27e7937cc3}
outs:
- {path: data.xml, md5: 22a1a2931c8370d3aeedd7183606fd7f, hash: md5, size: 1, cache: true}
`;
    const repository = new TempRepository({ 'data.xml.dvc': import_('f5ea021eddd7b1df6de80b904cba1da6') });
    const answer = await dvcStatus(repository.root);
    expect(answer.json).toEqual({ 'data.xml.dvc': [{ 'changed outs': { 'data.xml': 'not in cache' } }] });
    expect(answer.unchecked).toHaveLength(1);
    repository.write({ 'data.xml.dvc': import_('f'.repeat(32)) });
    expect((await status(repository))['data.xml.dvc']).toContain('changed checksum');
  });

  it('sees that a local source of an import has moved on', async () => {
    const source = new TempRepository({ 'data.csv': '1' });
    const { execFileSync } = await import('node:child_process');
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: source.root }).toString().trim();
    const repository = new TempRepository({
      'd.dvc': `deps:\n- {path: data.csv, repo: {url: ${source.root}, rev_lock: ${commit}}}\nouts:\n- {path: d, md5: ${md5('1')}, hash: md5}\n`,
      d: '1',
    });
    store(repository.path('.dvc/cache'), '1');
    const deps = async () => (await status(repository))['d.dvc']?.filter((entry) => typeof entry === 'object');
    expect(await deps()).toEqual([]);
    source.write({ 'data.csv': '2' });
    source.commit();
    expect(await deps()).toEqual([{ 'changed deps': { [`data.csv (${source.root})`]: 'update available' } }]);
  });

  it('leaves out what Git or .dvcignore ignore', async () => {
    const repository = clean({
      'in.txt': 'new',
      'a/x.dvc': 'nonsense',
      'b/y.dvc': 'nonsense',
      '.gitignore': '/a/',
      '.dvcignore': 'b/',
    });
    expect(Object.keys(await status(repository))).toEqual(['s']);
    repository.write({ '.gitignore': '/a/\ndvc.yaml' });
    expect(await status(repository)).toEqual({});
  });

  it('leaves out DVC files in directories that are outs', async () => {
    const repository = new TempRepository({ 'd/x.dvc': 'nonsense', 'a/d/y.dvc': dvcFile('y', md5('y')) });
    const hash = storeDirectory(repository.path('.dvc/cache'), { 'x.dvc': 'nonsense' });
    repository.write({ 'd.dvc': dvcFile('d', hash) });
    expect(Object.keys(await status(repository))).toEqual(['a/d/y.dvc']);
  });

  it('leaves out repositories within, but not outs there', async () => {
    const repository = clean({
      'dvc.yaml': PIPELINE.replace('out.txt', 'r/out.txt'),
      'r/.dvc/config': '',
      'r/x.dvc': 'nonsense',
    });
    expect(await status(repository)).toEqual({ s: [{ 'changed outs': { 'r/out.txt': 'deleted' } }] });
  });

  it('calls deleted what lies below a file', async () => {
    const repository = new TempRepository({ d: 'a file', 'out.dvc': 'outs:\n- path: d/e\n' });
    expect(await status(repository)).toEqual({ 'out.dvc': [{ 'changed outs': { 'd/e': 'deleted' } }] });
  });

  it('knows an out from a directory when .dvcignore names directories', async () => {
    expect(await status(clean({ '.dvcignore': 'out.txt/' }))).toEqual({});
  });

  it('tells tuples of Python from lists where they are not the whole value', async () => {
    const repository = clean({
      'dvc.yaml': PIPELINE.replace('p.json: [n]', 'p.py: [A, B, C]'),
      'dvc.lock': lockFile({
        s: {
          deps: { 'in.txt': md5('in') },
          params: '{params.yaml: {a.b: 1}, p.py: {A: [1, 2], B: [[1]], C: [1]}}',
          outs: { 'out.txt': md5('out') },
        },
      }),
      'p.py': 'A = 1, 2\nB = [(1,)]\nC = {1}\n',
    });
    expect(await status(repository)).toEqual({ s: [{ 'changed deps': { 'p.py': { B: 'modified', C: 'modified' } } }] });
  });

  it('looks at datasets only where a stage depends on one', async () => {
    expect(await status(clean({ 'dvc.yaml': `datasets: [{name: d, type: zip}]\n${PIPELINE}` }))).toEqual({});
  });

  it('takes a stage without a command for no command', async () => {
    expect(await status(clean({ 'dvc.yaml': `${PIPELINE}  none: {cmd: []}\n` }))).toEqual({});
  });

  it('finds no hash where another kind of hash is named', async () => {
    const repository = clean({ 'x.dvc': dvcFile('x', md5('x'), 'hash: sha256'), x: 'x' });
    expect(await status(repository)).toEqual({ 'x.dvc': [{ 'changed outs': { x: 'modified' } }] });
  });

  it('shows the root by its whole path', async () => {
    const repository = clean({ 'dvc.yaml': PIPELINE.replace('in.txt', '.') });
    expect((await status(repository)).s?.[0]).toEqual({ 'changed deps': { [repository.root]: 'modified' } });
  });

  it('takes a file of DVC 2 with mixed content as DVC 3 does', async () => {
    const binary = String.fromCharCode(0).repeat(1 << 20);
    const repository = new TempRepository({ big: `${binary}a\r\n` });
    const perBlock = md5(`${binary}a\n`);
    repository.write({
      'big.dvc': dvcFile('big', perBlock, ''),
      [`.dvc/cache/${perBlock.slice(0, 2)}/${perBlock.slice(2)}`]: 'x',
    });
    chmodSync(repository.path(`.dvc/cache/${perBlock.slice(0, 2)}/${perBlock.slice(2)}`), 0o444);
    expect(await status(repository)).toEqual({});
  });

  describe('refuses', () => {
    it.each([
      ['an unknown key', { 'dvc.yaml': 'stages: {s: {cmd: x, dep: []}}' }, 'dvc.yaml'],
      ['merge markers', { 'dvc.lock': "schema: '2.0'\n<<<<<<< HEAD\nstages: {}\n=======\n" }, 'dvc.lock'],
      ['a lock of DVC 1', { 'dvc.lock': 's: {cmd: x}' }, 'dvc.lock'],
      ['a lock that Git ignores', { '.gitignore': 'dvc.lock' }, 'dvc.lock'],
      ['a date beside a pipeline', { 'params.yaml': 'a: {b: 1}\nd: 2020-01-02' }, 'dvc.yaml'],
      ['a hash without quotes', { 'x.dvc': dvcFile('x', '1'.repeat(32)) }, 'x.dvc'],
      ['an out that .dvcignore names', { '.dvcignore': 'out.*' }, 'dvc.yaml'],
      ['a list that is to be a file of parameters', { 'dvc.yaml': PIPELINE.replace('[n]', '[]'), 'p.json': '[1]' }, 'p.json'],
      ['a parameter that names two values', { 'dvc.yaml': PIPELINE.replace('a.b', "'a.*'") }, undefined],
      ['keys of DVC 1 in an out', { 'x.dvc': dvcFile('x', md5('x'), 'metric: false') }, 'x.dvc'],
      ['a hash of two digits', { 'x.dvc': dvcFile('x', '12') }, 'x.dvc'],
      ['an out without a path', { 'x.dvc': 'outs:\n- md5: abc\n' }, 'x.dvc'],
      ['two remotes of one out', { 'x.dvc': 'outs:\n- {path: x, cloud: {a: {etag: abc}, b: {etag: abc}}}' }, 'x.dvc'],
      ['an unknown key of a database', { 'x.dvc': 'deps:\n- db: {sql: x}\nouts:\n- path: x\n' }, 'x.dvc'],
      ['an out outside', { 'x.dvc': dvcFile('../x', md5('x')) }, undefined],
      ['the root as an out', { 'x.dvc': dvcFile('.', md5('x')) }, undefined],
      ['a plot without a name', { 'dvc.yaml': `plots: [{}]\n${PIPELINE}` }, 'dvc.yaml'],
      ['a plot that is a list', { 'dvc.yaml': `${PIPELINE}    plots: [p: [{x: a}]]\n` }, 'dvc.yaml'],
      ['a remote that is not configured', { 'dvc.yaml': PIPELINE.replace('in.txt', 'remote://no/in.txt') }, undefined],
      [
        'a dataset of an unknown type',
        { 'dvc.yaml': `datasets: [{name: d, type: zip}]\n${PIPELINE.replace('in.txt', 'ds://d')}` },
        'dvc.yaml',
      ],
      ['a doubled key', { 'x.dvc': 'outs: []\nouts: []\n' }, 'x.dvc'],
    ])('%s, and names the file', async (_, change, path) => {
      await expect(dvcStatus(clean(change as Record<string, string>).root)).rejects.toSatisfy(
        (error) => error instanceof UserError && error.position?.path === path,
      );
    });

    it('a .dvcignore in data', async () => {
      const repository = clean({ 'dvc.yaml': PIPELINE.replace('in.txt', 'd'), 'd/s/.dvcignore': '', 'd/x': '' });
      await expect(dvcStatus(repository.root)).rejects.toThrow('.dvcignore lies in data');
    });

    it('links that lead out of the repository', async () => {
      const secret = tempTree({ secret: 'in', 'v.yaml': 'a: 1' });
      const data = clean();
      rmSync(data.path('in.txt'));
      symlinkSync(join(secret, 'secret'), data.path('in.txt'));
      await expect(dvcStatus(data.root)).rejects.toThrow('leads out of the repository');
      const vars = clean({ 'dvc.yaml': `vars: [../${secret.split('/').at(-1)}/v.yaml]\n${PIPELINE}` });
      await expect(dvcStatus(vars.root)).rejects.toThrow('leads out of the repository');
    });
  });

  it('reads nothing outside the repository, and says so', async () => {
    const outside = tempTree({ 'in.txt': 'changed' });
    const path = join(outside, 'in.txt');
    const repository = clean({
      'dvc.yaml': PIPELINE.replace('in.txt', path),
      'dvc.lock': lockFile({ s: { deps: { [path]: md5('in') }, params: `{${PARAMS}}`, outs: { 'out.txt': md5('out') } } }),
    });
    const answer = await dvcStatus(repository.root);
    expect(answer).toEqual({ json: {}, unchecked: [`${path}: it lies outside the repository`] });
  });
});
