import { UserError } from '../errors.ts';
import type { Io, Output } from './io.ts';

/** Whether to colour what goes to `output`: `--color`, then NO_COLOR and FORCE_COLOR, then whether it is a terminal. */
export function wantsColor(choice: string | undefined, output: Output, env: Io['env']): boolean {
  if (choice === 'always' || choice === 'never') return choice === 'always';
  if (choice !== undefined && choice !== 'auto') {
    throw new UserError(`--color takes auto, always or never, not ${choice}`);
  }
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return output.isTTY === true && env.TERM !== 'dumb';
}
