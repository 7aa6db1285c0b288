import type { Io } from './io.ts';

const CLEAR_LINE = '\r\u001b[2K';

/** One line on stderr that says how far the checks are; nothing when stderr is no terminal or in CI. */
export function progressLine(io: Io, quiet: boolean) {
  const shown = io.stderr.isTTY === true && !quiet && !io.env.CI;
  return {
    update({ done, of }: { readonly done: number; readonly of: number }): void {
      if (shown) io.stderr.write(`${CLEAR_LINE}${done} of ${of} checks done`);
    },
    say(text: string): void {
      if (shown) io.stderr.write(`${CLEAR_LINE}${text}`);
    },
    end(): void {
      if (shown) io.stderr.write(CLEAR_LINE);
    },
  };
}
