import { git } from './git.ts';

/** Which of the paths (relative to `cwd`; directories with a slash at their end) Git's patterns leave out, tracked or not. */
export function gitIgnored(cwd: string, paths: readonly string[]): ReadonlySet<string> {
  if (paths.length === 0) return new Set();
  const answer = git(cwd, ['check-ignore', '--no-index', '-z', '--stdin'], `${paths.join('\0')}\0`);
  return new Set(answer?.toString('utf8').split('\0').slice(0, -1));
}
