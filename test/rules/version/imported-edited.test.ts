import { describe, expect, it } from 'vitest';
import rule from '../../../rules/version/imported-edited.ts';
import { dvcFile, md5, TempRepository } from '../../dvc/temp-repository.ts';
import { askRule } from '../../support/pipeline-tester.ts';

const IMPORT = `md5: 70014864345dbb87fe3fc5d69dcca817
frozen: true
deps:
- md5: e5ebd4c02cefbe7955977c67ada242b7
  size: 8
  hash: md5
  path: ../upstream/file.csv
outs:
- md5: e5ebd4c02cefbe7955977c67ada242b7
  size: 8
  hash: md5
  path: got.csv
`;

describe('version/imported-edited', () => {
  it('is quiet on what DVC wrote', async () => {
    const { root } = new TempRepository({ 'got.csv.dvc': IMPORT, 'own.csv.dvc': dvcFile('own.csv', md5('x')) });
    expect(await askRule(rule, root)).toMatchObject({ status: 'clean', evidence: { imports: 1 } });
  });

  it('tells an import whose source was edited by hand', async () => {
    const { root } = new TempRepository({ 'got.csv.dvc': IMPORT.replace('../upstream/file.csv', '../upstream/other.csv') });
    expect((await askRule(rule, root)).findings).toEqual([
      'error edited: got.csv.dvc is not as DVC wrote it: its own checksum does not fit its content',
    ]);
  });
});
