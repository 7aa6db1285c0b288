import { packageVersion } from '../package-root.ts';
import type { ExitCode, Io } from './io.ts';

/** The command line: findings to stdout, everything else to stderr. Resolves to the exit code and never rejects. */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    io.stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  // A reader that has seen enough (head) closes the pipe; that is no error of ours.
  io.stdout.on?.('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    const { runCommand } = await import('./program.ts');
    return await runCommand(argv, io);
  } catch (error) {
    const { showError } = await import('./show-error.ts');
    showError(error, io);
    return 2;
  }
}
