import { relative, resolve } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import { findConfig } from '../config/find-config.ts';
import { loadConfig } from '../config/load-config.ts';
import { UserError } from '../errors.ts';
import { visible } from '../text/visible.ts';
import { type CheckFlags, flagsOf } from './check-options.ts';
import { type ExitCode, type Io, interruptible } from './io.ts';
import { showError } from './show-error.ts';
import { FileWatcher } from './watch/file-watcher.ts';
import { watchedPlaces } from './watch/watched-places.ts';

/**
 * Checks, and checks again whenever a file that is read changes, until Ctrl-C; then gives the code of the last check.
 * A check that could not be done is shown and waits for the mistake to be mended.
 */
export async function watchFiles(options: CheckFlags, io: Io, check: () => Promise<ExitCode>): Promise<ExitCode> {
  const ours = new Set(
    [options.output, ...options.report.map((text) => text.replace(/^[^=]*=/, ''))].flatMap((path) =>
      path ? resolve(io.cwd(), path) : [],
    ),
  );
  const say = (text: string) => void (options.quiet || io.stderr.write(`${visible(text)}\n`));
  for (;;) {
    const places = await placesOf(options, io);
    const watcher = new FileWatcher(places, ours);
    try {
      const code = await check().catch((error: unknown): ExitCode => {
        // What is wrong with the command line is not mended by a file.
        if (!(error instanceof ConfigError) && !(error instanceof UserError && error.position)) throw error;
        showError(error, io);
        return 2;
      });
      const count = places.length === 1 ? '1 folder' : `${places.length} folders`;
      say(`watching files in ${count} for changes; Ctrl-C ends`);
      const changed = await interruptible(io, (signal) => watcher.next(signal));
      if (changed === undefined) return code;
      say(`\n${relative(io.cwd(), changed) || changed} changed: checking again`.trimStart());
    } finally {
      watcher.close();
    }
  }
}

async function placesOf(options: CheckFlags, io: Io) {
  const cwd = io.cwd();
  const file = options.config === undefined ? await findConfig(cwd) : resolve(cwd, options.config);
  const config = await loadConfig({ cwd, env: io.env, flags: flagsOf(options), ...(file !== undefined && { file }) }).catch(
    (error: unknown) => {
      if (error instanceof UserError) return undefined;
      throw error;
    },
  );
  return watchedPlaces(file ?? resolve(cwd, 'watertight.yaml'), config);
}
