import { ConfigError, type Problem } from '../config/config-error.ts';
import { formatPosition, UserError } from '../errors.ts';
import { packageVersion } from '../package-root.ts';
import { visible } from '../text/visible.ts';
import { Interrupted, type Io } from './io.ts';

/** Says on stderr why the job could not be done; a stack only when it is our mistake. */
export function showError(error: unknown, io: Io): void {
  if (error instanceof Interrupted) io.stderr.write('watertight: interrupted\n');
  else if (error instanceof ConfigError) io.stderr.write(`${error.problems.map(problem).join('')}`);
  else if (error instanceof UserError) io.stderr.write(problem(error));
  else {
    const stack = error instanceof Error ? error.stack : String(error);
    io.stderr.write(
      `watertight ${packageVersion()} (Node ${process.version}) failed, and this is a bug of its own. Please report it with:\n${stack}\n`,
    );
  }
}

function problem({ message, hint, position }: Problem): string {
  const where = position ? `${formatPosition(position)}: ` : '';
  return `error: ${visible(`${where}${message}`)}\n${hint === undefined ? '' : `  ${visible(hint)}\n`}`;
}
