import { describe, expect, it } from 'vitest';
import rule from '../../../rules/overlap/shared-files.ts';
import { manifestHash } from '../../../src/dvc/hash/manifest.ts';
import { lockFile, md5, storeDirectory, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

const image = (name: string) => name.repeat(100);
const STAGES = 'stages:\n  split: {cmd: run, outs: [data/train, data/test]}\n';

function repository(train: Record<string, string>, test: Record<string, string>, isCached = true): TempRepository {
  const made = new TempRepository({ 'dvc.yaml': STAGES });
  const hashOf = (files: Record<string, string>) =>
    isCached
      ? storeDirectory(made.path('.dvc/cache'), files)
      : manifestHash(Object.entries(files).map(([relpath, content]) => ({ relpath, md5: md5(content) })));
  made.write({ 'dvc.lock': lockFile({ split: { outs: { 'data/train': hashOf(train), 'data/test': hashOf(test) } } }) });
  if (!isCached) {
    for (const [role, files] of Object.entries({ train, test }))
      made.write(Object.fromEntries(Object.entries(files).map(([name, content]) => [`data/${role}/${name}`, content])));
  }
  return made;
}

describe('overlap/shared-files', () => {
  it.each([true, false])('counts files of equal content under other names (manifest in the cache: %s)', async (isCached) => {
    const { root } = repository(
      { 'a.png': image('a'), 'b.png': image('b') },
      { 'c.png': image('b'), 'd.png': image('d') },
      isCached,
    );
    const { findings } = await askRule(rule, root);
    expect(findings).toEqual(['error files: 1 of 2 files in data/test are also in data/train, byte for byte']);
  });

  it('leaves out markers and tiny files', async () => {
    const { root } = repository(
      { 'a.png': image('a'), '.gitkeep': '', _SUCCESS: '', 'label.txt': '1' },
      { 'b.png': image('b'), '.gitkeep': '', _SUCCESS: '', 'label.txt': '1' },
    );
    expect((await askRule(rule, root)).status).toBe('clean');
    const { findings } = await askRule(rule, root, { options: { minBytes: 1 } });
    expect(findings).toEqual(['error files: 1 of 2 files in data/test are also in data/train, byte for byte']);
  });

  it('counts groups that a pattern finds in the paths, and names none of them', async () => {
    const { root } = repository(
      { 'patient1_a.png': image('a'), 'patient2_a.png': image('b') },
      { 'patient2_b.png': image('c'), 'patient3_a.png': image('d') },
    );
    expect((await askRule(rule, root)).status).toBe('clean');
    const { findings, outcome } = await askRule(rule, root, { options: { group: '^(patient\\d+)_' } });
    expect(findings).toEqual(['error groups: 1 of 2 groups of files in data/test also have files in data/train']);
    expect(JSON.stringify(outcome)).not.toContain('patient2');
  });

  it('refuses a group that is no pattern', () => {
    expect(rule.options.safeParse({ group: '(' }).success).toBe(false);
  });
});
