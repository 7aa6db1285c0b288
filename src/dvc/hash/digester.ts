import type { ContentDigest } from './content-hasher.ts';
import { digestFiles, type FileToDigest } from './digest-files.ts';
import type { HashCache } from './hash-cache.ts';

export interface DigesterOptions {
  readonly cache?: HashCache;
  readonly signal?: AbortSignal;
}

interface Request {
  readonly files: readonly FileToDigest[];
  readonly legacy: boolean;
  readonly resolve: (digests: ContentDigest[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Collects what is asked for in one turn of the event loop and digests it together, so that all processors have work. */
export class Digester {
  readonly #options: DigesterOptions;
  #requests: Request[] = [];

  constructor(options: DigesterOptions = {}) {
    this.#options = options;
  }

  digest(files: readonly FileToDigest[], legacy: boolean): Promise<ContentDigest[]> {
    return new Promise((resolve, reject) => {
      if (this.#requests.length === 0) setImmediate(() => void this.#flush());
      this.#requests.push({ files, legacy, resolve, reject });
    });
  }

  async #flush(): Promise<void> {
    const requests = this.#requests;
    this.#requests = [];
    await Promise.all(
      [true, false].map((legacy) =>
        this.#answer(
          requests.filter((request) => request.legacy === legacy),
          legacy,
        ),
      ),
    );
  }

  async #answer(requests: readonly Request[], legacy: boolean): Promise<void> {
    if (requests.length === 0) return;
    try {
      const digests = (
        await digestFiles(
          requests.flatMap(({ files }) => files),
          { legacy, ...this.#options },
        )
      ).values();
      for (const { files, resolve } of requests) resolve(files.map(() => digests.next().value as ContentDigest));
    } catch (error) {
      for (const { reject } of requests) reject(error);
    }
  }
}
