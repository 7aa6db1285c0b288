/** What a command may touch of the outside; Node's `process` is one. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
  once(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
  off(event: 'SIGINT' | 'SIGTERM', listener: () => void): unknown;
}

export interface Output {
  write(text: string): boolean;
  readonly isTTY?: boolean;
  readonly columns?: number;
  on?(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
}

export type ExitCode = 0 | 1 | 2;

/** Runs `work` with a signal that Ctrl-C and SIGTERM abort. */
export async function interruptible<T>(io: Io, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort(new Interrupted('interrupted'));
  io.once('SIGINT', abort);
  io.once('SIGTERM', abort);
  try {
    return await work(controller.signal);
  } finally {
    io.off('SIGINT', abort);
    io.off('SIGTERM', abort);
  }
}

export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
