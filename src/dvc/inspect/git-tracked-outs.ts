import { git } from '../git/git.ts';
import type { Repository } from '../repository/repository.ts';
import type { Stage } from '../stage/stage.ts';
import { type CachedOut, cachedOuts } from '../status/data-index.ts';

/** Outs that DVC stores although Git tracks them, or files in them. */
export function gitTrackedOuts(stages: readonly Stage[], { root, usesGit }: Repository): CachedOut[] {
  const outs = cachedOuts(stages, root);
  if (!usesGit || outs.length === 0) return [];
  const paths = outs.map(({ path }) => path);
  const listing =
    git(root, ['--literal-pathspecs', 'ls-files', '-z', '--', ...paths])
      ?.toString('utf8')
      .split('\0')
      .slice(0, -1) ?? [];
  const tracked = new Set(listing.flatMap((file) => file.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'))));
  return outs.filter(({ path }) => tracked.has(path));
}
