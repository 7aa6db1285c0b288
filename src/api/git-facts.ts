import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Report } from '../report/schema.ts';

const run = promisify(execFile);
const TIMEOUT_MS = 5000;

/** Commit, branch and whether tracked files differ from it; null outside a repository or without git. */
export async function gitFacts(cwd: string): Promise<Report['run']['git']> {
  try {
    // fsmonitor names a program to run: a repository that is only read must not have one run.
    const args = ['-c', 'core.fsmonitor=false', 'status', '--porcelain=v2', '--branch', '--untracked-files=no'];
    const { stdout } = await run('git', args, {
      cwd,
      timeout: TIMEOUT_MS,
      maxBuffer: 1 << 26,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    });
    const commit = /^# branch\.oid ([0-9a-f]+)$/m.exec(stdout)?.[1];
    const branch = /^# branch\.head (?!\(detached\))(.+)$/m.exec(stdout)?.[1];
    return commit === undefined ? null : { commit, branch: branch ?? null, dirty: /^[^#\n]/m.test(stdout) };
  } catch {
    return null;
  }
}
