import { describe, expect, it } from 'vitest';
import { DvcIgnore } from '../../../src/dvc/ignore/dvcignore.ts';
import { tempTree } from '../temp-tree.ts';

describe('DvcIgnore', () => {
  const ignored = (files: Record<string, string>, path: string, isDirectory = false) =>
    new DvcIgnore(tempTree(files)).ignores(path, isDirectory);

  it.each([
    ['*.tmp', 'data/x.tmp', true],
    ['*.tmp', 'data/x.tmpl', false],
    ['/logs/', 'logs/x', true],
    ['/logs/', 'a/logs/x', false],
    ['logs/', 'a/logs/x', true],
    ['logs/', 'a/logs', false],
    ['data/**/cache', 'data/cache', true],
    ['data/**/cache', 'data/a/b/cache/x', true],
    ['data/**', 'data/a/b', true],
    ['a/b', 'x/a/b', false],
    ['**/a/b', 'x/a/b', true],
    ['x?z', 'xyz', true],
    ['x[a-c]z', 'xbz', true],
    ['x[!a-c]z', 'xbz', false],
    ['\\#a', '#a', true],
    ['# a', '# a', false],
    ['  *.tmp  ', 'x.tmp', true],
    ['a*b*c*d', 'a1b2c3d', true],
    ['a*b*c*d', 'a1c2b3d', false],
    ['*.tmp\n!keep.tmp', 'keep.tmp', false],
    ['*.tmp\n!data', 'data/x.tmp', false],
    ['data\n!data/x', 'data/x', true],
    ['**/', 'data/x', false],
    ['*/', 'data/x', false],
    ['/*/', 'data/x', true],
    ['', '.git/x', true],
    ['', 'a/.dvc/x', true],
  ])('%j: %s → %s', (patterns, path, expected) => {
    expect(ignored({ '.dvcignore': patterns }, path)).toBe(expected);
  });

  it('lets a deeper file speak last and only below itself', () => {
    const files = { '.dvcignore': '*.csv', 'a/.dvcignore': '!*.csv\n/b' };
    expect(ignored(files, 'x.csv')).toBe(true);
    expect(ignored(files, 'a/x.csv')).toBe(false);
    expect(ignored(files, 'a/b')).toBe(true);
    expect(ignored(files, 'b')).toBe(false);
  });

  it('leaves out repositories within', () => {
    expect(ignored({ 'sub/.dvc/config': '' }, 'sub/x')).toBe(true);
    const ignore = new DvcIgnore(tempTree({ 'sub/.dvc/config': '' }));
    expect(ignore.ignores('sub/x', false, { repositories: false })).toBe(false);
    expect(ignored({ '.dvcignore': '!sub', 'sub/.dvc/config': '' }, 'sub/x')).toBe(true);
  });

  it('reads no .dvcignore that is left out itself', () => {
    expect(ignored({ '.dvcignore': '.dvcignore', 'a/.dvcignore': 'x' }, 'a/x')).toBe(false);
  });

  it('answers a pattern made to take long at once', () => {
    const started = performance.now();
    ignored({ '.dvcignore': `${'*a'.repeat(40)}b\n${'**/a/'.repeat(40)}b` }, `${'a/'.repeat(60)}${'a'.repeat(200)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
