// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what DVC resolves looks like a template string
import { createHash } from 'node:crypto';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataVersions } from '../../src/dvc/data-version.ts';
import { manifestHash, manifestText } from '../../src/dvc/hash/manifest.ts';
import { tempTree, writeTree } from './temp-tree.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const added = (path: string, hash: string, extra = 'hash: md5\n') =>
  `outs:\n- path: ${path}\n  md5: ${hash}\n${extra && `  ${extra}`}`;
const lockOf = (entries: Record<string, { deps?: string[][]; outs?: string[][] }>) => {
  const list = (key: string, data: string[][] = []) =>
    data.length === 0
      ? ''
      : `    ${key}:\n${data.map(([path, hash]) => `    - path: ${path}\n      hash: md5\n      md5: ${hash}\n`).join('')}`;
  const stages = Object.entries(entries).map(
    ([name, { deps, outs }]) => `  ${name}:\n    cmd: run\n${list('deps', deps)}${list('outs', outs)}`,
  );
  return `schema: '2.0'\nstages:\n${stages.join('')}`;
};

/** The version of one data set in a repository of these files. */
async function versionOf(files: Record<string, string>, location: string, paths: readonly string[] = [location]) {
  const root = tempTree({ '.dvc/config': '', ...files });
  return versionIn(root, location, paths);
}

async function versionIn(root: string, location: string, paths: readonly string[] = [location]) {
  const [version] = await dataVersions([{ name: 'd', location, files: paths.map((path) => join(root, path)) }], root);
  return version;
}

function withManifest(files: Record<string, string>): { object: Record<string, string>; hash: string } {
  const members = Object.entries(files).map(([relpath, content]) => ({ relpath, md5: md5(content) }));
  const hash = manifestHash(members);
  return { object: { [`.dvc/cache/files/md5/${hash.slice(0, 2)}/${hash.slice(2)}`]: manifestText(members) }, hash };
}

describe('dataVersions', () => {
  it('recognises an added file', async () => {
    const hash = md5('id\n1\n');
    expect(await versionOf({ 'data.csv': 'id\n1\n', 'data.csv.dvc': added('data.csv', hash) }, 'data.csv')).toEqual({
      system: 'dvc',
      recordedIn: 'data.csv.dvc',
      recorded: hash,
      actual: hash,
      state: 'match',
      hash: 'md5',
    });
  });

  it('says what is on disk instead', async () => {
    expect(await versionOf({ 'data.csv': 'changed', 'data.csv.dvc': added('data.csv', md5('was')) }, 'data.csv')).toMatchObject({
      recorded: md5('was'),
      actual: md5('changed'),
      state: 'mismatch',
    });
  });

  it('is null where nothing records the data', async () => {
    expect(await versionOf({ 'data.csv': '' }, 'data.csv')).toBeNull();
    const outside = tempTree({ 'data.csv': '' });
    expect(await versionIn(outside, 'data.csv')).toBeNull();
    expect(await versionOf({}, 's3://bucket/data.csv', [])).toBeNull();
  });

  it('accepts either way of a legacy hash', async () => {
    const files = { 'data.csv': 'a\r\n', 'data.csv.dvc': added('data.csv', md5('a\n'), '') };
    expect(await versionOf(files, 'data.csv')).toMatchObject({ state: 'match', hash: 'md5-dos2unix', actual: md5('a\n') });
  });

  it('prefers the out of a stage to what others depend on', async () => {
    const files = {
      'dvc.yaml': '',
      'dvc.lock': lockOf({ use: { deps: [['d.csv', md5('old')]] }, make: { outs: [['d.csv', md5('new')]] } }),
      'd.csv': 'new',
    };
    expect(await versionOf(files, 'd.csv')).toMatchObject({ state: 'match', recordedIn: 'dvc.lock' });
    expect(await versionOf({ ...files, 'd.csv': 'old' }, 'd.csv')).toMatchObject({ state: 'mismatch', recorded: md5('new') });
  });

  it('is content with one of several deps', async () => {
    const files = {
      'dvc.yaml': '',
      'dvc.lock': lockOf({ a: { deps: [['d.csv', md5('old')]] }, b: { deps: [['d.csv', md5('new')]] } }),
      'd.csv': 'new',
    };
    expect(await versionOf(files, 'd.csv')).toMatchObject({ state: 'match' });
  });

  it('starts at the working directory of the stage, and at the pipeline file', async () => {
    const files = {
      'sub/dvc.yaml':
        'stages:\n  s: {wdir: work, cmd: x, outs: [d.csv]}\n  g: {foreach: [1], do: {wdir: ../other, cmd: x, outs: [e.csv]}}\n',
      'sub/dvc.lock': lockOf({ s: { outs: [['d.csv', md5('d')]] }, 'g@1': { outs: [['e.csv', md5('e')]] } }),
      'sub/work/d.csv': 'd',
      'other/e.csv': 'e',
    };
    expect(await versionOf(files, 'sub/work/d.csv')).toMatchObject({ state: 'match' });
    expect(await versionOf(files, 'other/e.csv')).toMatchObject({ state: 'match', recordedIn: join('sub', 'dvc.lock') });
  });

  it('resolves a working directory that depends on variables', async () => {
    const files = {
      'dvc.yaml': 'stages:\n  g: {foreach: [x, y], do: {wdir: "${item}", cmd: x, outs: [d.csv]}}\n',
      'dvc.lock': lockOf({ 'g@y': { outs: [['d.csv', md5('d')]] } }),
      'y/d.csv': 'd',
    };
    expect(await versionOf(files, 'y/d.csv')).toMatchObject({ state: 'match' });
  });

  it('needs not read a file of another size than the cached one', async () => {
    const sized = (size: number) => added('d.csv', md5('was'), `hash: md5\n  size: ${size}\n`);
    const object = { [`.dvc/cache/files/md5/${md5('was').slice(0, 2)}/${md5('was').slice(2)}`]: 'was' };
    const files = { 'd.csv': 'is longer', 'd.csv.dvc': sized(3), ...object };
    expect(await versionOf(files, 'd.csv')).toMatchObject({ state: 'mismatch', actual: null, reason: '9 bytes instead of 3' });
    expect(await versionOf({ ...files, 'd.csv': 'was', 'd.csv.dvc': sized(99) }, 'd.csv')).toMatchObject({ state: 'match' });
  });

  it('reads lock files of DVC 1', async () => {
    const files = { 'dvc.yaml': '', 'dvc.lock': `s:\n  cmd: x\n  outs:\n  - path: d.csv\n    md5: ${md5('d')}\n`, 'd.csv': 'd' };
    expect(await versionOf(files, 'd.csv')).toMatchObject({ state: 'match', hash: 'md5-dos2unix' });
  });

  describe('directories', () => {
    const before = { 'a.csv': 'a', 'b.csv': 'b', 'sub/c.csv': 'c' };
    const { object, hash } = withManifest(before);
    const repository = (files: Record<string, string>) => ({
      'data.dvc': added('data', hash),
      ...Object.fromEntries(Object.entries(files).map(([path, content]) => [`data/${path}`, content])),
    });

    it('match as a whole', async () => {
      expect(await versionOf(repository(before), 'data', ['data/a.csv'])).toMatchObject({
        state: 'match',
        recorded: hash,
        actual: hash,
      });
    });

    it('count members that differ when the manifest is at hand', async () => {
      const after = { 'a.csv': 'A', 'b.csv': 'b', 'd.csv': 'd' };
      expect(await versionOf({ ...repository(after), ...object }, 'data', [])).toMatchObject({
        state: 'mismatch',
        differences: { added: 1, removed: 1, changed: 1 },
      });
      expect(await versionOf(repository(after), 'data', [])).not.toHaveProperty('differences');
    });

    it('are looked through for one file', async () => {
      const after = { ...before, 'a.csv': 'A' };
      expect(await versionOf({ ...repository(after), ...object }, 'data/b.csv')).toMatchObject({
        state: 'match',
        recorded: hash,
      });
      expect(await versionOf({ ...repository(after), ...object }, 'data/a.csv')).toMatchObject({
        state: 'mismatch',
        differences: { added: 0, removed: 0, changed: 1 },
      });
      expect(await versionOf(repository(after), 'data/b.csv')).toMatchObject({ state: 'mismatch' });
    });

    it('leave out what .dvcignore names', async () => {
      expect(await versionOf({ ...repository({ ...before, 'x.tmp': '' }), '.dvcignore': '*.tmp' }, 'data', [])).toMatchObject({
        state: 'match',
      });
    });

    it('are not read through links that leave the repository', async () => {
      const secret = tempTree({ secret: 'a' });
      const root = tempTree({ '.dvc/config': '', ...repository(before) });
      rmSync(join(root, 'data/a.csv'));
      symlinkSync(join(secret, 'secret'), join(root, 'data/a.csv'));
      const version = await versionIn(root, 'data', []);
      expect(version).toMatchObject({ state: 'unchecked', actual: null });
      expect(version?.reason).toContain('leads out of the repository');
    });
  });

  it('says of several files which are recorded', async () => {
    const files = { 'a.csv': 'a', 'b.csv': 'b', 'a.csv.dvc': added('a.csv', md5('a')) };
    expect(await versionOf(files, '*.csv', ['a.csv', 'b.csv'])).toMatchObject({
      state: 'unchecked',
      reason: '1 of 2 files are recorded nowhere',
    });
  });

  it.each([
    ['a tag of a remote', 'outs:\n- path: d.csv\n  etag: "abc-2"\n', 'no hash of the content'],
    ['no hash', 'outs:\n- path: d.csv\n', 'no hash is recorded'],
    ['an ill-formed hash', `outs:\n- path: d.csv\n  md5: ${md5('x').toUpperCase()}\n`, 'ill-formed'],
    ['conflict markers', '<<<<<<< HEAD\nouts: []\n=======\n', 'cannot be read'],
    ['a doubled key', 'outs: []\nouts: []\n', 'cannot be read'],
    ['an alias bomb', bomb(), 'cannot be read'],
    ['deep nesting', `outs: ${'['.repeat(100_000)}`, 'cannot be read'],
  ])('does not check against %s, and says so', async (_, text, reason) => {
    const version = await versionOf({ 'd.csv': 'd', 'd.csv.dvc': text }, 'd.csv');
    expect(version).toMatchObject({ state: 'unchecked', actual: null });
    expect(version?.reason).toContain(reason);
  });

  it('looks no further than the repository for its own files', async () => {
    const elsewhere = tempTree({ 'x.dvc': added('d.csv', md5('d')) });
    const root = tempTree({ '.dvc/config': '', 'd.csv': 'd' });
    symlinkSync(join(elsewhere, 'x.dvc'), join(root, 'd.csv.dvc'));
    expect(await versionIn(root, 'd.csv')).toMatchObject({ state: 'unchecked' });
  });

  it('takes the cache from the config', async () => {
    const { object, hash } = withManifest({ a: 'a', b: 'b' });
    const cache = tempTree(
      Object.fromEntries(Object.entries(object).map(([path, text]) => [path.replace('.dvc/cache/', ''), text])),
    );
    const root = tempTree({
      '.dvc/config': '[cache]\n    dir = nowhere',
      '.dvc/config.local': `[cache]\ndir = "${cache}"`,
      'data.dvc': added('data', hash),
    });
    writeTree(root, { 'data/a': 'a', 'data/b': 'changed' });
    expect(await versionIn(root, 'data/a')).toMatchObject({ state: 'match' });
    writeFileSync(join(root, '.dvc/config.local'), '');
    expect(await versionIn(root, 'data/a')).toMatchObject({ state: 'mismatch' });
  });
});

function bomb(): string {
  const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]`);
  return `a0: &a0 [x]\n${levels.join('\n')}\n`;
}
