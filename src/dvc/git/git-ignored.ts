import { git } from './git.ts';

/** Which of the paths (relative to `cwd`; directories with a slash at their end) Git's patterns leave out, tracked or not. */
export function gitIgnored(cwd: string, paths: readonly string[]): ReadonlySet<string> {
  if (paths.length === 0) return new Set();
  const answer = git(cwd, ['check-ignore', '--no-index', '-z', '--stdin'], paths.map((path) => `${path}\0`).join(''));
  if (answer !== null) return new Set(answer.toString('utf8').split('\0').slice(0, -1));
  if (paths.length === 1) return new Set();
  // One path that Git refuses, such as one in a submodule, spoils the answer for all.
  const half = paths.length >> 1;
  return new Set([...gitIgnored(cwd, paths.slice(0, half)), ...gitIgnored(cwd, paths.slice(half))]);
}
