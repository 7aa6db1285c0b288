import { userCacheDirectory } from '../dvc/hash/hash-cache.ts';
import { findRoot } from '../dvc/repository/find-root.ts';
import type { Answer, StatusOptions } from '../dvc/status/answer.ts';
import { pythonJson } from '../dvc/status/python-json.ts';
import { UserError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import type { CheckFlags } from './check-options.ts';
import { type ExitCode, type Io, interruptible } from './io.ts';

type Ask = (root: string, flags: CheckFlags & StatusOptions) => Promise<Answer<object>>;

const ANSWERS: Readonly<Record<string, Ask>> = {
  'dvc-status': async (root, flags) => (await import('../dvc/status/local-status.ts')).dvcStatus(root, flags),
  'dvc-cloud-status': async (root, flags) => (await import('../dvc/status/cloud-status.ts')).dvcCloudStatus(root, flags),
  'dvc-data-status': async (root, flags) => (await import('../dvc/status/data-status.ts')).dvcDataStatus(root, flags),
};

export function isDvcFormat(format: string | undefined): boolean {
  return format !== undefined && Object.hasOwn(ANSWERS, format);
}

/** Prints exactly what `dvc status --json` and its like print. @throws UserError where DVC would refuse */
export async function answerAsDvc(flags: CheckFlags, io: Io): Promise<ExitCode> {
  const cwd = io.cwd();
  const root = findRoot(cwd);
  if (root === null) throw new UserError('there is no DVC repository here', { hint: 'run it where `dvc status` would run' });
  const { json, unchecked } = await interruptible(io, (signal) =>
    ANSWERS[flags.format ?? '']!(root, { ...flags, cwd, signal, cacheDirectory: userCacheDirectory(io.env), network: true }),
  );
  if (!flags.quiet) for (const what of new Set(unchecked)) io.stderr.write(`not checked: ${visible(what)}\n`);
  io.stdout.write(`${pythonJson(json)}\n`);
  return 0;
}
