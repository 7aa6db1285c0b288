import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ContentDigest } from './content-hasher.ts';

const MOST_WORKERS = 4;
/** Bytes a worker is handed at once. */
const BATCH = 16 << 20;

export interface DigestTask {
  readonly paths: readonly string[];
  readonly legacy: boolean;
}
export type DigestReply =
  | { readonly digests: readonly ContentDigest[] }
  | { readonly error: { message: string; code?: string; syscall?: string; path?: string } };

/** Whether threads can be started from this file: compiled, or where Node reads TypeScript. */
export const canUseWorkers =
  import.meta.url.endsWith('.js') || Boolean((process.features as { typescript?: unknown }).typescript);

/** Digests of files in their order, computed on several processors. */
export async function digestInWorkers(
  files: readonly { readonly path: string; readonly size: number }[],
  legacy: boolean,
  signal?: AbortSignal,
): Promise<ContentDigest[]> {
  const batches = batchesOf(files);
  const digests = new Array<ContentDigest>(files.length);
  const url = new URL(import.meta.url.endsWith('.js') ? './digest-worker.js' : './digest-worker.ts', import.meta.url);
  const workers = Array.from({ length: Math.min(availableParallelism(), MOST_WORKERS, batches.length) }, () => new Worker(url));
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
          signal?.throwIfAborted();
          const reply = await ask(worker, { paths: batch.map((i) => files[i]!.path), legacy }, signal);
          if ('error' in reply) throw Object.assign(new Error(reply.error.message), reply.error);
          for (const [at, i] of batch.entries()) digests[i] = reply.digests[at]!;
        }
      }),
    );
    return digests;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** The largest files first, so that none is left to one processor at the end. */
function batchesOf(files: readonly { readonly size: number }[]): number[][] {
  const order = files.map((_, i) => i).sort((a, b) => files[b]!.size - files[a]!.size);
  const batches: number[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const i of order) {
    if (size + files[i]!.size > BATCH) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)!.push(i);
    size += files[i]!.size;
  }
  return batches;
}

function ask(worker: Worker, task: DigestTask, signal?: AbortSignal): Promise<DigestReply> {
  return new Promise((resolve, reject) => {
    const end = () => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      signal?.removeEventListener('abort', onAbort);
    };
    const onMessage = (reply: DigestReply) => {
      end();
      resolve(reply);
    };
    const onError = (error: unknown) => {
      end();
      reject(error);
    };
    const onAbort = () => onError(signal?.reason);
    worker.on('message', onMessage);
    worker.on('error', onError);
    signal?.addEventListener('abort', onAbort);
    worker.postMessage(task);
  });
}
