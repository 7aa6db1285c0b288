import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../../src/dvc/config/check-config.ts';
import { readDvcConfig } from '../../../src/dvc/config/dvc-config.ts';
import { remoteUrl } from '../../../src/dvc/stage/location.ts';
import { tempTree } from '../temp-tree.ts';

describe('readDvcConfig', () => {
  it('reads what DVC and people write', () => {
    const root = tempTree({
      '.dvc/config': `# a comment
[CORE]
    Remote = "store"   # trailing
    analytics = false
['remote "store"']
    url = ../../storage
[remote "other"]
    url = remote://store/sub
[cache]
    type = "reflink,copy", symlink
    dir = ${'%(base)s'}/cache
    base = /mnt
`,
      '.dvc/config.local': `[core]\nremote = other\n['remote "store"']\n  note = '''two\nlines'''`,
    });
    const config = readDvcConfig(root, { DVC_GLOBAL_CONFIG_DIR: root, DVC_SYSTEM_CONFIG_DIR: root });
    expect(config.core.get('remote')).toBe('other');
    expect(config.core.get('analytics')).toBe('false');
    expect(config.remotes.get('store')?.get('url')).toBe(join(root, '../storage'));
    expect(config.remotes.get('store')?.get('note')).toBe('two\nlines');
    expect(config.cache.get('type')).toEqual(['reflink,copy', 'symlink']);
    expect(config.cache.get('dir')).toBe('/mnt/cache');
    expect(remoteUrl(config, 'other')).toBe(join(root, '../storage/sub'));
  });

  it('lets the repository win over the user, and the user over the system', () => {
    const [system, user] = [tempTree({ config: '[core]\na = 1\nb = 1\nc = 1' }), tempTree({ config: '[core]\nb = 2\nc = 2' })];
    const root = tempTree({ '.dvc/config': '[core]\nc = 3' });
    const config = readDvcConfig(root, { DVC_GLOBAL_CONFIG_DIR: user, DVC_SYSTEM_CONFIG_DIR: system });
    expect(['a', 'b', 'c'].map((key) => config.core.get(key))).toEqual(['1', '2', '3']);
  });

  it.each(['[core\nx', 'x', '[a]\nb = "c', '[a]\nb = 1\nb = 2', '[a]\n[a]', 'a = 1'])('refuses %j with its line', (text) => {
    expect(() => readDvcConfig(tempTree({ '.dvc/config': text }), {})).toThrow(
      expect.objectContaining({ position: expect.objectContaining({ line: expect.any(Number) }) }),
    );
  });

  it.each([
    '[cor]',
    '[core]\nremot = a',
    '[core]\nno_scm = perhaps',
    '[remote s3]\nurl = x',
    '[remote "s3"]\nurll = x',
    '[cache]\ntype = paper',
    '[parsing]\nlist = all',
  ])('tells what DVC refuses in %j', (text) => {
    const config = readDvcConfig(tempTree({ '.dvc/config': text }), {});
    expect(() => checkConfig(config.sections)).toThrow(/^the DVC config/);
  });
});
