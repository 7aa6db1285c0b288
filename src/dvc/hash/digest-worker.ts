import { parentPort } from 'node:worker_threads';
import { digestFileSync } from './digest-file.ts';
import type { DigestReply, DigestTask } from './digest-pool.ts';

parentPort?.on('message', ({ paths, legacy }: DigestTask) => {
  parentPort?.postMessage(digestAll(paths, legacy));
});

function digestAll(paths: readonly string[], legacy: boolean): DigestReply {
  try {
    return { digests: paths.map((path) => digestFileSync(path, { legacy })) };
  } catch (error) {
    const { message, code, syscall, path } = error as NodeJS.ErrnoException;
    return { error: { message, ...(code && { code }), ...(syscall && { syscall }), ...(path && { path }) } };
  }
}
