import { git } from '../git/git.ts';
import type { Repository } from '../repository/repository.ts';

/**
 * `dvc.yaml` and `.dvc` files that Git's patterns leave out, relative to the root: DVC takes them for absent and says nothing.
 * What lies in an ignored directory isn't looked for.
 */
export function ignoredRecords({ root, usesGit, ignore }: Repository): string[] {
  if (!usesGit) return [];
  const listed = (kind: readonly string[]) =>
    git(root, ['ls-files', '-i', '--exclude-standard', '-z', ...kind])
      ?.toString('utf8')
      .split('\0') ?? [];
  const files = [...listed(['-o', '--directory']), ...listed(['-c'])];
  return [...new Set(files)]
    .filter((file) => /(?:^|\/)(?:dvc\.yaml|[^/]+\.dvc)$/.test(file) && !ignore.ignores(file, false))
    .sort();
}
