import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  /** Ctrl-C this many milliseconds after somebody listens for it. */
  readonly interruptAfter?: number;
}

/** Runs the command line in this process. */
export async function runCli(
  argv: readonly string[],
  { cwd, env = {}, tty = false, interruptAfter }: RunOptions,
): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      written[name] += text;
      return true;
    },
    isTTY: tty,
    columns: 100,
  });
  const listeners = new Set<() => void>();
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: new PassThrough(),
    env,
    cwd: () => cwd,
    once: (_, listener) => {
      if (interruptAfter !== undefined) setTimeout(() => listeners.has(listener) && listener(), interruptAfter);
      return listeners.add(listener);
    },
    off: (_, listener) => listeners.delete(listener),
  };
  const code = await main(argv, io);
  return { code, ...written };
}

/** A folder of files that goes with the test file. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'watertight-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  writeFiles(folder, files);
  return folder;
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
