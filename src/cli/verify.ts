import type { Command } from 'commander';
import { userCacheDirectory } from '../dvc/hash/hash-cache.ts';
import { findRoot } from '../dvc/repository/find-root.ts';
import type { Answer, StatusOptions } from '../dvc/status/answer.ts';
import { pythonJson } from '../dvc/status/python-json.ts';
import { UserError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { type ExitCode, type Io, interruptible } from './io.ts';

interface VerifyFlags {
  readonly format: string;
  readonly granular?: boolean;
  readonly notInRemote?: boolean;
  readonly unchanged?: boolean;
  readonly untrackedFiles?: boolean;
  readonly quiet?: boolean;
}

type Ask = (root: string, flags: VerifyFlags & StatusOptions) => Promise<Answer<object>>;

const ANSWERS: Readonly<Record<string, Ask>> = {
  'dvc-status': async (root, flags) => (await import('../dvc/status/local-status.ts')).dvcStatus(root, flags),
  'dvc-cloud-status': async (root, flags) => (await import('../dvc/status/cloud-status.ts')).dvcCloudStatus(root, flags),
  'dvc-data-status': async (root, flags) => (await import('../dvc/status/data-status.ts')).dvcDataStatus(root, flags),
};

/** `watertight verify`: what a DVC repository records against what is there, without DVC. */
export function verifyCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('verify')
    .description('compare what the DVC repository here records with what is there')
    .requiredOption('-f, --format <format>', Object.keys(ANSWERS).join(', '))
    .option('--granular', 'dvc-data-status: look into directories')
    .option('--not-in-remote', 'dvc-data-status: list what the remote lacks')
    .option('--unchanged', 'dvc-data-status: list what is as recorded')
    .option('--untracked-files', 'dvc-data-status: list files that neither Git nor DVC tracks')
    .option('-q, --quiet', 'say nothing of what could not be looked at')
    .action(async (flags: VerifyFlags) => {
      const ask = Object.hasOwn(ANSWERS, flags.format) ? ANSWERS[flags.format] : undefined;
      if (!ask) throw new UserError(`no such format: ${flags.format}`, { hint: `formats: ${Object.keys(ANSWERS).join(', ')}` });
      const cwd = io.cwd();
      const root = findRoot(cwd);
      if (root === null) throw new UserError('there is no DVC repository here', { hint: 'run it where `dvc status` would run' });
      const { json, unchecked } = await interruptible(io, (signal) =>
        ask(root, { ...flags, cwd, signal, cacheDirectory: userCacheDirectory(io.env), network: true }),
      );
      if (!flags.quiet) for (const what of new Set(unchecked)) io.stderr.write(`not checked: ${visible(what)}\n`);
      io.stdout.write(`${pythonJson(json)}\n`);
      done(0);
    });
}
