// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what DVC resolves looks like a template string
import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dvcDataStatus } from '../../src/dvc/status/data-status.ts';
import { dvcStatus } from '../../src/dvc/status/local-status.ts';
import { expressionsIn } from '../../src/dvc/template/expression.ts';
import { UserError } from '../../src/errors.ts';
import { dvcFile, md5, storeDirectory, TempRepository } from './temp-repository.ts';
import { tempTree } from './temp-tree.ts';

const refused = (repository: TempRepository) => expect(dvcStatus(repository.root)).rejects.toBeInstanceOf(UserError);

describe('an untrusted repository', () => {
  it.each([
    ['a path with NUL', { 'x.dvc': 'outs: [{path: "a\\0b"}]' }],
    ['a dep with NUL', { 'dvc.yaml': 'stages: {s: {cmd: x, deps: ["a\\0b"]}}' }],
    ['variables from a path with NUL', { 'dvc.yaml': 'vars: ["a\\0b"]' }],
    ['many levels', { 'dvc.yaml': Array.from({ length: 3000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n') }],
    [
      'a bomb of aliases',
      {
        'dvc.yaml': `vars:\n- a0: &a0 [x]\n${Array.from({ length: 15 }, (_, i) => `- a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`).join('\n')}`,
      },
    ],
    ['a setting of a megabyte', { '.dvc/config': `[core]\na${' '.repeat(1 << 20)}b` }],
    ['names that are not UTF-8 text', { 'x.dvc': '\ufffd'.repeat(3).replace(/./g, '\0') }],
  ])('with %s is refused', async (_, files) => refused(new TempRepository(files)));

  it.each(['dvc.yaml', 'dvc.lock', '.dvcignore', '.dvc/config.local', 'x.dvc', 'params.yaml'])(
    'cannot have %s read elsewhere',
    async (name) => {
      const elsewhere = tempTree({ f: '{}' });
      const repository = new TempRepository(name === 'dvc.yaml' ? {} : { 'dvc.yaml': 'stages: {}' });
      symlinkSync(join(elsewhere, 'f'), repository.path(name));
      await expect(dvcStatus(repository.root)).rejects.toThrow('leads out of the repository');
    },
  );

  it('runs no command, whatever Git or the stages are told', async () => {
    const marker = join(tempTree(), 'ran');
    const repository = new TempRepository({
      'dvc.yaml': `stages: {s: {cmd: touch ${marker}, always_changed: true, outs: [f]}}`,
      '.gitattributes': '* filter=evil\n',
    });
    const { execFileSync } = await import('node:child_process');
    for (const [key, value] of [
      ['core.fsmonitor', `touch ${marker}`],
      ['filter.evil.clean', `touch ${marker}`],
      ['filter.evil.smudge', `touch ${marker}`],
      ['diff.external', `touch ${marker}`],
    ] as const) {
      execFileSync('git', ['config', key, value], { cwd: repository.root });
    }
    await dvcStatus(repository.root);
    await dvcDataStatus(repository.root, { untrackedFiles: true, granular: true });
    expect(existsSync(marker)).toBe(false);
  });

  it('with links in a circle ends', async () => {
    const repository = new TempRepository({});
    mkdirSync(repository.path('d'));
    symlinkSync('b', repository.path('d/a'));
    symlinkSync('a', repository.path('d/b'));
    symlinkSync('..', repository.path('d/up'));
    repository.write({ 'd.dvc': dvcFile('d', storeDirectory(repository.path('.dvc/cache'), { x: 'x' })) });
    await expect(dvcStatus(repository.root)).rejects.toThrow('symbolic link to nothing');
  });

  it('cannot lead out of the cache by a hash, nor out of a directory by a manifest', async () => {
    const repository = new TempRepository({ 'x.dvc': dvcFile('x', '"../../../../etc/passwd"'), x: 'x' });
    expect((await dvcStatus(repository.root)).json).toEqual({ 'x.dvc': [{ 'changed outs': { x: 'not in cache' } }] });
    const hash = storeDirectory(repository.path('.dvc/cache'), { '../../x': 'x' });
    const other = new TempRepository({ 'd.dvc': dvcFile('d', hash) });
    expect((await dvcDataStatus(other.root, { granular: true })).json.uncommitted).toEqual({ deleted: ['d/'] });
  });

  it('may be called anything', async () => {
    const repository = new TempRepository({
      '__proto__.dvc': dvcFile('__proto__', md5('x')),
      'dvc.yaml': 'stages: {__proto__: {cmd: x}, constructor: {cmd: x}}',
    });
    const { json } = await dvcStatus(repository.root);
    expect(Object.keys(json).sort()).toEqual(['__proto__', '__proto__.dvc', 'constructor']);
  });

  it.skipIf(process.getuid?.() === 0)('with a directory that cannot be read says so', async () => {
    const repository = new TempRepository({ 'a/b': '' });
    chmodSync(repository.path('a'), 0);
    try {
      await refused(repository);
    } finally {
      chmodSync(repository.path('a'), 0o755);
    }
  });

  it('with expressions without end is read in no time', () => {
    const started = performance.now();
    expect(expressionsIn('${'.repeat(1 << 19))).toEqual([]);
    expect(expressionsIn(`${'${\n'.repeat(1 << 18)}\${a}`)).toMatchObject([{ path: 'a' }]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
