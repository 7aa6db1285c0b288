import { expect, it } from 'vitest';
import { readFeastVersion } from '../../src/feast/read-feast-version.ts';
import { temporaryFolder } from '../support/run-cli.ts';

it.each([
  ['requirements.txt', 'pandas==2.0\nfeast[redis]==0.22.1  # pinned\n', '0.22.1', false, 2],
  ['requirements-dev.txt', 'feast >= 0.10, < 0.23\n', '0.23', true, 1],
  ['pyproject.toml', '[project]\ndependencies = [\n  "feast<=0.40.1",\n]\n', '0.40.1', false, 3],
  ['environment.yml', 'dependencies:\n  - feast=0.31.0\n', '0.31.0', false, 2],
  ['uv.lock', '[[package]]\nname = "feast"\nversion = "0.67.0"\n', '0.67.0', false, 3],
  ['Pipfile.lock', '{"default": {"feast": {"hashes": ["sha256:0"],\n "version": "==0.34.1"}}}', '0.34.1', false, 2],
])('reads what %s allows', async (file, text, version, below, line) => {
  const parts = version.split('.').map(Number);
  expect(await readFeastVersion(temporaryFolder({ [file]: text }))).toEqual({ version, parts, below, file, line });
});

it.each([
  ['no bound from above', 'feast>=0.20\n'],
  ['a compatible range', 'feast~=0.22\n'],
  ['a wildcard', 'feast==0.*\n'],
  ['another package', 'feast-spark==0.1\nmy-feast==0.2\n'],
  ['a comment', '# feast==0.1\n'],
])('knows none from %s', async (_, text) => {
  expect(await readFeastVersion(temporaryFolder({ 'requirements.txt': text }))).toBeUndefined();
});

it('takes a lock file before a range, and nothing from a folder that is not there', async () => {
  const folder = temporaryFolder({ 'requirements.txt': 'feast<1\n', 'poetry.lock': 'name = "feast"\nversion = "0.30.2"\n' });
  expect((await readFeastVersion(folder))?.version).toBe('0.30.2');
  expect(await readFeastVersion(`${folder}/none`)).toBeUndefined();
});
