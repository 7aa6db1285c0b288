import { spawnSync } from 'node:child_process';
import { UserError } from '../../errors.ts';

/** Settings of a repository that would run programs or write. */
const HARMLESS = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.allow=never'];

/** Status 1 says that nothing was found. */
const ANSWERS_BY_STATUS = new Set(['check-ignore']);

/** Runs a reading command of Git; null when it fails or there is no Git. Nothing is written and nothing of the repository is run. */
export function git(cwd: string, args: readonly string[], input = ''): Buffer | null {
  const { status, stdout, error } = spawnSync('git', [...HARMLESS, ...args], {
    cwd,
    input,
    maxBuffer: 1 << 30,
    env: { ...withoutRepository(process.env), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (error && (error as NodeJS.ErrnoException).code === 'ENOBUFS')
    throw new UserError(`the answer of git ${args[0]} is too large`);
  return error || !(status === 0 || (status === 1 && ANSWERS_BY_STATUS.has(args[0] ?? ''))) ? null : stdout;
}

/** A hook of Git names its own repository in the environment, which needn't be the one asked about. */
function withoutRepository(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE|PREFIX|COMMON_DIR|OBJECT_DIRECTORY)$/.test(name)),
  );
}
